package vn.nharong.media.send;

import org.jspecify.annotations.Nullable;
import vn.nharong.media.packet.PacketBuffer;

/**
 * The packets that a stream sent lately, so that they can be sent again: references to the publisher's packets and the few
 * numbers that differ, found by the low bits of the sequence number. A ring of fixed size. Belongs to its transport's thread.
 */
final class SentHistory {
    /** Words of a packet, side by side since all of them are written for each. */
    private static final int WORDS_SHIFT = 2;

    private static final int SEQ = 0;
    /** Repeats in the upper half, timestamp in the lower. */
    private static final int TIMESTAMP = 1;

    private static final int PATCH = 2;
    private static final int SENT_NANOS = 3;
    private static final int REPEATS_SHIFT = 32;

    private final int mask;
    private final @Nullable PacketBuffer[] sources;
    private final long[] words;

    /** @param capacity a power of two, at most one cycle of sequence numbers */
    SentHistory(int capacity) {
        mask = capacity - 1;
        sources = new @Nullable PacketBuffer[capacity];
        words = new long[capacity << WORDS_SHIFT];
    }

    /** Retains {@code in}, and gives back what stood in its place. */
    void put(PacketBuffer in, long extSeq, long timestamp, long patch, long nowNanos) {
        int slot = (int) extSeq & mask;
        PacketBuffer old = sources[slot];
        if (old != null) {
            old.release();
        }
        sources[slot] = in.retain();
        int at = slot << WORDS_SHIFT;
        words[at + SEQ] = extSeq;
        words[at + TIMESTAMP] = timestamp & 0xffff_ffffL;
        words[at + PATCH] = patch;
        words[at + SENT_NANOS] = nowNanos;
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
        return words[(slot << WORDS_SHIFT) + SEQ];
    }

    long timestamp(int slot) {
        return words[(slot << WORDS_SHIFT) + TIMESTAMP] & 0xffff_ffffL;
    }

    long patch(int slot) {
        return words[(slot << WORDS_SHIFT) + PATCH];
    }

    /** When it left, the first time or again. */
    long sentNanos(int slot) {
        return words[(slot << WORDS_SHIFT) + SENT_NANOS];
    }

    /** How often it was sent again. */
    int repeats(int slot) {
        return (int) (words[(slot << WORDS_SHIFT) + TIMESTAMP] >> REPEATS_SHIFT);
    }

    void repeated(int slot, long nowNanos) {
        int at = slot << WORDS_SHIFT;
        words[at + TIMESTAMP] += 1L << REPEATS_SHIFT;
        words[at + SENT_NANOS] = nowNanos;
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
