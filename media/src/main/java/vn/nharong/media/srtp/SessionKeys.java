package vn.nharong.media.srtp;

/**
 * What keys one {@link PacketCipher} (RFC 3711 §4.3): encryption key, salt, and for AES_CM an authentication key.
 *
 * @param rtcp whether the cipher protects SRTCP packets, which authenticate their index word in every profile
 * @param authentication empty for AEAD
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record SessionKeys(SrtpProfile profile, boolean rtcp, byte[] encryption, byte[] salt, byte[] authentication) {
    /** Keys never reach a log. */
    @Override
    public String toString() {
        return "SessionKeys[" + profile + "]";
    }
}
