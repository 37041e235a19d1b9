package vn.nharong.sites.media;

import java.nio.ByteBuffer;
import vn.nharong.media.packet.PacketBuffer;

/**
 * What each filled frame carries: who sent it, its number and when. Stands in the payload where a decoder would find
 * compressed data; only our own sinks read it.
 */
final class Marker {
    static final int LENGTH = 20;
    private static final int MAGIC = 0x4e523031; // "NR01"

    private Marker() {}

    static void write(byte[] into, int at, int sender, int frame, long sentNanos) {
        ByteBuffer.wrap(into)
                .putInt(at, MAGIC)
                .putInt(at + 4, sender)
                .putInt(at + 8, frame)
                .putLong(at + 12, sentNanos);
    }

    static boolean at(PacketBuffer packet, int at) {
        return packet.length() >= at + LENGTH && packet.i32(at) == MAGIC;
    }

    static int sender(PacketBuffer packet, int at) {
        return packet.i32(at + 4);
    }

    static long sentNanos(PacketBuffer packet, int at) {
        return packet.i64(at + 12);
    }
}
