package vn.nharong.media.send;

import org.jspecify.annotations.Nullable;
import vn.nharong.media.packet.PacketBuffer;

/**
 * The packets that a stream sent lately, so that they can be sent again: references to the publisher's packets and the few
 * numbers that differ, found by the low bits of the sequence number. A ring of fixed size. Belongs to its transport's thread.
 */
final class SentHistory {
    private final int mask;
    private final @Nullable PacketBuffer[] sources;
    private final long[] seqs;
    private final long[] timestamps;
    private final long[] patches;
    private final long[] sentNanos;
    private final byte[] repeats;

    /** @param capacity a power of two, at most one cycle of sequence numbers */
    SentHistory(int capacity) {
        mask = capacity - 1;
        sources = new @Nullable PacketBuffer[capacity];
        seqs = new long[capacity];
        timestamps = new long[capacity];
        patches = new long[capacity];
        sentNanos = new long[capacity];
        repeats = new byte[capacity];
    }

    /** Retains {@code in}, and gives back what stood in its place. */
    void put(PacketBuffer in, long extSeq, long timestamp, long patch, long nowNanos) {
        int slot = (int) extSeq & mask;
        PacketBuffer old = sources[slot];
        if (old != null) {
            old.release();
        }
        sources[slot] = in.retain();
        seqs[slot] = extSeq;
        timestamps[slot] = timestamp;
        patches[slot] = patch;
        sentNanos[slot] = nowNanos;
        repeats[slot] = 0;
    }

    /** Where the packet of that number is, or -1. */
    int find(long extSeq) {
        int slot = (int) extSeq & mask;
        return sources[slot] != null && seq(slot) == extSeq ? slot : -1;
    }

    /** The same by the number on the wire. */
    int find16(int seq16) {
        // The slot of the low bits is the same, since the ring is smaller than a cycle.
        int slot = seq16 & mask;
        return sources[slot] != null && (seq(slot) & 0xffff) == seq16 ? slot : -1;
    }

    /** The publisher's packet; only of a slot that was found. */
    PacketBuffer source(int slot) {
        return java.util.Objects.requireNonNull(sources[slot]);
    }

    /** Extended. */
    long seq(int slot) {
        return seqs[slot];
    }

    long timestamp(int slot) {
        return timestamps[slot];
    }

    long patch(int slot) {
        return patches[slot];
    }

    /** When it left, the first time or again. */
    long sentNanos(int slot) {
        return sentNanos[slot];
    }

    /** How often it was sent again. */
    int repeats(int slot) {
        return repeats[slot];
    }

    void repeated(int slot, long nowNanos) {
        repeats[slot]++;
        sentNanos[slot] = nowNanos;
    }

    /** Gives all packets back. */
    void clear() {
        for (int i = 0; i < sources.length; i++) {
            PacketBuffer in = sources[i];
            if (in != null) {
                in.release();
                sources[i] = null;
            }
        }
    }
}
