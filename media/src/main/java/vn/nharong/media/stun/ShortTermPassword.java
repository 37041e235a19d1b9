package vn.nharong.media.stun;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A password of the short-term credential mechanism (RFC 8489 §9.1) with its HMAC-SHA1 keyed once: a server checks and
 * signs forty times a second for a hundred clients. Belongs to one thread; the result of {@link #integrity} is valid
 * until the next call.
 */
public final class ShortTermPassword {
    static final int LENGTH = 20;

    private final Mac mac;
    private final @Nullable Hmac other;
    private final byte[] result = new byte[LENGTH];
    private final byte[] lengthField = new byte[2];

    /** HMAC-SHA1 made elsewhere, keyed with the password. */
    @FunctionalInterface
    public interface Hmac {
        /**
         * Signs the first {@code length} bytes, with {@code except} in place of the two at {@code exceptAt}.
         *
         * @return false when it cannot
         */
        boolean sign(byte[] message, int length, int exceptAt, int except, byte[] result);
    }

    public ShortTermPassword(byte[] password) {
        this(password, null);
    }

    /** @param other is asked first: the JDK's leaves garbage each time, which a thread that carries media shall not make */
    public ShortTermPassword(byte[] password, @Nullable Hmac other) {
        this.other = other;
        try {
            mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(password, "HmacSHA1"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA1", e);
        }
    }

    /**
     * MESSAGE-INTEGRITY over the first {@code covered} bytes, with the length field as if it were the last attribute
     * (RFC 8489 §14.5).
     */
    byte[] integrity(byte[] message, int covered) {
        int length = covered - StunMessage.HEADER_LENGTH + 4 + LENGTH;
        if (other != null && other.sign(message, covered, 2, length, result)) {
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
