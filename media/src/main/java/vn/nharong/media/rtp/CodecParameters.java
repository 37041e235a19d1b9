package vn.nharong.media.rtp;

import java.util.Map;

/**
 * One codec of an m-section (RFC 8866 §6.6).
 *
 * @param name as in {@code a=rtpmap}, e.g. {@code VP8}, {@code opus}; compared without case
 * @param rtxPayloadType of the repair stream (RFC 4588), or -1
 * @param format parameters of {@code a=fmtp} in their order; a parameter without "=" has an empty value
 * @param nack whether generic NACK is negotiated
 * @param transportCc whether transport-wide congestion control feedback is
 * @param remb whether {@code goog-remb} is
 */
public record CodecParameters(
        int payloadType,
        String name,
        int clockRate,
        int channels,
        int rtxPayloadType,
        Map<String, String> format,
        boolean nack,
        boolean transportCc,
        boolean remb) {

    /** The same codec as far as a receiver can tell: name, clock rate, and for H.264 profile and packetization mode (RFC 6184 §8.1). */
    public boolean matches(CodecParameters other) {
        if (!name.equalsIgnoreCase(other.name) || clockRate != other.clockRate) {
            return false;
        }
        if (!name.equalsIgnoreCase("H264")) {
            return true;
        }
        return format.getOrDefault("packetization-mode", "0")
                        .equals(other.format.getOrDefault("packetization-mode", "0"))
                && profile().equalsIgnoreCase(other.profile());
    }

    /** The first four hex digits of {@code profile-level-id}: profile and constraints, without the level. */
    private String profile() {
        String id = format.getOrDefault("profile-level-id", "42e01f");
        return id.length() >= 4 ? id.substring(0, 4) : id;
    }
}
