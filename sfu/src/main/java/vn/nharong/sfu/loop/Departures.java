package vn.nharong.sfu.loop;

/**
 * Packets handed to the port that have not left yet: when they are flushed, it is known how long each was held. Belongs to
 * the loop; no allocation.
 */
final class Departures {
    private static final int CAPACITY = 1024;

    private final long[] arrivedNanos = new long[CAPACITY];
    private final boolean[] sound = new boolean[CAPACITY];
    private final LatencyCounter all;
    private final LatencyCounter ofSound;
    private int count;

    Departures(LatencyCounter all, LatencyCounter ofSound) {
        this.all = all;
        this.ofSound = ofSound;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Then the port is to be flushed before the next {@link #add}. */
    boolean isFull() {
        return count == CAPACITY;
    }

    void add(long arrivedNanos, boolean sound) {
        this.arrivedNanos[count] = arrivedNanos;
        this.sound[count] = sound;
        count++;
    }

    /** All have been given to the kernel. */
    void left(long nowNanos) {
        for (int i = 0; i < count; i++) {
            long micros = (nowNanos - arrivedNanos[i]) / 1000;
            all.record(micros);
            if (sound[i]) {
                ofSound.record(micros);
            }
        }
        count = 0;
    }
}
