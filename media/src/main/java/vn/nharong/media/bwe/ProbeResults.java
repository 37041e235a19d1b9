package vn.nharong.media.bwe;

/** What became of the probe clusters sent lately: rate of leaving and of arriving. No allocation. */
final class ProbeResults {
    private static final int SLOTS = 8;
    /** Part of a cluster that must arrive; the rest may be lost. */
    private static final double ENOUGH = 0.6;
    /** Arriving this much faster than sent means that the line held packets up: no measure. */
    private static final double COMPRESSED = 2;
    /** Under this the line was full, and is a little smaller than what came through. */
    private static final double FULL = 0.9;

    private static final double FULL_SHARE = 0.95;
    private static final long MIN_SPAN_MICROS = 1_000;

    private final ProbeCluster[] clusters = new ProbeCluster[SLOTS];
    private final int[] packets = new int[SLOTS];
    private final long[] bytes = new long[SLOTS];
    private final long[] firstSent = new long[SLOTS];
    private final long[] lastSent = new long[SLOTS];
    private final int[] lastSentBytes = new int[SLOTS];
    private final long[] firstArrived = new long[SLOTS];
    private final int[] firstArrivedBytes = new int[SLOTS];
    private final long[] lastArrived = new long[SLOTS];
    private final boolean[] touched = new boolean[SLOTS];

    private boolean saturated;
    private int measured;

    ProbeResults() {
        for (int i = 0; i < SLOTS; i++) {
            clusters[i] = new ProbeCluster(0, 0, 0, 0);
        }
    }

    void begin(ProbeCluster cluster) {
        int slot = cluster.id() % SLOTS;
        clusters[slot] = cluster;
        packets[slot] = 0;
        bytes[slot] = 0;
        touched[slot] = false;
    }

    void onArrival(int id, long sentMicros, long arrivedMicros, int sizeBytes) {
        int slot = id % SLOTS;
        if (clusters[slot].id() != id) {
            return;
        }
        if (packets[slot] == 0 || sentMicros < firstSent[slot]) {
            firstSent[slot] = sentMicros;
        }
        if (packets[slot] == 0 || sentMicros >= lastSent[slot]) {
            lastSent[slot] = sentMicros;
            lastSentBytes[slot] = sizeBytes;
        }
        if (packets[slot] == 0 || arrivedMicros < firstArrived[slot]) {
            firstArrived[slot] = arrivedMicros;
            firstArrivedBytes[slot] = sizeBytes;
        }
        if (packets[slot] == 0 || arrivedMicros > lastArrived[slot]) {
            lastArrived[slot] = arrivedMicros;
        }
        packets[slot]++;
        bytes[slot] += sizeBytes;
        touched[slot] = true;
    }

    /**
     * Looks at one cluster that got arrivals since the last call.
     *
     * @param lossRatio what the line loses these days; that much may be missing without being a sign of a full line
     * @return what the line carried, 0 when none has a (new) result; call until 0. {@link #saturated()} and {@link
     *     #measured()} then tell more.
     */
    long next(double lossRatio) {
        for (int slot = 0; slot < SLOTS; slot++) {
            if (touched[slot]) {
                touched[slot] = false;
                long result = result(slot, lossRatio);
                if (result > 0) {
                    measured = slot;
                    return result;
                }
            }
        }
        return 0;
    }

    /** The last result was less than what was sent: the line was full. */
    boolean saturated() {
        return saturated;
    }

    /** The cluster of the last result. */
    ProbeCluster measured() {
        return clusters[measured];
    }

    private long result(int slot, double lossRatio) {
        ProbeCluster cluster = clusters[slot];
        if (packets[slot] < cluster.minPackets() * ENOUGH || bytes[slot] < cluster.minBytes() * ENOUGH) {
            return 0;
        }
        long sendSpan = lastSent[slot] - firstSent[slot];
        long arriveSpan = lastArrived[slot] - firstArrived[slot];
        if (sendSpan < MIN_SPAN_MICROS || arriveSpan < MIN_SPAN_MICROS) {
            return 0;
        }
        double sent = (bytes[slot] - lastSentBytes[slot]) * 8e6 / sendSpan;
        double arrived = (bytes[slot] - firstArrivedBytes[slot]) * 8e6 / arriveSpan;
        if (arrived > COMPRESSED * sent) {
            return 0;
        }
        saturated = arrived < FULL * sent;
        if (saturated) {
            return (long) (FULL_SHARE * arrived);
        }
        // Both rates count only what arrived: what the line loses anyway was sent, and is to be sent again.
        double missing = Math.min(lossRatio, Math.max(0, 1 - (double) bytes[slot] / cluster.minBytes()));
        return (long) Math.min(Math.min(sent, arrived) / (1 - missing), Math.max(cluster.bitrateBps(), arrived));
    }
}
