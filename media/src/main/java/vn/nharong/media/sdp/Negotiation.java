package vn.nharong.media.sdp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.nharong.media.rtp.CodecParameters;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.media.transport.ExtensionIds;

/**
 * What we take of an offer: VP8, H.264 (RFC 6184 modes 0 and 1) with RTX, Opus; payload types and extension ids stay
 * the client's. Orientation (3GPP) is not taken, so that senders rotate the picture themselves and every receiver sees
 * it upright.
 */
public final class Negotiation {
    private static final String SDES = "urn:ietf:params:rtp-hdrext:sdes:";
    static final String MID = SDES + "mid";
    static final String RID = SDES + "rtp-stream-id";
    static final String REPAIRED_RID = SDES + "repaired-rtp-stream-id";
    static final String AUDIO_LEVEL = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";
    static final String TRANSPORT_CC = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";
    static final String ABS_SEND_TIME = "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time";
    static final String ABS_CAPTURE_TIME = "http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time";
    static final String PLAYOUT_DELAY = "http://www.webrtc.org/experiments/rtp-hdrext/playout-delay";

    private Negotiation() {}

    /** How one audio section is to be answered. */
    public record AudioWishes(boolean discontinuous, boolean stereo) {
        public static final AudioWishes SPEECH = new AudioWishes(true, false);
    }

    /**
     * The codecs we take, in the offer's order, with the parameters of the answer.
     *
     * @param preferred codec name to put first when offered, e.g. {@code H264}; empty for none
     */
    public static List<CodecParameters> codecs(MediaSection section, String preferred, AudioWishes audio) {
        List<CodecParameters> taken = new ArrayList<>();
        for (MediaSection.OfferedCodec codec : section.codecs().values()) {
            if (takes(section.kind(), codec)) {
                taken.add(parameters(section, codec, audio));
            }
        }
        if (!preferred.isEmpty()) {
            List<CodecParameters> ordered = new ArrayList<>(taken.size());
            taken.stream().filter(c -> c.name().equalsIgnoreCase(preferred)).forEach(ordered::add);
            taken.stream().filter(c -> !c.name().equalsIgnoreCase(preferred)).forEach(ordered::add);
            return List.copyOf(ordered);
        }
        return List.copyOf(taken);
    }

    private static boolean takes(@Nullable MediaKind kind, MediaSection.OfferedCodec codec) {
        return switch (codec.name().toLowerCase(Locale.ROOT)) {
            case "opus" -> kind == MediaKind.AUDIO && codec.clockRate() == 48_000;
            case "vp8" -> kind == MediaKind.VIDEO;
            case "h264" ->
                kind == MediaKind.VIDEO
                        && switch (codec.format().getOrDefault("packetization-mode", "0")) {
                            case "0", "1" -> true;
                            default -> false;
                        };
            default -> false;
        };
    }

    private static CodecParameters parameters(
            MediaSection section, MediaSection.OfferedCodec codec, AudioWishes audio) {
        boolean sound = section.kind() == MediaKind.AUDIO;
        Map<String, String> format = new LinkedHashMap<>(codec.format());
        if (sound) {
            if (audio.discontinuous()) {
                format.put("usedtx", "1");
            }
            if (audio.stereo()) {
                format.put("stereo", "1");
                format.put("maxaveragebitrate", "510000");
            } else {
                // livekit-client writes stereo=1 into all its offers: what it can play. Given back, it would make
                // Chromium
                // code one voice as two channels of music: no in-band FEC (RFC 6716 §2.1.7), half the bits for each.
                format.remove("stereo");
            }
        }
        // Sound is repaired without RTX, so our packets of it carry no number (see RtpSender). The client's shall not
        // either:
        // a voice does not follow the estimate, and to probe without pictures Chromium would pad the voice's own
        // sequence with
        // a megabit of packets which, when lost, nobody can repair.
        boolean transportCc = !sound
                && codec.feedback().contains("transport-cc")
                && section.extensions().stream().anyMatch(e -> e.uri().equals(TRANSPORT_CC));
        int rtx = -1;
        for (MediaSection.OfferedCodec other : section.codecs().values()) {
            if (other.name().equalsIgnoreCase("rtx")
                    && String.valueOf(codec.payloadType()).equals(other.format().get("apt"))) {
                rtx = other.payloadType();
                break;
            }
        }
        return new CodecParameters(
                codec.payloadType(),
                codec.name(),
                codec.clockRate(),
                codec.channels(),
                rtx,
                format,
                // Chromium does not offer nack for Opus, but takes it in an answer and then asks for lost sound.
                sound || codec.feedback().contains("nack"),
                transportCc,
                !sound && !transportCc && codec.feedback().contains("goog-remb"));
    }

    /**
     * Whether we take this header extension in a section of that kind. Only ids of the one-byte form (RFC 8285 §4.2) are
     * taken: that form is what we write.
     */
    static boolean takes(MediaKind kind, MediaSection.Extension extension) {
        if (extension.id() < 1 || extension.id() > 14) {
            return false;
        }
        return switch (extension.uri()) {
            case MID, ABS_CAPTURE_TIME -> true;
            case AUDIO_LEVEL -> kind == MediaKind.AUDIO;
            case RID, REPAIRED_RID, PLAYOUT_DELAY -> kind == MediaKind.VIDEO;
            // With either, Chromium would pad a stream of sound (see parameters()).
            case TRANSPORT_CC, ABS_SEND_TIME -> kind == MediaKind.VIDEO;
            default -> false;
        };
    }

    /** The extension ids of the whole BUNDLE group: an id means the same in each of its sections (RFC 9143 §9.2). */
    public static ExtensionIds extensions(SessionDescription offer) throws SdpRefused {
        Map<String, Integer> ids = new LinkedHashMap<>();
        Map<Integer, String> uris = new LinkedHashMap<>();
        for (MediaSection section : offer.sections()) {
            MediaKind kind = section.kind();
            if (kind == null || section.rejected()) {
                continue;
            }
            for (MediaSection.Extension extension : section.extensions()) {
                if (!takes(kind, extension)) {
                    continue;
                }
                String before = uris.putIfAbsent(extension.id(), extension.uri());
                Integer id = ids.putIfAbsent(extension.uri(), extension.id());
                if ((before != null && !before.equals(extension.uri())) || (id != null && id != extension.id())) {
                    throw new SdpRefused(
                            "header extension id " + extension.id() + " means two things in one BUNDLE group");
                }
            }
        }
        return new ExtensionIds(
                ids.getOrDefault(MID, 0),
                ids.getOrDefault(RID, 0),
                ids.getOrDefault(REPAIRED_RID, 0),
                ids.getOrDefault(AUDIO_LEVEL, 0),
                ids.getOrDefault(TRANSPORT_CC, 0),
                ids.getOrDefault(ABS_SEND_TIME, 0),
                ids.getOrDefault(ABS_CAPTURE_TIME, 0),
                ids.getOrDefault(PLAYOUT_DELAY, 0),
                0,
                0);
    }
}
