package vn.nharong.sites.media;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import vn.nharong.media.ice.IceCredentials;
import vn.nharong.media.rtp.CodecParameters;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.media.sdp.MediaSection;

/** A client's SDP answer that receives what is offered and sends nothing; it begins the handshake. Not for reuse. */
final class TakingAnswer {
    /** What our transport understands and a browser would take too. */
    private static final Set<String> EXTENSIONS = Set.of(
            "urn:ietf:params:rtp-hdrext:sdes:mid",
            "urn:ietf:params:rtp-hdrext:ssrc-audio-level",
            "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
            "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time",
            "http://www.webrtc.org/experiments/rtp-hdrext/playout-delay");

    private static final Set<String> FEEDBACK = Set.of("transport-cc", "goog-remb", "ccm fir", "nack", "nack pli");

    private final StringBuilder body = new StringBuilder(2048);
    private final List<String> bundled = new ArrayList<>();
    private final IceCredentials credentials;
    private final String fingerprint;

    TakingAnswer(IceCredentials credentials, String fingerprint) {
        this.credentials = credentials;
        this.fingerprint = fingerprint;
    }

    void reject(MediaSection section) {
        body.append("m=").append(section.media()).append(" 0 ").append(section.protocol());
        section.formats().forEach(format -> body.append(' ').append(format));
        body.append("\r\nc=IN IP4 0.0.0.0\r\n");
        line("mid:" + section.mid());
        line("inactive");
    }

    void receive(MediaSection section, CodecParameters codec) {
        int rtx = codec.rtxPayloadType();
        body.append("m=").append(section.media()).append(" 9 ").append(section.protocol());
        body.append(' ').append(codec.payloadType());
        if (rtx >= 0) {
            body.append(' ').append(rtx);
        }
        body.append("\r\nc=IN IP4 0.0.0.0\r\n");
        line("ice-ufrag:" + credentials.ufrag());
        line("ice-pwd:" + credentials.password());
        line("fingerprint:sha-256 " + fingerprint);
        line("setup:active");
        line("mid:" + section.mid());
        for (MediaSection.Extension extension : section.extensions()) {
            if (EXTENSIONS.contains(extension.uri())) {
                line("extmap:" + extension.id() + " " + extension.uri());
            }
        }
        line("recvonly");
        line("rtcp-mux");
        String channels = codec.channels() > 1 ? "/" + codec.channels() : "";
        line("rtpmap:" + codec.payloadType() + " " + codec.name() + "/" + codec.clockRate() + channels);
        MediaSection.OfferedCodec offered = section.codecs().get(codec.payloadType());
        for (String feedback : offered == null ? Set.<String>of() : offered.feedback()) {
            if (FEEDBACK.contains(feedback)) {
                line("rtcp-fb:" + codec.payloadType() + " " + feedback);
            }
        }
        if (rtx >= 0 && section.kind() == MediaKind.VIDEO) {
            line("rtpmap:" + rtx + " rtx/" + codec.clockRate());
            line("fmtp:" + rtx + " apt=" + codec.payloadType());
        }
        bundled.add(section.mid());
    }

    private void line(String attribute) {
        body.append("a=").append(attribute).append("\r\n");
    }

    String text() {
        return "v=0\r\no=- 4611731400430051337 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE "
                + String.join(" ", bundled) + "\r\na=extmap-allow-mixed\r\n" + body;
    }
}
