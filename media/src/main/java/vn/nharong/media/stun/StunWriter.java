package vn.nharong.media.stun;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Builds STUN messages: MESSAGE-INTEGRITY and FINGERPRINT are always added last (RFC 8489 §14.5, §14.7). */
public final class StunWriter {
    private byte[] bytes = new byte[128];
    private int length = StunMessage.HEADER_LENGTH;

    public StunWriter(int type, byte[] transactionId) {
        u16(0, type);
        i32(4, StunMessage.MAGIC_COOKIE);
        System.arraycopy(transactionId, 0, bytes, 8, 12);
    }

    public StunWriter username(String username) {
        return attribute(StunMessage.USERNAME, username.getBytes(StandardCharsets.UTF_8));
    }

    public StunWriter priority(long priority) {
        return attribute(
                StunMessage.PRIORITY,
                new byte[] {(byte) (priority >> 24), (byte) (priority >> 16), (byte) (priority >> 8), (byte) priority});
    }

    public StunWriter useCandidate() {
        return attribute(StunMessage.USE_CANDIDATE, new byte[0]);
    }

    public StunWriter controlling(long tieBreaker) {
        byte[] value = new byte[8];
        for (int i = 0; i < 8; i++) {
            value[i] = (byte) (tieBreaker >>> (56 - 8 * i));
        }
        return attribute(StunMessage.ICE_CONTROLLING, value);
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
        byte[] ip = address.getAddress().getAddress();
        byte[] value = new byte[4 + ip.length];
        value[1] = (byte) (ip.length == 4 ? 1 : 2);
        int port = address.getPort() ^ (StunMessage.MAGIC_COOKIE >>> 16);
        value[2] = (byte) (port >> 8);
        value[3] = (byte) port;
        for (int i = 0; i < ip.length; i++) {
            value[4 + i] = (byte) (ip[i] ^ bytes[4 + i]);
        }
        return attribute(StunMessage.XOR_MAPPED_ADDRESS, value);
    }

    /** The finished message. */
    public byte[] sign(ShortTermPassword password) {
        attribute(StunMessage.MESSAGE_INTEGRITY, password.integrity(bytes, length));
        u16(2, length - StunMessage.HEADER_LENGTH + 8);
        int crc = StunMessage.fingerprint(bytes, length);
        attribute(
                StunMessage.FINGERPRINT,
                new byte[] {(byte) (crc >> 24), (byte) (crc >> 16), (byte) (crc >> 8), (byte) crc});
        return Arrays.copyOf(bytes, length);
    }

    /** The same for a password that is used once. */
    public byte[] sign(byte[] password) {
        return sign(new ShortTermPassword(password));
    }

    private StunWriter attribute(int type, byte[] value) {
        int padded = (value.length + 3) & ~3;
        if (length + 4 + padded > bytes.length) {
            bytes = Arrays.copyOf(bytes, (length + 4 + padded) * 2);
        }
        u16(length, type);
        u16(length + 2, value.length);
        System.arraycopy(value, 0, bytes, length + 4, value.length);
        length += 4 + padded;
        return this;
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
