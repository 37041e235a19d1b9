package vn.nharong.media.sctp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** One outgoing packet: common header (RFC 9260 §3.1), chunks padded to four bytes, CRC32c (appendix A). */
final class PacketWriter {
    static final int HEADER = 12;
    private static final int CHECKSUM = 8;

    private final ByteBuffer bytes = ByteBuffer.allocate(SctpAssociation.MAX_PACKET);
    private int chunkAt = -1;

    PacketWriter(int sourcePort, int destinationPort, int verificationTag) {
        restart(sourcePort, destinationPort, verificationTag);
    }

    /** Begins another packet in the same memory: {@link #finish} has copied the last one. */
    PacketWriter restart(int sourcePort, int destinationPort, int verificationTag) {
        chunkAt = -1;
        bytes.clear()
                .putShort((short) sourcePort)
                .putShort((short) destinationPort)
                .putInt(verificationTag)
                .putInt(0);
        return this;
    }

    /** Whether there is a chunk in it. */
    boolean hasChunks() {
        return bytes.position() > HEADER;
    }

    /** Bytes left for a chunk with its header. */
    int room() {
        return bytes.remaining();
    }

    PacketWriter begin(int type, int flags) {
        chunkAt = bytes.position();
        bytes.put((byte) type).put((byte) flags).putShort((short) 0);
        return this;
    }

    PacketWriter u16(int value) {
        bytes.putShort((short) value);
        return this;
    }

    PacketWriter i32(int value) {
        bytes.putInt(value);
        return this;
    }

    PacketWriter put(byte[] from, int at, int length) {
        bytes.put(from, at, length);
        return this;
    }

    PacketWriter put(byte[] from) {
        return put(from, 0, from.length);
    }

    /** Writes the chunk's length; padding is not counted in it. */
    void end() {
        bytes.putShort(chunkAt + 2, (short) (bytes.position() - chunkAt));
        pad();
    }

    /** Zeros up to a multiple of four. */
    PacketWriter pad() {
        while ((bytes.position() & 3) != 0) {
            bytes.put((byte) 0);
        }
        return this;
    }

    byte[] finish() {
        byte[] packet = Arrays.copyOf(bytes.array(), bytes.position());
        seal(packet);
        return packet;
    }

    /** Writes the checksum; its bytes are in reverse order of everything else in the packet. */
    static void seal(byte[] packet) {
        ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN).putInt(CHECKSUM, checksum(packet));
    }

    static boolean checksumHolds(byte[] packet) {
        return ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN).getInt(CHECKSUM) == checksum(packet);
    }

    private static int checksum(byte[] packet) {
        CRC32C crc = new CRC32C();
        crc.update(packet, 0, CHECKSUM);
        crc.update(new byte[4], 0, 4);
        crc.update(packet, HEADER, packet.length - HEADER);
        return (int) crc.getValue();
    }
}
