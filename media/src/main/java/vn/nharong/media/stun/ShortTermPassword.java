package vn.nharong.media.stun;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import vn.nharong.media.srtp.SrtpBackends;
import vn.nharong.media.srtp.openssl.HmacSha1;

/**
 * A password of the short-term credential mechanism (RFC 8489 §9.1) with its HMAC-SHA1 keyed once: a server checks and
 * signs forty times a second for a hundred clients. Belongs to one thread; the result of {@link #integrity} is valid
 * until the next call.
 */
public final class ShortTermPassword {
    static final int LENGTH = 20;
    /** Where the host's library is, it is asked: it leaves no garbage on a thread that carries media. */
    private static final boolean LIBRARY = SrtpBackends.openssl().isPresent();

    private final Mac mac;
    private final @Nullable HmacSha1 ofLibrary;
    private final byte[] result = new byte[LENGTH];
    private final byte[] lengthField = new byte[2];

    public ShortTermPassword(byte[] password) {
        try {
            mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(password, "HmacSHA1"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA1", e);
        }
        ofLibrary = LIBRARY ? new HmacSha1(password) : null;
    }

    /**
     * MESSAGE-INTEGRITY over the first {@code covered} bytes, with the length field as if it were the last attribute
     * (RFC 8489 §14.5).
     */
    byte[] integrity(byte[] message, int covered) {
        int length = covered - StunMessage.HEADER_LENGTH + 4 + LENGTH;
        if (ofLibrary != null && ofLibrary.sign(message, covered, 2, length, result)) {
            return result;
        }
        lengthField[0] = (byte) (length >> 8);
        lengthField[1] = (byte) length;
        mac.update(message, 0, 2);
        mac.update(lengthField, 0, 2);
        mac.update(message, 4, covered - 4);
        try {
            mac.doFinal(result, 0);
        } catch (ShortBufferException e) {
            throw new IllegalStateException("HMAC-SHA1 has 20 bytes", e);
        }
        return result;
    }
}
