package vn.nharong.sim;

/** What one direction of a line has done. Written by its {@link Line}, on the line's thread. */
public final class LineStats {
    long offered;
    long offeredBytes;
    long delivered;
    long deliveredBytes;
    long lost;
    long bursts;
    long queueDropped;
    long cut;
    long reordered;
    long duplicated;

    LineStats() {}

    /** Packets that entered. */
    public long offered() {
        return offered;
    }

    public long offeredBytes() {
        return offeredBytes;
    }

    /** Packets that came out, duplicates included. */
    public long delivered() {
        return delivered;
    }

    public long deliveredBytes() {
        return deliveredBytes;
    }

    /** Lost by themselves or in bursts. */
    public long lost() {
        return lost;
    }

    /** Bursts begun. */
    public long bursts() {
        return bursts;
    }

    /** Dropped because the bottleneck's queue was full. */
    public long queueDropped() {
        return queueDropped;
    }

    /** Swallowed while the line was cut. */
    public long cut() {
        return cut;
    }

    public long reordered() {
        return reordered;
    }

    public long duplicated() {
        return duplicated;
    }

    /** As one JSON object. */
    public String toJson() {
        return ("{\"offered\":%d,\"offeredBytes\":%d,\"delivered\":%d,\"deliveredBytes\":%d,\"lost\":%d,\"bursts\":%d,"
                        + "\"queueDropped\":%d,\"cut\":%d,\"reordered\":%d,\"duplicated\":%d}")
                .formatted(
                        offered,
                        offeredBytes,
                        delivered,
                        deliveredBytes,
                        lost,
                        bursts,
                        queueDropped,
                        cut,
                        reordered,
                        duplicated);
    }
}
