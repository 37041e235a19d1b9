package vn.nharong.media.sctp;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a peer's INIT said, given back to it and signed, so that nothing is kept until it answers (RFC 9260 §5.1.3).
 *
 * @param createdNanos when, by the clock of the association
 */
record StateCookie(
        long createdNanos,
        int localTag,
        int peerTag,
        int peerInitialTsn,
        int peerWindow,
        int peerOutStreams,
        int peerInStreams,
        boolean forwardTsn,
        boolean reConfig) {
    private static final int BODY = 8 + 5 * 4 + 2 * 4;
    private static final int MAC = 32;

    /** RFC 9260 §16 asks for 60 s. */
    private static final long LIFE_NANOS = 60_000_000_000L;

    static byte[] secret(RandomGenerator random) {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        return secret;
    }

    byte[] sign(byte[] secret) {
        ByteBuffer body = ByteBuffer.allocate(BODY + MAC)
                .putLong(createdNanos)
                .putInt(localTag)
                .putInt(peerTag)
                .putInt(peerInitialTsn)
                .putInt(peerWindow)
                .putInt(peerOutStreams)
                .putInt(peerInStreams)
                .putInt((forwardTsn ? 1 : 0) | (reConfig ? 2 : 0));
        body.put(mac(secret, body.array()));
        return body.array();
    }

    /** Empty when forged or too old. */
    static Optional<StateCookie> read(byte[] secret, byte[] cookie, long nowNanos) {
        if (cookie.length != BODY + MAC
                || !MessageDigest.isEqual(mac(secret, cookie), Arrays.copyOfRange(cookie, BODY, BODY + MAC))) {
            return Optional.empty();
        }
        ByteBuffer body = ByteBuffer.wrap(cookie);
        long created = body.getLong();
        if (nowNanos - created > LIFE_NANOS) {
            return Optional.empty();
        }
        int localTag = body.getInt();
        int peerTag = body.getInt();
        int tsn = body.getInt();
        int window = body.getInt();
        int out = body.getInt();
        int in = body.getInt();
        int flags = body.getInt();
        return Optional.of(
                new StateCookie(created, localTag, peerTag, tsn, window, out, in, (flags & 1) != 0, (flags & 2) != 0));
    }

    private static byte[] mac(byte[] secret, byte[] cookie) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update(cookie, 0, BODY);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
        }
    }
}
