package vn.nharong.media.sdp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.nharong.media.rtp.MediaKind;

/** Gathers the attributes of one m-section, or of the session part when it has no parent. Used by one parse only. */
final class SectionReader {
    private static final int MAX_FORMATS = 128;
    private static final int MAX_EXTENSIONS = 256;
    private static final int MAX_RIDS = 8;
    private static final int MAX_TOKEN = 256;
    private static final int MAX_PARAMETERS = 64;

    private final @Nullable SectionReader session;
    final List<String> bundle = new ArrayList<>();
    private String media = "";
    private int port;
    private String protocol = "";
    private List<String> formats = List.of();
    private String mid = "";
    private boolean bundleOnly;
    private @Nullable Direction direction;
    private String ufrag = "";
    private String password = "";
    private String fingerprintAlgorithm = "";
    private String fingerprint = "";
    private String setup = "";
    private boolean rtcpMux;
    private boolean rtcpRsize;
    private boolean extmapAllowMixed;
    private final Map<Integer, String[]> maps = new LinkedHashMap<>();
    private final Map<Integer, Map<String, String>> parameters = new LinkedHashMap<>();
    private final Map<Integer, Set<String>> feedback = new LinkedHashMap<>();
    private final Set<String> feedbackForAll = new LinkedHashSet<>();
    private final Map<Integer, String> extensions = new LinkedHashMap<>();
    private String streamId = "";
    private String trackId = "";
    private final Set<String> sendRids = new LinkedHashSet<>();
    private List<String> simulcast = List.of();
    private int ssrc;
    private int groupSsrc;
    private int rtxSsrc;
    private int sctpPort;

    SectionReader(@Nullable SectionReader session) {
        this.session = session;
    }

    /** {@code audio 9 UDP/TLS/RTP/SAVPF 111 63}. */
    void mediaLine(String value) throws SdpRefused {
        List<String> words = words(value);
        if (words.size() < 4 || words.size() > MAX_FORMATS + 3) {
            throw new SdpRefused("m-line with " + words.size() + " words");
        }
        media = token(words.get(0));
        port = number(words.get(1), 65535);
        protocol = token(words.get(2));
        formats = List.copyOf(words.subList(3, words.size()));
        for (String format : formats) {
            token(format);
        }
    }

    void attribute(String line) throws SdpRefused {
        int colon = line.indexOf(':');
        String name = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(colon + 1).strip();
        switch (name) {
            case "group" -> group(value);
            case "mid" -> mid = mid(value);
            case "bundle-only" -> bundleOnly = true;
            case "sendrecv" -> direction = Direction.SENDRECV;
            case "sendonly" -> direction = Direction.SENDONLY;
            case "recvonly" -> direction = Direction.RECVONLY;
            case "inactive" -> direction = Direction.INACTIVE;
            case "ice-ufrag" -> ufrag = token(value);
            case "ice-pwd" -> password = token(value);
            case "fingerprint" -> fingerprint(value);
            case "setup" -> setup = token(value);
            case "rtcp-mux" -> rtcpMux = true;
            case "rtcp-rsize" -> rtcpRsize = true;
            case "extmap-allow-mixed" -> extmapAllowMixed = true;
            case "rtpmap" -> rtpmap(value);
            case "fmtp" -> fmtp(value);
            case "rtcp-fb" -> rtcpFb(value);
            case "extmap" -> extmap(value);
            case "msid" -> msid(value);
            case "rid" -> rid(value);
            case "simulcast" -> simulcast(value);
            case "ssrc" -> ssrc(value);
            case "ssrc-group" -> ssrcGroup(value);
            case "sctp-port" -> sctpPort = number(value, 65535);
            default -> {
                // Unknown attributes are ignored (RFC 8866 §5.13).
            }
        }
    }

    private void group(String value) throws SdpRefused {
        List<String> words = words(value);
        if (session == null && !words.isEmpty() && words.get(0).equals("BUNDLE") && bundle.isEmpty()) {
            for (String word : words.subList(1, words.size())) {
                bundle.add(token(word));
            }
        }
    }

    private void fingerprint(String value) throws SdpRefused {
        List<String> words = words(value);
        if (words.size() != 2) {
            throw new SdpRefused("fingerprint");
        }
        fingerprintAlgorithm = token(words.get(0)).toLowerCase(Locale.ROOT);
        fingerprint = token(words.get(1));
    }

    /** {@code 111 opus/48000/2}. */
    private void rtpmap(String value) throws SdpRefused {
        int space = value.indexOf(' ');
        if (space < 0) {
            throw new SdpRefused("rtpmap");
        }
        String[] encoding = value.substring(space + 1).strip().split("/", 4);
        if (encoding.length < 2) {
            throw new SdpRefused("rtpmap");
        }
        token(encoding[0]);
        bounded(maps.size());
        maps.put(payloadType(value.substring(0, space)), encoding);
    }

    /** {@code 111 minptime=10;useinbandfec=1}. */
    private void fmtp(String value) throws SdpRefused {
        int space = value.indexOf(' ');
        if (space < 0) {
            return;
        }
        String of = value.substring(0, space);
        if (!digits(of)) {
            return;
        }
        bounded(parameters.size());
        Map<String, String> into = parameters.computeIfAbsent(payloadType(of), key -> new LinkedHashMap<>());
        for (String part : value.substring(space + 1).split(";")) {
            String parameter = part.strip();
            if (parameter.isEmpty()) {
                continue;
            }
            if (into.size() == MAX_PARAMETERS) {
                throw new SdpRefused("too many format parameters");
            }
            int equals = parameter.indexOf('=');
            String name =
                    equals < 0 ? parameter : parameter.substring(0, equals).strip();
            into.put(
                    printable(name),
                    equals < 0 ? "" : printable(parameter.substring(equals + 1).strip()));
        }
    }

    private void rtcpFb(String value) throws SdpRefused {
        int space = value.indexOf(' ');
        if (space < 0) {
            throw new SdpRefused("rtcp-fb");
        }
        String of = value.substring(0, space);
        String what = printable(value.substring(space + 1).strip());
        bounded(feedback.size());
        Set<String> into = of.equals("*")
                ? feedbackForAll
                : feedback.computeIfAbsent(payloadType(of), key -> new LinkedHashSet<>());
        bounded(into.size());
        into.add(what);
    }

    /** {@code 3/sendonly urn:ietf:params:rtp-hdrext:sdes:mid}. */
    private void extmap(String value) throws SdpRefused {
        List<String> words = words(value);
        if (words.size() < 2) {
            throw new SdpRefused("extmap");
        }
        String id = words.get(0);
        int slash = id.indexOf('/');
        int number = number(slash < 0 ? id : id.substring(0, slash), 4351);
        String uri = token(words.get(1));
        if (extensions.size() == MAX_EXTENSIONS) {
            throw new SdpRefused("too many header extensions");
        }
        // Above 255 are the "valid range" offers of RFC 8285 §6: to be renumbered by the answerer; we take none of
        // them.
        if (number >= 1 && number <= 255 && !uri.equals("urn:ietf:params:rtp-hdrext:encrypt")) {
            extensions.put(number, uri);
        }
    }

    private void msid(String value) throws SdpRefused {
        List<String> words = words(value);
        if (words.isEmpty() || !streamId.isEmpty()) {
            return;
        }
        streamId = token(words.get(0));
        trackId = words.size() > 1 ? token(words.get(1)) : "";
    }

    private void rid(String value) throws SdpRefused {
        List<String> words = words(value);
        if (words.size() < 2) {
            throw new SdpRefused("rid");
        }
        if (words.get(1).equals("send")) {
            if (sendRids.size() == MAX_RIDS) {
                throw new SdpRefused("too many rids");
            }
            sendRids.add(ridName(words.get(0)));
        }
    }

    /** {@code send q;h;f} or {@code recv a send q;~h;f}; of alternatives (a comma) the first counts (RFC 8853 §5.1). */
    private void simulcast(String value) throws SdpRefused {
        List<String> words = words(value);
        for (int i = 0; i + 1 < words.size(); i += 2) {
            if (!words.get(i).equals("send")) {
                continue;
            }
            List<String> streams = new ArrayList<>();
            for (String stream : words.get(i + 1).split(";")) {
                String one = stream.split(",", 2)[0];
                if (streams.size() == MAX_RIDS) {
                    throw new SdpRefused("too many simulcast streams");
                }
                streams.add(ridName(one.startsWith("~") ? one.substring(1) : one));
            }
            simulcast = List.copyOf(streams);
        }
    }

    private void ssrc(String value) throws SdpRefused {
        int space = value.indexOf(' ');
        int number = ssrcNumber(space < 0 ? value : value.substring(0, space));
        if (ssrc == 0) {
            ssrc = number;
        }
        int msid = value.indexOf(" msid:");
        if (msid >= 0) {
            msid(value.substring(msid + 6));
        }
    }

    /** RFC 9143 §9.1 sends it in a header extension, and the one-byte form holds 16 bytes (RFC 8285 §4.2). */
    private static String mid(String value) throws SdpRefused {
        if (value.length() > 16) {
            throw new SdpRefused("mid of more than 16 bytes");
        }
        return token(value);
    }

    private void ssrcGroup(String value) throws SdpRefused {
        List<String> words = words(value);
        if (words.size() == 3 && words.get(0).equals("FID") && groupSsrc == 0) {
            groupSsrc = ssrcNumber(words.get(1));
            rtxSsrc = ssrcNumber(words.get(2));
        }
    }

    MediaSection finish() throws SdpRefused {
        if (mid.isEmpty()) {
            throw new SdpRefused("section without mid");
        }
        MediaKind kind = switch (media) {
            case "audio" -> MediaKind.AUDIO;
            case "video" -> MediaKind.VIDEO;
            default -> null;
        };
        Map<Integer, MediaSection.OfferedCodec> codecs = new LinkedHashMap<>();
        if (kind != null) {
            for (String format : formats) {
                int payloadType = payloadType(format);
                String[] encoding = maps.get(payloadType);
                if (encoding == null) {
                    continue;
                }
                Set<String> all = new LinkedHashSet<>(feedbackForAll);
                all.addAll(feedback.getOrDefault(payloadType, Set.of()));
                codecs.put(
                        payloadType,
                        new MediaSection.OfferedCodec(
                                payloadType,
                                encoding[0],
                                number(encoding[1], 10_000_000),
                                encoding.length > 2 ? number(encoding[2], 255) : 1,
                                parameters.getOrDefault(payloadType, Map.of()),
                                all));
            }
        }
        List<MediaSection.Extension> ids = new ArrayList<>();
        for (Map.Entry<Integer, String> entry : extensions.entrySet()) {
            ids.add(new MediaSection.Extension(entry.getKey(), entry.getValue()));
        }
        List<String> rids =
                simulcast.stream().filter(sendRids::contains).distinct().toList();
        SectionReader above = session == null ? this : session;
        boolean own = !ufrag.isEmpty();
        boolean print = !fingerprint.isEmpty();
        Direction written = direction != null ? direction : above.direction;
        return new MediaSection(
                kind,
                media,
                port,
                protocol,
                formats,
                mid,
                bundleOnly,
                written == null ? Direction.SENDRECV : written,
                own ? ufrag : above.ufrag,
                own ? password : above.password,
                print ? fingerprintAlgorithm : above.fingerprintAlgorithm,
                print ? fingerprint : above.fingerprint,
                setup.isEmpty() ? above.setup : setup,
                rtcpMux,
                rtcpRsize,
                extmapAllowMixed || above.extmapAllowMixed,
                codecs,
                ids,
                streamId.equals("-") ? "" : streamId,
                trackId,
                rids,
                groupSsrc != 0 ? groupSsrc : ssrc,
                rtxSsrc,
                sctpPort);
    }

    private static List<String> words(String value) {
        List<String> words = new ArrayList<>();
        for (String word : value.split(" ")) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }

    private static void bounded(int size) throws SdpRefused {
        if (size > MAX_FORMATS * 2) {
            throw new SdpRefused("too many attributes of one name");
        }
    }

    private static int payloadType(String word) throws SdpRefused {
        return number(word, 127);
    }

    private static int ssrcNumber(String word) throws SdpRefused {
        if (!digits(word) || word.length() > 10) {
            throw new SdpRefused("ssrc");
        }
        return (int) Long.parseLong(word);
    }

    private static String ridName(String word) throws SdpRefused {
        if (word.isEmpty() || word.length() > 16 || !word.chars().allMatch(SectionReader::alphanumeric)) {
            throw new SdpRefused("rid name");
        }
        return word;
    }

    private static boolean alphanumeric(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static int number(String word, int max) throws SdpRefused {
        if (!digits(word) || word.length() > 9 || Integer.parseInt(word) > max) {
            throw new SdpRefused("number out of range");
        }
        return Integer.parseInt(word);
    }

    private static boolean digits(String word) {
        return !word.isEmpty() && word.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** What we may write back into an answer: printable ASCII without blanks, bounded. */
    private static String token(String word) throws SdpRefused {
        if (word.isEmpty() || word.length() > MAX_TOKEN || !word.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new SdpRefused("not a token");
        }
        return word;
    }

    private static String printable(String text) throws SdpRefused {
        if (text.length() > 1024 || !text.chars().allMatch(c -> c >= ' ' && c < 127)) {
            throw new SdpRefused("not printable");
        }
        return text;
    }
}
