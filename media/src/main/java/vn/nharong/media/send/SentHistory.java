package vn.nharong.media.send;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.nharong.media.packet.PacketBuffer;

/**
 * The packets that a stream sent lately, so that they can be sent again: references to the publisher's packets and the few
 * numbers that differ, found by the low bits of the sequence number. A ring of fixed size. Belongs to its transport's thread.
 */
final class SentHistory {
    private static final int WORDS = 4;
    private static final int SEQ = 0;
    private static final int TIMESTAMP = 1;
    private static final int PATCH = 2;
    /** When it left, the first time or again: nanoseconds, and how often it was sent again in their low bits. */
    private static final int SENT = 3;

    private static final int REPEATS = 0xff;

    private final int mask;
    private final @Nullable PacketBuffer[] sources;
    /** {@link #WORDS} for each packet, together: see SentPackets for the reason. */
    private final long[] numbers;

    /** @param capacity a power of two, at most one cycle of sequence numbers */
    SentHistory(int capacity) {
        mask = capacity - 1;
        sources = new @Nullable PacketBuffer[capacity];
        numbers = new long[capacity * WORDS];
    }

    /** Retains {@code in}, and gives back what stood in its place. */
    void put(PacketBuffer in, long extSeq, long timestamp, long patch, long nowNanos) {
        int slot = (int) extSeq & mask;
        PacketBuffer old = sources[slot];
        if (old != null) {
            old.release();
        }
        sources[slot] = in.retain();
        int at = slot * WORDS;
        numbers[at + SEQ] = extSeq;
        numbers[at + TIMESTAMP] = timestamp;
        numbers[at + PATCH] = patch;
        numbers[at + SENT] = nowNanos & ~REPEATS;
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
        return Objects.requireNonNull(sources[slot]);
    }

    /** Extended. */
    long seq(int slot) {
        return numbers[slot * WORDS + SEQ];
    }

    long timestamp(int slot) {
        return numbers[slot * WORDS + TIMESTAMP];
    }

    long patch(int slot) {
        return numbers[slot * WORDS + PATCH];
    }

    /** When it left, the first time or again; to a quarter of a microsecond. */
    long sentNanos(int slot) {
        return numbers[slot * WORDS + SENT] & ~REPEATS;
    }

    /** How often it was sent again. */
    int repeats(int slot) {
        return (int) numbers[slot * WORDS + SENT] & REPEATS;
    }

    /** At most 255 times. */
    void repeated(int slot, long nowNanos) {
        numbers[slot * WORDS + SENT] = nowNanos & ~REPEATS | repeats(slot) + 1;
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
