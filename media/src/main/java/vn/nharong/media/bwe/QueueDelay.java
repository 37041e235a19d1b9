package vn.nharong.media.bwe;

/**
 * How far the one-way delay stands over its least value of the last half minute, and how much it is the line's habit to
 * move. Only differences matter, so the clocks need not agree. No allocation.
 */
final class QueueDelay {
    private static final long HALF_WINDOW_MICROS = 15_000_000;
    private static final double WEIGHT = 1.0 / 16;
    private static final int NOISE_PACKETS = 512;
    private static final long STANDING_MIN_MICROS = 20_000;
    private static final long STANDING_MAX_MICROS = 120_000;
    /** The mean delay of a merely jittering line stands three times its noise over the least, no more. */
    private static final int STANDING_PER_NOISE = 4;

    private long minMicros = Long.MAX_VALUE;
    private long lastMinMicros = Long.MAX_VALUE;
    private long halfStartMicros;
    private boolean started;
    private double delayMicros;
    private double noiseMicros;
    private int packets;

    void onPacket(long sentMicros, long arrivedMicros, long nowMicros) {
        long delay = arrivedMicros - sentMicros;
        if (!started) {
            started = true;
            halfStartMicros = nowMicros;
            delayMicros = delay;
        }
        if (nowMicros - halfStartMicros > HALF_WINDOW_MICROS) {
            halfStartMicros = nowMicros;
            lastMinMicros = minMicros;
            minMicros = Long.MAX_VALUE;
        }
        minMicros = Math.min(minMicros, delay);
        double away = delay - delayMicros;
        delayMicros += away * WEIGHT;
        // Bounded steps: a queue that builds up once is not the line's habit.
        packets = Math.min(packets + 1, NOISE_PACKETS);
        noiseMicros += (Math.min(Math.abs(away), 4 * noiseMicros + 2_000) - noiseMicros) / packets;
    }

    /** Whether packets wait somewhere, beyond what is the line's habit. */
    boolean stands() {
        return standingMicros()
                > Math.clamp(STANDING_PER_NOISE * noiseMicros(), STANDING_MIN_MICROS, STANDING_MAX_MICROS);
    }

    /** Microseconds over the least. */
    long standingMicros() {
        return started ? (long) delayMicros - Math.min(minMicros, lastMinMicros) : 0;
    }

    /** Mean distance of a packet's delay from its neighbours', microseconds. */
    long noiseMicros() {
        return (long) noiseMicros;
    }

    void reset() {
        started = false;
        minMicros = Long.MAX_VALUE;
        lastMinMicros = Long.MAX_VALUE;
    }
}
