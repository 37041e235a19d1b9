package vn.nharong.media.stun;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Builds STUN messages: MESSAGE-INTEGRITY and FINGERPRINT are always added last (RFC 8489 §14.5, §14.7). One object writes one
 * message after the other. Belongs to one thread.
 */
public final class StunWriter {
    private final CRC32 crc = new CRC32();
    private byte[] bytes = new byte[128];
    private int length;

    public StunWriter() {}

    public StunWriter(int type, byte[] transactionId) {
        begin(type);
        System.arraycopy(transactionId, 0, bytes, 8, 12);
    }

    /** Begins the answer to {@code request}. */
    public StunWriter answer(int type, StunMessage request) {
        begin(type);
        request.transactionId(bytes, 8);
        return this;
    }

    private void begin(int type) {
        length = StunMessage.HEADER_LENGTH;
        u16(0, type);
        i32(4, StunMessage.MAGIC_COOKIE);
    }

    public StunWriter username(String username) {
        return attribute(StunMessage.USERNAME, username.getBytes(StandardCharsets.UTF_8));
    }

    public StunWriter priority(long priority) {
        int at = room(StunMessage.PRIORITY, 4);
        i32(at, (int) priority);
        return this;
    }

    public StunWriter useCandidate() {
        room(StunMessage.USE_CANDIDATE, 0);
        return this;
    }

    public StunWriter controlling(long tieBreaker) {
        return role(StunMessage.ICE_CONTROLLING, tieBreaker);
    }

    public StunWriter controlled(long tieBreaker) {
        return role(StunMessage.ICE_CONTROLLED, tieBreaker);
    }

    private StunWriter role(int attribute, long tieBreaker) {
        int at = room(attribute, 8);
        i32(at, (int) (tieBreaker >>> 32));
        i32(at + 4, (int) tieBreaker);
        return this;
    }

    public StunWriter error(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        byte[] value = new byte[4 + text.length];
        value[2] = (byte) (code / 100);
        value[3] = (byte) (code % 100);
        System.arraycopy(text, 0, value, 4, text.length);
        return attribute(StunMessage.ERROR_CODE, value);
    }

    public StunWriter xorMappedAddress(InetSocketAddress address) {
        return xorMappedAddress(address.getAddress().getAddress(), address.getPort());
    }

    /** @param ip 4 or 16 bytes */
    public StunWriter xorMappedAddress(byte[] ip, int port) {
        int at = room(StunMessage.XOR_MAPPED_ADDRESS, 4 + ip.length);
        u16(at, ip.length == 4 ? 1 : 2);
        u16(at + 2, port ^ StunMessage.MAGIC_COOKIE >>> 16);
        for (int i = 0; i < ip.length; i++) {
            bytes[at + 4 + i] = (byte) (ip[i] ^ bytes[4 + i]);
        }
        return this;
    }

    /** Finishes the message: {@link #bytes} up to {@link #length}. */
    public void finish(ShortTermPassword password) {
        attribute(StunMessage.MESSAGE_INTEGRITY, password.integrity(bytes, length));
        u16(2, length - StunMessage.HEADER_LENGTH + 8);
        int fingerprint = StunMessage.fingerprint(crc, bytes, length);
        int at = room(StunMessage.FINGERPRINT, 4);
        i32(at, fingerprint);
    }

    /** Of the message being written, to be read at once. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** The finished message, as a copy. */
    public byte[] sign(ShortTermPassword password) {
        finish(password);
        return Arrays.copyOf(bytes, length);
    }

    /** The same for a password that is used once. */
    public byte[] sign(byte[] password) {
        return sign(new ShortTermPassword(password));
    }

    private StunWriter attribute(int type, byte[] value) {
        int at = room(type, value.length);
        System.arraycopy(value, 0, bytes, at, value.length);
        return this;
    }

    /** @return where the value of a new attribute is to be written; {@link #bytes} may be another array after it */
    private int room(int type, int size) {
        int padded = (size + 3) & ~3;
        if (length + 4 + padded > bytes.length) {
            bytes = Arrays.copyOf(bytes, (length + 4 + padded) * 2);
        }
        u16(length, type);
        u16(length + 2, size);
        int at = length + 4;
        Arrays.fill(bytes, at + size, at + padded, (byte) 0);
        length = at + padded;
        return at;
    }

    private void u16(int at, int value) {
        bytes[at] = (byte) (value >> 8);
        bytes[at + 1] = (byte) value;
    }

    private void i32(int at, int value) {
        u16(at, value >>> 16);
        u16(at + 2, value);
    }
}
