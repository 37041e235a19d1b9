package vn.nharong.sites.media;

import java.util.ArrayList;
import java.util.List;
import vn.nharong.media.ice.IceCredentials;
import vn.nharong.media.rtp.CodecParameters;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.media.transport.ExtensionIds;

/** A client's SDP offer of protocol v1: its sections only grow, every offer repeats them all. */
final class Offer {
    static final ExtensionIds IDS = new ExtensionIds(4, 10, 11, 1, 3, 0, 12, 0, 0, 0);
    static final CodecParameters OPUS = new CodecParameters(
            111, "opus", 48_000, 2, -1, java.util.Map.of("minptime", "10", "useinbandfec", "1"), true, true, false);
    static final CodecParameters VP8 =
            new CodecParameters(96, "VP8", 90_000, 1, 97, java.util.Map.of(), true, true, false);

    /** @param cid of the track sent, or empty for a section that receives */
    record Section(String mid, MediaKind kind, String cid, List<String> rids) {}

    private final List<Section> sections = new ArrayList<>();
    private final IceCredentials credentials;
    private final String fingerprint;
    private boolean feedback = true;
    private boolean data = true;
    private String setup = "actpass";
    private int mids;
    private int version;

    Offer(IceCredentials credentials, String fingerprint) {
        this.credentials = credentials;
        this.fingerprint = fingerprint;
    }

    /** Promises no feedback of what arrives, only to say how much may come; before the first {@link #text}. */
    void withoutFeedback() {
        feedback = false;
    }

    /** Offers media alone, and to begin the handshake itself: for servers that would otherwise. Before the first {@link #text}. */
    void mediaOnlyAndActive() {
        data = false;
        setup = "active";
    }

    Section receive(MediaKind kind) {
        return add(kind, "", List.of());
    }

    Section send(MediaKind kind, String cid, List<String> rids) {
        return add(kind, cid, rids);
    }

    private Section add(MediaKind kind, String cid, List<String> rids) {
        Section section = new Section(Integer.toString(mids++), kind, cid, rids);
        sections.add(section);
        return section;
    }

    List<Section> sections() {
        return sections;
    }

    String text() {
        StringBuilder sdp = new StringBuilder(4096);
        sdp.append("v=0\r\no=- 4611731400430051336 ")
                .append(++version)
                .append(" IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE");
        for (Section section : sections) {
            sdp.append(' ').append(section.mid());
        }
        sdp.append(data ? " data" : "").append("\r\na=extmap-allow-mixed\r\na=msid-semantic: WMS *\r\n");
        for (Section section : sections) {
            media(sdp, section);
        }
        if (data) {
            sdp.append("m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\nc=IN IP4 0.0.0.0\r\n");
            transport(sdp, "data");
            sdp.append("a=sctp-port:5000\r\na=max-message-size:262144\r\n");
        }
        return sdp.toString();
    }

    private void media(StringBuilder sdp, Section section) {
        boolean video = section.kind() == MediaKind.VIDEO;
        sdp.append(video ? "m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\n" : "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n")
                .append("c=IN IP4 0.0.0.0\r\na=rtcp:9 IN IP4 0.0.0.0\r\n");
        transport(sdp, section.mid());
        if (feedback) {
            sdp.append("a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01\r\n");
        }
        sdp.append("a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\r\n")
                .append("a=extmap:12 http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time\r\n");
        if (video) {
            sdp.append("a=extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id\r\n")
                    .append("a=extmap:11 urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id\r\n");
        } else {
            sdp.append("a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\n");
        }
        sdp.append(section.cid().isEmpty() ? "a=recvonly\r\n" : "a=sendonly\r\na=msid:- " + section.cid() + "\r\n")
                .append("a=rtcp-mux\r\na=rtcp-rsize\r\n");
        if (video) {
            sdp.append("a=rtpmap:96 VP8/90000\r\n")
                    .append(feedback ? "a=rtcp-fb:96 transport-cc\r\n" : "a=rtcp-fb:96 goog-remb\r\n")
                    .append("a=rtcp-fb:96 ccm fir\r\n")
                    .append("a=rtcp-fb:96 nack\r\na=rtcp-fb:96 nack pli\r\n")
                    .append("a=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\n");
            if (!section.rids().isEmpty()) {
                for (String rid : section.rids()) {
                    sdp.append("a=rid:").append(rid).append(" send\r\n");
                }
                sdp.append("a=simulcast:send ")
                        .append(String.join(";", section.rids()))
                        .append("\r\n");
            }
        } else {
            sdp.append("a=rtpmap:111 opus/48000/2\r\n")
                    .append(feedback ? "a=rtcp-fb:111 transport-cc\r\n" : "")
                    .append("a=fmtp:111 minptime=10;useinbandfec=1\r\n");
        }
    }

    private void transport(StringBuilder sdp, String mid) {
        sdp.append("a=ice-ufrag:")
                .append(credentials.ufrag())
                .append("\r\na=ice-pwd:")
                .append(credentials.password())
                .append("\r\na=ice-options:trickle\r\na=fingerprint:sha-256 ")
                .append(fingerprint)
                .append("\r\na=setup:")
                .append(setup)
                .append("\r\na=mid:")
                .append(mid)
                .append("\r\n");
    }
}
