package vn.nharong.media.sctp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** DATA_CHANNEL_OPEN (RFC 8832 §5.1). Priority is written as "below normal" and not read. */
record OpenMessage(String label, String protocol, boolean ordered, Reliability reliability) {
    static final int OPEN = 3;
    static final int ACK = 2;

    private static final int HEADER = 12;
    private static final int UNORDERED = 0x80;
    private static final int RELIABLE = 0;
    private static final int RETRANSMITS = 1;
    private static final int LIFETIME = 2;

    /** Longer names are refused; the standard allows 64 KiB. */
    private static final int MAX_TEXT = 1024;

    static Optional<OpenMessage> read(byte[] message) {
        if (message.length < HEADER || message[0] != OPEN) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(message, 1, message.length - 1);
        int type = in.get() & 0xff;
        in.getShort();
        int limit = in.getInt() & 0x7fff_ffff;
        int labelLength = in.getShort() & 0xffff;
        int protocolLength = in.getShort() & 0xffff;
        if (labelLength > MAX_TEXT || protocolLength > MAX_TEXT || in.remaining() != labelLength + protocolLength) {
            return Optional.empty();
        }
        Reliability reliability = switch (type & ~UNORDERED) {
            case RELIABLE -> Reliability.RELIABLE;
            case RETRANSMITS -> Reliability.maxRetransmits(limit);
            case LIFETIME -> Reliability.maxLifetime(limit);
            default -> null;
        };
        if (reliability == null) {
            return Optional.empty();
        }
        String label = new String(message, HEADER, labelLength, StandardCharsets.UTF_8);
        String protocol = new String(message, HEADER + labelLength, protocolLength, StandardCharsets.UTF_8);
        return Optional.of(new OpenMessage(label, protocol, (type & UNORDERED) == 0, reliability));
    }

    /** @throws IllegalArgumentException when label or protocol is longer than 1024 bytes */
    byte[] write() {
        byte[] labelBytes = label.getBytes(StandardCharsets.UTF_8);
        byte[] protocolBytes = protocol.getBytes(StandardCharsets.UTF_8);
        if (labelBytes.length > MAX_TEXT || protocolBytes.length > MAX_TEXT) {
            throw new IllegalArgumentException("label or protocol too long");
        }
        int type = ordered ? 0 : UNORDERED;
        int limit = 0;
        if (reliability.maxRetransmits() >= 0) {
            type |= RETRANSMITS;
            limit = reliability.maxRetransmits();
        } else if (reliability.maxLifetimeMillis() >= 0) {
            type |= LIFETIME;
            limit = reliability.maxLifetimeMillis();
        }
        return ByteBuffer.allocate(HEADER + labelBytes.length + protocolBytes.length)
                .put((byte) OPEN)
                .put((byte) type)
                .putShort((short) 128)
                .putInt(limit)
                .putShort((short) labelBytes.length)
                .putShort((short) protocolBytes.length)
                .put(labelBytes)
                .put(protocolBytes)
                .array();
    }
}
