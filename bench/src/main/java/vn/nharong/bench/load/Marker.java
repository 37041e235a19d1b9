package vn.nharong.bench.load;

import vn.nharong.media.packet.PacketBuffer;

/**
 * What each generated frame carries: who sent it, its number and when. Stands in the payload where a decoder would find
 * compressed data; only our own sinks read it.
 */
final class Marker {
    static final int LENGTH = 20;
    private static final int MAGIC = 0x4e523031; // "NR01"

    private Marker() {}

    static void write(PacketBuffer packet, int at, int sender, int frame, long sentNanos) {
        packet.i32(at, MAGIC);
        packet.i32(at + 4, sender);
        packet.i32(at + 8, frame);
        packet.i64(at + 12, sentNanos);
    }

    static boolean at(PacketBuffer packet, int at) {
        return packet.length() >= at + LENGTH && packet.i32(at) == MAGIC;
    }

    static int sender(PacketBuffer packet, int at) {
        return packet.i32(at + 4);
    }

    static int frame(PacketBuffer packet, int at) {
        return packet.i32(at + 8);
    }

    static long sentNanos(PacketBuffer packet, int at) {
        return packet.i64(at + 12);
    }
}
