package vn.nharong.media.sdp;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.nharong.media.rtp.MediaKind;

/**
 * One m-section of an offer. Transport attributes are those of the section, or of the session where the section has
 * none (RFC 8859).
 *
 * @param kind null for anything but audio and video
 * @param media first word of the m-line: audio, video, application
 * @param port 0 means rejected (RFC 9143 also uses it for bundle-only, see {@code bundleOnly})
 * @param formats payload types in the order of preference, as written
 * @param codecs by payload type
 * @param trackId second part of the first {@code a=msid}, or empty
 * @param rids simulcast streams that the section sends, in the order of {@code a=simulcast:send}
 * @param ssrc first of the section, or 0
 * @param rtxSsrc second of the FID group (RFC 5576) that begins with {@code ssrc}, or 0
 */
public record MediaSection(
        @Nullable MediaKind kind,
        String media,
        int port,
        String protocol,
        List<String> formats,
        String mid,
        boolean bundleOnly,
        Direction direction,
        String ufrag,
        String password,
        String fingerprintAlgorithm,
        String fingerprint,
        String setup,
        boolean rtcpMux,
        boolean rtcpRsize,
        boolean extmapAllowMixed,
        Map<Integer, OfferedCodec> codecs,
        List<Extension> extensions,
        String streamId,
        String trackId,
        List<String> rids,
        int ssrc,
        int rtxSsrc,
        int sctpPort) {

    /** Whether the offerer gave this section up (RFC 8829 §5.2.2). */
    public boolean rejected() {
        return port == 0 && !bundleOnly;
    }

    public boolean application() {
        return media.equals("application");
    }

    /**
     * @param format parameters of {@code a=fmtp} in their order
     * @param feedback values of {@code a=rtcp-fb}, e.g. {@code nack pli}
     */
    public record OfferedCodec(
            int payloadType,
            String name,
            int clockRate,
            int channels,
            Map<String, String> format,
            Set<String> feedback) {}

    /** @param uri of RFC 8285 §5; encrypted ones (RFC 6904) are left out by the parser */
    public record Extension(int id, String uri) {}
}
