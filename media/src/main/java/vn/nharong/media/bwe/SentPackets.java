package vn.nharong.media.bwe;

/**
 * The packets that left lately, by extended transport-wide sequence number: when, how large, in which probe, and what the
 * client said of them. A ring of fixed size: what is older than {@link #CAPACITY} packets is forgotten.
 */
final class SentPackets {
    /** Over 3 s at 5 Mbit/s of full packets; feedback comes 20 times a second. */
    static final int CAPACITY = 2048;

    static final int UNKNOWN = 0;
    static final int SENT = 1;
    static final int LOST = 2;
    static final int ARRIVED = 3;

    private static final int STATES = 3;
    private static final int SIZE_SHIFT = 2;
    private static final int SIZE_MASK = 0xffff;
    private static final int PROBE_SHIFT = 32;

    /**
     * Two words for each: microseconds it left at; probe cluster (32 bits), size, state. All of one packet lies together: each
     * receiver has a ring of its own, and of hundreds none is in the cache when its turn comes.
     */
    private final long[] packets = new long[2 * CAPACITY];

    private long newest = -1;

    void add(long extSeq, long nowMicros, int size, int probeCluster) {
        if (newest >= 0) {
            long from = Math.max(newest + 1, extSeq - CAPACITY);
            for (long skipped = from; skipped < extSeq; skipped++) {
                state(skipped, UNKNOWN);
            }
        }
        int at = at(extSeq);
        packets[at] = nowMicros;
        packets[at + 1] = (long) probeCluster << PROBE_SHIFT | (long) (size & SIZE_MASK) << SIZE_SHIFT | SENT;
        newest = Math.max(newest, extSeq);
    }

    /** Last number sent, -1 before the first. */
    long newest() {
        return newest;
    }

    /** The extended number that {@code seq16} means in a feedback, or -1 when no such packet is remembered. */
    long extend(int seq16) {
        if (newest < 0) {
            return -1;
        }
        // A feedback speaks of the past: of what was sent up to now, at most one cycle back.
        long ext = newest - (newest - seq16 & 0xffff);
        return ext < 0 || ext <= newest - CAPACITY || state(ext) == UNKNOWN ? -1 : ext;
    }

    int state(long extSeq) {
        return (int) packets[at(extSeq) + 1] & STATES;
    }

    void state(long extSeq, int next) {
        int at = at(extSeq) + 1;
        packets[at] = packets[at] & ~STATES | next;
    }

    long sentMicros(long extSeq) {
        return packets[at(extSeq)];
    }

    int sizeBytes(long extSeq) {
        return (int) (packets[at(extSeq) + 1] >> SIZE_SHIFT) & SIZE_MASK;
    }

    /** Probe cluster of the packet, 0 for none. */
    int probe(long extSeq) {
        return (int) (packets[at(extSeq) + 1] >> PROBE_SHIFT);
    }

    private static int at(long extSeq) {
        return ((int) extSeq & CAPACITY - 1) * 2;
    }
}
