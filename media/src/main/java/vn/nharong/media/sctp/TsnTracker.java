package vn.nharong.media.sctp;

import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/** Which TSNs have arrived: a cumulative point and blocks above it (RFC 9260 §3.3.4). Bounded. */
final class TsnTracker {
    /** Beyond this a chunk that would open another gap is not taken; what fits a SACK of one packet. */
    private static final int MAX_BLOCKS = 256;

    /** Gap blocks count from the cumulative point in 16 bits. */
    private static final int MAX_DISTANCE = 65_535;

    private long cumulative;
    /** First to last TSN of each block, none adjacent to another or to {@link #cumulative}. */
    private final TreeMap<Long, Long> blocks = new TreeMap<>();

    /** @param cumulative the TSN before the peer's first */
    TsnTracker(long cumulative) {
        this.cumulative = cumulative;
    }

    long cumulative() {
        return cumulative;
    }

    /** First to last TSN of the blocks above the cumulative point, ascending. */
    Map<Long, Long> blocks() {
        return blocks;
    }

    boolean seen(long tsn) {
        if (tsn <= cumulative) {
            return true;
        }
        Map.Entry<Long, Long> block = blocks.floorEntry(tsn);
        return block != null && block.getValue() >= tsn;
    }

    /** Whether there is room to remember an unseen TSN. */
    boolean acceptable(long tsn) {
        return tsn - cumulative <= MAX_DISTANCE && (tsn == cumulative + 1 || blocks.size() < MAX_BLOCKS);
    }

    /** Remembers an unseen, acceptable TSN. */
    void add(long tsn) {
        long first = tsn;
        long last = tsn;
        Map.Entry<Long, Long> before = blocks.lowerEntry(tsn);
        if (before != null && before.getValue() == tsn - 1) {
            first = before.getKey();
        }
        Long after = blocks.remove(tsn + 1);
        if (after != null) {
            last = after;
        }
        blocks.put(first, last);
        advance();
    }

    /** Everything up to this TSN counts as arrived (RFC 3758 §3.6). */
    void forward(long tsn) {
        if (tsn <= cumulative) {
            return;
        }
        cumulative = tsn;
        Iterator<Map.Entry<Long, Long>> each = blocks.entrySet().iterator();
        while (each.hasNext()) {
            Map.Entry<Long, Long> block = each.next();
            if (block.getKey() > cumulative + 1) {
                break;
            }
            cumulative = Math.max(cumulative, block.getValue());
            each.remove();
        }
    }

    private void advance() {
        Map.Entry<Long, Long> lowest = blocks.firstEntry();
        if (lowest != null && lowest.getKey() == cumulative + 1) {
            cumulative = lowest.getValue();
            blocks.pollFirstEntry();
        }
    }
}
