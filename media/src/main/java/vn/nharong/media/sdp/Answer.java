package vn.nharong.media.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import vn.nharong.media.rtp.CodecParameters;
import vn.nharong.media.rtp.MediaKind;

/**
 * Writes the answer to an offer, section by section in the offer's order (RFC 8829 §5.3.1). We are the ICE-lite agent
 * and the DTLS server. Not for reuse.
 */
public final class Answer {
    /** What we read and announce as the largest data channel message, bytes. */
    public static final int MAX_MESSAGE_SIZE = 65_536;

    private final End local;
    private final String origin;
    private final StringBuilder body = new StringBuilder(8192);
    private final List<String> bundled = new ArrayList<>();

    /**
     * Our end, as the transport says it.
     *
     * @param candidates lines as behind {@code a=}
     */
    public record End(String ufrag, String password, String fingerprint, List<String> candidates) {}

    /**
     * What a section carries to the client.
     *
     * @param streamId first part of msid
     * @param trackId second part of msid
     * @param rtxSsrc 0 when there is no RTX
     */
    public record Outgoing(String streamId, String trackId, int ssrc, int rtxSsrc, String cname) {}

    /**
     * @param session number of this session, the same in all its answers
     * @param version grows with each answer of the session
     */
    public Answer(End local, long session, long version) {
        this.local = local;
        this.origin = "o=- " + session + " " + version + " IN IP4 127.0.0.1";
    }

    /** Turned down for good: port 0, outside the BUNDLE group. */
    public Answer reject(MediaSection section) {
        body.append("m=")
                .append(section.media())
                .append(" 0 ")
                .append(section.protocol())
                .append(' ')
                .append(String.join(" ", section.formats()))
                .append("\r\nc=IN IP4 0.0.0.0\r\n");
        line("mid:" + section.mid());
        line("inactive");
        return this;
    }

    /** A data channel section (RFC 8841). */
    public Answer application(MediaSection section) {
        body.append("m=application 9 ")
                .append(section.protocol())
                .append(" webrtc-datachannel\r\nc=IN IP4 0.0.0.0\r\n");
        transport(section);
        line("sctp-port:5000");
        line("max-message-size:" + MAX_MESSAGE_SIZE);
        return this;
    }

    /** A section that waits for something to carry. */
    public Answer idle(MediaSection section, List<CodecParameters> codecs) {
        return rtp(section, codecs, Direction.INACTIVE, 0);
    }

    /**
     * A section in which the client sends.
     *
     * @param limitKbps up to which it may ({@code b=AS}, RFC 8866 §5.8), 0 for no word on it
     */
    public Answer receive(MediaSection section, List<CodecParameters> codecs, int limitKbps) {
        rtp(section, codecs, Direction.RECVONLY, limitKbps);
        if (!section.rids().isEmpty()) {
            for (String rid : section.rids()) {
                line("rid:" + rid + " recv");
            }
            line("simulcast:recv " + String.join(";", section.rids()));
        }
        return this;
    }

    /** A section in which the client receives. */
    public Answer send(MediaSection section, List<CodecParameters> codecs, Outgoing outgoing) {
        rtp(section, codecs, Direction.SENDONLY, 0);
        line("msid:" + outgoing.streamId() + " " + outgoing.trackId());
        String ssrc = Integer.toUnsignedString(outgoing.ssrc());
        if (outgoing.rtxSsrc() != 0) {
            line("ssrc-group:FID " + ssrc + " " + Integer.toUnsignedString(outgoing.rtxSsrc()));
        }
        line("ssrc:" + ssrc + " cname:" + outgoing.cname());
        if (outgoing.rtxSsrc() != 0) {
            line("ssrc:" + Integer.toUnsignedString(outgoing.rtxSsrc()) + " cname:" + outgoing.cname());
        }
        return this;
    }

    private Answer rtp(MediaSection section, List<CodecParameters> codecs, Direction direction, int limitKbps) {
        MediaKind kind = section.kind();
        if (kind == null || codecs.isEmpty()) {
            return reject(section);
        }
        body.append("m=").append(section.media()).append(" 9 ").append(section.protocol());
        for (CodecParameters codec : codecs) {
            body.append(' ').append(codec.payloadType());
            if (codec.rtxPayloadType() >= 0) {
                body.append(' ').append(codec.rtxPayloadType());
            }
        }
        body.append("\r\nc=IN IP4 0.0.0.0\r\n");
        if (limitKbps > 0) {
            body.append("b=AS:").append(limitKbps).append("\r\n");
        }
        transport(section);
        if (section.rtcpMux()) {
            line("rtcp-mux");
        }
        if (section.rtcpRsize()) {
            line("rtcp-rsize");
        }
        for (CodecParameters codec : codecs) {
            codec(kind, codec, direction);
        }
        for (MediaSection.Extension extension : section.extensions()) {
            if (Negotiation.takes(kind, extension)) {
                line("extmap:" + extension.id() + " " + extension.uri());
            }
        }
        line(direction.attribute());
        return this;
    }

    private void codec(MediaKind kind, CodecParameters codec, Direction direction) {
        int payloadType = codec.payloadType();
        line("rtpmap:" + payloadType + " " + codec.name() + "/" + codec.clockRate()
                + (codec.channels() > 1 ? "/" + codec.channels() : ""));
        if (codec.transportCc()) {
            line("rtcp-fb:" + payloadType + " transport-cc");
        }
        // Read as estimates, written to ask a sender for less while the queue of its line stands full.
        if (codec.remb()) {
            line("rtcp-fb:" + payloadType + " goog-remb");
        }
        if (kind == MediaKind.VIDEO) {
            line("rtcp-fb:" + payloadType + " ccm fir");
        }
        if (codec.nack()) {
            line("rtcp-fb:" + payloadType + " nack");
        }
        if (kind == MediaKind.VIDEO) {
            line("rtcp-fb:" + payloadType + " nack pli");
        }
        if (!codec.format().isEmpty()) {
            StringBuilder parameters = new StringBuilder();
            for (Map.Entry<String, String> parameter : codec.format().entrySet()) {
                parameters.append(parameters.isEmpty() ? "" : ";").append(parameter.getKey());
                if (!parameter.getValue().isEmpty()) {
                    parameters.append('=').append(parameter.getValue());
                }
            }
            line("fmtp:" + payloadType + " " + parameters);
        }
        if (codec.rtxPayloadType() >= 0) {
            line("rtpmap:" + codec.rtxPayloadType() + " rtx/" + codec.clockRate());
            line("fmtp:" + codec.rtxPayloadType() + " apt=" + payloadType);
        }
    }

    private void transport(MediaSection section) {
        if (bundled.isEmpty()) {
            // RFC 9143 §7.3.1: one transport for all; its candidates stand in the first section.
            local.candidates().forEach(this::line);
            line("end-of-candidates");
        }
        bundled.add(section.mid());
        line("ice-ufrag:" + local.ufrag());
        line("ice-pwd:" + local.password());
        line("fingerprint:sha-256 " + local.fingerprint());
        line("setup:passive");
        line("mid:" + section.mid());
    }

    private void line(String attribute) {
        body.append("a=").append(attribute).append("\r\n");
    }

    /** The whole description. */
    public String text() {
        return "v=0\r\n" + origin + "\r\ns=-\r\nt=0 0\r\na=ice-lite\r\na=group:BUNDLE " + String.join(" ", bundled)
                + "\r\na=extmap-allow-mixed\r\na=msid-semantic: WMS *\r\n" + body;
    }
}
