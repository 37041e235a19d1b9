package vn.nharong.media.bwe;

/**
 * How far the one-way delay stands over its least value of the last half minute, and how much it is the line's habit to
 * move. Only differences matter, so the clocks need not agree. No allocation.
 */
final class QueueDelay {
    private static final long HALF_WINDOW_MICROS = 15_000_000;
    private static final double WEIGHT = 1.0 / 16;
    private static final double SLOW_WEIGHT = 1.0 / 512;

    private long minMicros = Long.MAX_VALUE;
    private long lastMinMicros = Long.MAX_VALUE;
    private long halfStartMicros;
    private boolean started;
    private double delayMicros;
    private double noiseMicros;

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
        noiseMicros += (Math.min(Math.abs(away), 4 * noiseMicros + 2_000) - noiseMicros) * SLOW_WEIGHT;
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
