package vn.nharong.media.send;

import org.jspecify.annotations.Nullable;
import vn.nharong.media.packet.PacketBuffer;

/** A bounded first-in first-out ring of packets with the times they came. Owns its packets. No allocation. */
final class PacketQueue {
    private final @Nullable PacketBuffer[] packets;
    private final long[] sinceNanos;
    private int head;
    private int size;
    private long bytes;

    /** @param capacity a power of two */
    PacketQueue(int capacity) {
        packets = new @Nullable PacketBuffer[capacity];
        sinceNanos = new long[capacity];
    }

    boolean add(PacketBuffer packet, long nowNanos) {
        if (size == packets.length) {
            return false;
        }
        int at = head + size & packets.length - 1;
        packets[at] = packet;
        sinceNanos[at] = nowNanos;
        size++;
        bytes += packet.length();
        return true;
    }

    @Nullable
    PacketBuffer remove() {
        if (size == 0) {
            return null;
        }
        PacketBuffer packet = packets[head];
        packets[head] = null;
        size--;
        // Most are empty again after each packet: then it is always the same line of memory.
        head = size == 0 ? 0 : head + 1 & packets.length - 1;
        bytes -= packet == null ? 0 : packet.length();
        return packet;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    long bytes() {
        return bytes;
    }

    /** When the first came; only when not empty. */
    long firstSinceNanos() {
        return sinceNanos[head];
    }
}
