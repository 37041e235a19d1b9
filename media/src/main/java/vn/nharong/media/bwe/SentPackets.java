package vn.nharong.media.bwe;

/**
 * The packets that left lately, by extended transport-wide sequence number: when, how large, in which probe, and what the
 * client said of them. A ring of fixed size: what is older than {@link #CAPACITY} packets is forgotten.
 */
final class SentPackets {
    /** Over 6 s at 5 Mbit/s of full packets. */
    static final int CAPACITY = 4096;

    static final int UNKNOWN = 0;
    static final int SENT = 1;
    static final int LOST = 2;
    static final int ARRIVED = 3;

    private final long[] sentMicros = new long[CAPACITY];
    private final int[] sizeBytes = new int[CAPACITY];
    private final int[] probe = new int[CAPACITY];
    private final byte[] state = new byte[CAPACITY];
    private long newest = -1;

    void add(long extSeq, long nowMicros, int size, int probeCluster) {
        if (newest >= 0) {
            long from = Math.max(newest + 1, extSeq - CAPACITY);
            for (long skipped = from; skipped < extSeq; skipped++) {
                state[at(skipped)] = UNKNOWN;
            }
        }
        int at = at(extSeq);
        sentMicros[at] = nowMicros;
        sizeBytes[at] = size;
        probe[at] = probeCluster;
        state[at] = SENT;
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
        return ext < 0 || ext <= newest - CAPACITY || state[at(ext)] == UNKNOWN ? -1 : ext;
    }

    int state(long extSeq) {
        return state[at(extSeq)];
    }

    void state(long extSeq, int next) {
        state[at(extSeq)] = (byte) next;
    }

    long sentMicros(long extSeq) {
        return sentMicros[at(extSeq)];
    }

    int sizeBytes(long extSeq) {
        return sizeBytes[at(extSeq)];
    }

    /** Probe cluster of the packet, 0 for none. */
    int probe(long extSeq) {
        return probe[at(extSeq)];
    }

    private static int at(long extSeq) {
        return (int) extSeq & CAPACITY - 1;
    }
}
