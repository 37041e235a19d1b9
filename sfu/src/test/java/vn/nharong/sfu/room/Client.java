package vn.nharong.sfu.room;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.media.sdp.MediaSection;
import vn.nharong.media.sdp.SdpRefused;
import vn.nharong.media.sdp.SessionDescription;

/** A client as livekit-client behaves: always offers, keeps its sections, notes what it is told. */
final class Client implements ParticipantLink {
    final String identity;
    final List<Notice> heard = new ArrayList<>();
    boolean closed;
    boolean cut;
    boolean syncStreams;
    boolean autoSubscribe = true;

    /** How many wishes for sections it has answered. */
    int obeyed;

    @Nullable
    CompletableFuture<@Nullable ParticipantProxy> joined;

    String ufrag = "cl1";
    String fingerprint = "sha-256 01" + ":02".repeat(31);
    private final Map<String, String> sections = new LinkedHashMap<>();
    private int offers;

    Client(String identity) {
        this.identity = identity;
        for (int i = 0; i < 3; i++) {
            section(MediaKind.AUDIO, "recvonly", "");
        }
        for (int i = 0; i < 3; i++) {
            section(MediaKind.VIDEO, "recvonly", "");
        }
        sections.put("6", "application");
    }

    Admission admission() {
        return admission(Permissions.ALL, RoomOptions.DEFAULT);
    }

    /** Whether pictures may be paused for it. */
    boolean allowPause = true;

    Admission admission(Permissions permissions, RoomOptions options) {
        return new Admission(
                identity,
                identity,
                "",
                Map.of(),
                permissions,
                0,
                autoSubscribe,
                false,
                allowPause,
                syncStreams,
                2,
                List.of(),
                options);
    }

    static TrackRequest camera(String cid) {
        List<VideoLayer> layers = List.of(
                new VideoLayer(0, 320, 180, 160_000),
                new VideoLayer(1, 640, 360, 450_000),
                new VideoLayer(2, 1280, 720, 1_700_000));
        return new TrackRequest(
                cid,
                "",
                MediaKind.VIDEO,
                TrackSource.CAMERA,
                false,
                1280,
                720,
                layers,
                List.of(new TrackRequest.RequestedCodec("vp8", cid, layers, 0)),
                "camera",
                0,
                false,
                false,
                false,
                List.of(),
                0);
    }

    static TrackRequest microphone(String cid) {
        return sound(cid, TrackSource.MICROPHONE);
    }

    static TrackRequest sound(String cid, TrackSource source) {
        return new TrackRequest(
                cid,
                "",
                MediaKind.AUDIO,
                source,
                false,
                0,
                0,
                List.of(),
                List.of(),
                "camera",
                0,
                false,
                false,
                false,
                List.of(),
                0);
    }

    ParticipantProxy proxy() {
        ParticipantProxy proxy = joined == null ? null : joined.getNow(null);
        if (proxy == null) {
            throw new AssertionError(identity + " is not in a room");
        }
        return proxy;
    }

    String sid() {
        return proxy().sid();
    }

    /** Adds a section and says which it is. */
    String section(MediaKind kind, String direction, String cid) {
        String mid = String.valueOf(sections.size());
        sections.put(mid, kind + " " + direction + " " + cid);
        return mid;
    }

    void stopSending(String mid) {
        sections.computeIfPresent(mid, (key, before) -> before.replace("sendonly", "inactive"));
    }

    Offer offer() {
        offers++;
        StringBuilder sdp =
                new StringBuilder("v=0\r\no=- 1 ").append(offers).append(" IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n");
        sdp.append("a=group:BUNDLE ")
                .append(String.join(" ", sections.keySet()))
                .append("\r\na=extmap-allow-mixed\r\n");
        sections.forEach((mid, what) -> {
            String[] words = what.split(" ", 3);
            switch (words[0]) {
                case "AUDIO" -> sdp.append("m=audio 9 UDP/TLS/RTP/SAVPF 111 63\r\n");
                case "VIDEO" -> sdp.append("m=video 9 UDP/TLS/RTP/SAVPF 96 97 108 109\r\n");
                default -> sdp.append("m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n");
            }
            sdp.append("c=IN IP4 0.0.0.0\r\na=ice-ufrag:").append(ufrag).append("\r\na=ice-pwd:clientpassword\r\n");
            sdp.append("a=fingerprint:")
                    .append(fingerprint)
                    .append("\r\na=setup:actpass\r\na=mid:")
                    .append(mid)
                    .append("\r\n");
            switch (words[0]) {
                case "AUDIO" ->
                    sdp.append("a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\n")
                            .append("a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\r\na=rtcp-mux\r\na=rtcp-rsize\r\n")
                            .append("a=rtpmap:111 opus/48000/2\r\na=rtcp-fb:111 transport-cc\r\n")
                            .append("a=fmtp:111 minptime=10;useinbandfec=1\r\na=rtpmap:63 red/48000/2\r\n");
                case "VIDEO" ->
                    sdp.append(
                                    "a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01\r\n")
                            .append("a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\r\n")
                            .append("a=extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id\r\n")
                            .append("a=rtcp-mux\r\na=rtcp-rsize\r\na=rtpmap:96 VP8/90000\r\n")
                            .append("a=rtcp-fb:96 goog-remb\r\na=rtcp-fb:96 transport-cc\r\na=rtcp-fb:96 ccm fir\r\n")
                            .append("a=rtcp-fb:96 nack\r\na=rtcp-fb:96 nack pli\r\na=rtpmap:97 rtx/90000\r\n")
                            .append("a=fmtp:97 apt=96\r\na=rtpmap:108 H264/90000\r\na=rtcp-fb:108 nack\r\n")
                            .append("a=fmtp:108 profile-level-id=42e01f;packetization-mode=1\r\n")
                            .append("a=rtpmap:109 rtx/90000\r\na=fmtp:109 apt=108\r\n");
                default -> sdp.append("a=sctp-port:5000\r\na=max-message-size:262144\r\n");
            }
            if (words.length == 3) {
                sdp.append("a=").append(words[1]).append("\r\n");
                if (words[1].equals("sendonly")) {
                    sdp.append("a=msid:- ").append(words[2]).append("\r\n");
                    if (words[0].equals("VIDEO")) {
                        sdp.append("a=rid:q send\r\na=rid:h send\r\na=rid:f send\r\na=simulcast:send q;h;f\r\n");
                    } else {
                        sdp.append("a=ssrc:12345 cname:x\r\n");
                    }
                }
            }
        });
        return new Offer(offers, sdp.toString());
    }

    @Override
    public void tell(Notice notice) {
        heard.add(notice);
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public void cut() {
        cut = true;
        closed = true;
    }

    <N extends Notice> List<N> heard(Class<N> type) {
        return heard.stream().filter(type::isInstance).map(type::cast).toList();
    }

    <N extends Notice> N last(Class<N> type) {
        List<N> all = heard(type);
        if (all.isEmpty()) {
            throw new AssertionError(identity + " never heard " + type.getSimpleName() + " but " + heard);
        }
        return all.getLast();
    }

    /** The newest answer, read as a description. */
    SessionDescription answer() {
        try {
            return SessionDescription.parse(last(Notice.Answered.class).sdp());
        } catch (SdpRefused e) {
            throw new AssertionError(e);
        }
    }

    MediaSection answered(String mid) {
        return answer().sections().stream()
                .filter(section -> section.mid().equals(mid))
                .findFirst()
                .orElseThrow();
    }

    /** What this client knows of another. */
    ParticipantView knows(String otherIdentity) {
        ParticipantView known = null;
        for (Notice notice : heard) {
            List<ParticipantView> views = switch (notice) {
                case Notice.Joined first -> first.others();
                case Notice.Updated update -> update.participants();
                default -> List.of();
            };
            for (ParticipantView view : views) {
                if (view.identity().equals(otherIdentity)) {
                    known = view;
                }
            }
        }
        if (known == null) {
            throw new AssertionError(identity + " never heard of " + otherIdentity);
        }
        return known;
    }

    /** Whom it believes to be here, itself apart. */
    Set<String> believes() {
        Set<String> here = new TreeSet<>();
        for (Notice notice : heard) {
            List<ParticipantView> views = switch (notice) {
                case Notice.Joined first -> first.others();
                case Notice.Updated update -> update.participants();
                default -> List.of();
            };
            for (ParticipantView view : views) {
                if (view.state() == ParticipantState.DISCONNECTED) {
                    here.remove(view.identity());
                } else if (!view.identity().equals(identity)) {
                    here.add(view.identity());
                }
            }
        }
        return here;
    }

    Set<String> receives() {
        return Set.copyOf(last(Notice.Answered.class).tracks().values());
    }
}
