package vn.nharong.sites.media;

import java.util.concurrent.atomic.AtomicLongArray;
import vn.nharong.media.packet.PacketBuffer;

/**
 * When each packet of one sender left, found again by what it carries. For servers that hand no header extension of ours on: RTP
 * timestamps, sequence numbers and picture ids may be rewritten on the way, what was encoded may not. Content that comes again and
 * again (a clip in a loop) is told by its latest departure, so that a way of more than a loop is not measured. Any thread; one
 * writes.
 */
public final class Departures {
    /** Packets of a clip and of a voice of a few seconds, four times over. */
    static final int SLOTS = 1 << 14;

    private static final long EMPTY = 0;
    private static final long MULTIPLIER = 0x9e37_79b9_7f4a_7c15L;

    private final AtomicLongArray keys = new AtomicLongArray(SLOTS);
    private final AtomicLongArray times = new AtomicLongArray(SLOTS);
    private int known;

    /** @param at where the content begins, behind every descriptor that a server may rewrite @param nanos of {@link System#nanoTime} */
    void left(PacketBuffer packet, int at, int length, long nanos) {
        long key = key(packet, at, length);
        int slot = slot(key);
        if (keys.get(slot) == EMPTY) {
            if (known == SLOTS / 4 * 3) {
                return; // more than a loop of this kind can be: what is not known has no time
            }
            known++;
            times.set(slot, nanos);
            keys.set(slot, key);
            return;
        }
        times.set(slot, nanos);
    }

    /** @return of {@link System#nanoTime}; 0 where nobody sent this */
    long of(PacketBuffer packet, int at, int length) {
        long key = key(packet, at, length);
        int slot = slot(key);
        return keys.get(slot) == key ? times.get(slot) : 0;
    }

    /** The slot that has the key, or the first empty one on its way. */
    private int slot(long key) {
        int slot = (int) (key >>> 32) & SLOTS - 1;
        for (long there = keys.get(slot); there != EMPTY && there != key; there = keys.get(slot)) {
            slot = slot + 1 & SLOTS - 1;
        }
        return slot;
    }

    /** Both ends and the length: what was compressed differs there, and it costs the same for every packet. */
    private static long key(PacketBuffer packet, int at, int length) {
        long key = length;
        if (length >= Long.BYTES) {
            key = (key ^ packet.i64(at)) * MULTIPLIER;
            key ^= key >>> 29;
            key = (key ^ packet.i64(at + length - Long.BYTES)) * MULTIPLIER;
            key ^= key >>> 32;
            if (length >= 4 * Long.BYTES) {
                key = (key ^ packet.i64(at + length / 2)) * MULTIPLIER;
                key ^= key >>> 29;
            }
        } else {
            for (int i = 0; i < length; i++) {
                key = (key ^ packet.u8(at + i)) * MULTIPLIER;
            }
        }
        return key == EMPTY ? 1 : key;
    }
}
