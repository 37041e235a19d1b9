package vn.nharong.media.srtp.openssl;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;

/**
 * HMAC-SHA1 (RFC 2104) of libcrypto with one key, for a thread that must not allocate: the JDK's makes two arrays each time.
 * Belongs to one thread.
 */
public final class HmacSha1 {
    public static final int LENGTH = 20;

    /** More than any STUN message of a client has. */
    private static final int MAX_MESSAGE = 1500;

    private final MemorySegment memory;
    private final long keyAt;
    private final int keyLength;
    private final long messageAt;
    private final long resultAt;

    /** Only where {@link OpenSslBackend#load} found a library. */
    public HmacSha1(byte[] key) {
        memory = Arena.ofAuto().allocate(MAX_MESSAGE + LENGTH + key.length, 8);
        messageAt = memory.address();
        resultAt = messageAt + MAX_MESSAGE;
        keyAt = resultAt + LENGTH;
        keyLength = key.length;
        MemorySegment.copy(key, 0, memory, ValueLayout.JAVA_BYTE, MAX_MESSAGE + LENGTH, key.length);
    }

    /**
     * Signs the first {@code length} bytes, of which two are others than they stand there.
     *
     * @param exceptAt index of the two bytes
     * @param except their value, big-endian
     * @param result at least {@link #LENGTH} long
     * @return false when the message is too long, or libcrypto refused
     */
    public boolean sign(byte[] message, int length, int exceptAt, int except, byte[] result) {
        if (length > MAX_MESSAGE) {
            return false;
        }
        MemorySegment.copy(message, 0, memory, ValueLayout.JAVA_BYTE, 0, length);
        memory.set(ValueLayout.JAVA_BYTE, exceptAt, (byte) (except >> 8));
        memory.set(ValueLayout.JAVA_BYTE, exceptAt + 1L, (byte) except);
        boolean done = LibCrypto.hmacSha1(keyAt, keyLength, messageAt, length, resultAt) != 0;
        if (done) {
            MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, MAX_MESSAGE, result, 0, LENGTH);
        }
        Reference.reachabilityFence(this);
        return done;
    }
}
