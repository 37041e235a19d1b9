package vn.nharong.media.sctp;

import java.util.ArrayDeque;

/** Chunks other than data that wait for the next packet, in order. Belongs to its association's thread. */
final class ControlChunks {
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Chunk(int type, int flags, byte[] body) {}

    private final ArrayDeque<Chunk> waiting = new ArrayDeque<>();

    void add(int type, int flags, byte[] body) {
        waiting.add(new Chunk(type, flags, body));
    }

    /** Goes before all others (RFC 9260 §5.1: the COOKIE ECHO is the first of its packet). */
    void addFirst(int type, byte[] body) {
        waiting.addFirst(new Chunk(type, 0, body));
    }

    void clear() {
        waiting.clear();
    }

    /** Puts as many into the packet as there is room for. */
    void write(PacketWriter packet) {
        Chunk next = waiting.peekFirst();
        while (next != null && 4 + next.body().length + 3 <= packet.room()) {
            waiting.removeFirst();
            packet.begin(next.type(), next.flags()).put(next.body()).end();
            next = waiting.peekFirst();
        }
        if (next != null && !packet.hasChunks()) {
            // Larger than a packet: the echo of an oversized heartbeat. Nobody needs it.
            waiting.removeFirst();
        }
    }
}
