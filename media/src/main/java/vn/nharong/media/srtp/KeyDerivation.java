package vn.nharong.media.srtp;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Session keys from a master key and salt (RFC 3711 §4.3.1 and §4.3.3, RFC 7714 §11), key derivation rate 0. The
 * pseudo-random function is AES in counter mode with the master key's own length. A 96-bit salt (GCM) is used as if
 * two zero bytes followed it.
 */
final class KeyDerivation {
    static final int RTP_ENCRYPTION = 0;
    static final int RTP_AUTHENTICATION = 1;
    static final int RTP_SALT = 2;
    static final int RTCP_ENCRYPTION = 3;
    static final int RTCP_AUTHENTICATION = 4;
    static final int RTCP_SALT = 5;

    private KeyDerivation() {}

    /**
     * @param label one of the constants above
     * @param length bytes wanted
     */
    static byte[] derive(byte[] masterKey, byte[] masterSalt, int label, int length) {
        byte[] iv = new byte[16];
        System.arraycopy(masterSalt, 0, iv, 0, masterSalt.length);
        // key_id = label || r is right-aligned in 112 bits; r (48 bits) is zero.
        iv[7] ^= (byte) label;
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(masterKey, "AES"), new IvParameterSpec(iv));
            return cipher.doFinal(new byte[length]);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-CTR is part of every JDK", e);
        }
    }

    /** The session keys for one use: RTP or RTCP of one direction. */
    static SessionKeys session(SrtpProfile profile, byte[] masterKey, byte[] masterSalt, boolean rtcp) {
        int shift = rtcp ? RTCP_ENCRYPTION : RTP_ENCRYPTION;
        return new SessionKeys(
                profile,
                rtcp,
                derive(masterKey, masterSalt, RTP_ENCRYPTION + shift, profile.keyLength()),
                derive(masterKey, masterSalt, RTP_SALT + shift, profile.saltLength()),
                derive(masterKey, masterSalt, RTP_AUTHENTICATION + shift, profile.authenticationKeyLength()));
    }
}
