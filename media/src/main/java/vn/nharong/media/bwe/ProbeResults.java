package vn.nharong.media.bwe;

/**
 * What became of the probe clusters sent lately: rate of leaving and of arriving. No allocation.
 *
 * <p>A client that is busy (just then it builds up its decoders) reads its socket late and all at once, and stamps what waited
 * there with one time: of 20 ms that a full line stretched to 60, it saw 35. A cluster that is followed therefore has
 * no result; that of the next counts no more than what came through of both, over so much longer a time.
 */
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
    /** What left further apart than this, and arrived closer together, had waited for its reader. */
    private static final long READ_MICROS = 2_000;
    /** A line stretches a cluster everywhere; of a reader that stood still in it, one gap is more than such a part. */
    private static final int EVEN_GAPS = 2;

    private final ProbeCluster[] clusters = new ProbeCluster[SLOTS];
    private final int[] packets = new int[SLOTS];
    private final long[] bytes = new long[SLOTS];
    private final long[] firstSent = new long[SLOTS];
    private final long[] lastSent = new long[SLOTS];
    private final int[] lastSentBytes = new int[SLOTS];
    private final long[] firstArrived = new long[SLOTS];
    private final int[] firstReadBytes = new int[SLOTS];
    private final long[] lastArrived = new long[SLOTS];
    private final long[] largestGap = new long[SLOTS];
    private final boolean[] touched = new boolean[SLOTS];

    private boolean saturated;
    private boolean evenlyFull;
    private int measured;
    private long sendSpanMicros;
    private long arriveSpanMicros;
    private double sentBps;
    private double arrivedBps;

    ProbeResults() {
        for (int i = 0; i < SLOTS; i++) {
            clusters[i] = new ProbeCluster(0, 0, 0, 0, false);
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
            firstReadBytes[slot] = sizeBytes;
        } else if (arrivedMicros - firstArrived[slot] < READ_MICROS && sentMicros - firstSent[slot] > READ_MICROS) {
            firstReadBytes[slot] += sizeBytes;
        }
        if (packets[slot] == 0 || arrivedMicros > lastArrived[slot]) {
            largestGap[slot] = packets[slot] == 0 ? 0 : Math.max(largestGap[slot], arrivedMicros - lastArrived[slot]);
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

    /** The last result was of two clusters that came through slower all the time, as on a full line. */
    boolean evenlyFull() {
        return evenlyFull;
    }

    /** The cluster of the last result. */
    ProbeCluster measured() {
        return clusters[measured];
    }

    private long result(int slot, double lossRatio) {
        ProbeCluster cluster = clusters[slot];
        if (cluster.followed()
                || packets[slot] < cluster.minPackets() * ENOUGH
                || bytes[slot] < cluster.minBytes() * ENOUGH) {
            return 0;
        }
        measure(slot, slot);
        boolean valid = valid();
        double sent = sentBps;
        double arrived = arrivedBps;
        saturated = valid && arrived < FULL * sent;
        evenlyFull = false;
        int before = Math.floorMod(cluster.id() - 1, SLOTS);
        if (clusters[before].followed() && clusters[before].id() == cluster.id() - 1 && packets[before] > 0) {
            measure(before, slot);
            long between = firstArrived[slot] - lastArrived[before];
            long gap = Math.max(between, Math.max(largestGap[before], largestGap[slot]));
            boolean even = gap * EVEN_GAPS < arriveSpanMicros;
            if (!valid && (even || arrivedBps >= FULL * sentBps)) {
                valid = valid();
                sent = sentBps;
                arrived = arrivedBps;
            }
            if (valid() && even && arrivedBps < FULL * sentBps) {
                saturated = true;
                evenlyFull = true;
                arrived = Math.min(arrived, arrivedBps);
            }
        }
        if (!valid) {
            return 0;
        }
        if (saturated) {
            return (long) (FULL_SHARE * arrived);
        }
        // Both rates count only what arrived: what the line loses anyway was sent, and is to be sent again.
        double missing = Math.min(lossRatio, Math.max(0, 1 - (double) bytes[slot] / cluster.minBytes()));
        return (long) Math.min(Math.min(sent, arrived) / (1 - missing), Math.max(cluster.bitrateBps(), arrived));
    }

    /** The rates of the packets of one cluster, or of two, from the first to the last. */
    private void measure(int first, int last) {
        double all = first == last ? bytes[last] : (double) bytes[first] + bytes[last];
        sendSpanMicros = lastSent[last] - Math.min(firstSent[first], firstSent[last]);
        arriveSpanMicros =
                Math.max(lastArrived[first], lastArrived[last]) - Math.min(firstArrived[first], firstArrived[last]);
        sentBps = (all - lastSentBytes[last]) * 8e6 / sendSpanMicros;
        arrivedBps = (all - firstReadBytes[first]) * 8e6 / arriveSpanMicros;
    }

    private boolean valid() {
        return sendSpanMicros >= MIN_SPAN_MICROS
                && arriveSpanMicros >= MIN_SPAN_MICROS
                && arrivedBps <= COMPRESSED * sentBps;
    }
}
