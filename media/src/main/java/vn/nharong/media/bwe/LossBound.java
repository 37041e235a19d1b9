package vn.nharong.media.bwe;

/**
 * The loss-based bound. Loss alone proves little: before it counts as ours, we send less for a moment and look whether
 * it goes away. See docs/papers/bwe.md.
 */
final class LossBound {
    static final long NONE = Long.MAX_VALUE;

    private static final long WINDOW_MICROS = 500_000;
    private static final int WINDOW_PACKETS = 20;
    /** Loss is averaged over so many packets: in bursts of eight, fewer say nothing. */
    private static final double AVERAGED_PACKETS = 800;

    private static final double JUDGED_PACKETS = 400;
    private static final double WEIGHT_MAX = 0.25;
    private static final double TOLERATED = 0.18;
    private static final double OVER_INHERENT = 0.08;
    private static final double INHERENT_MAX = 0.4;
    private static final double INHERENT_FORGET = 0.02;
    private static final double GROWTH_PER_WINDOW = 1.02;
    /** The first window of an experiment still shows packets sent before it. */
    private static final int EXPERIMENT_SKIPPED = 2;

    private static final int EXPERIMENT_WINDOWS = 3;
    private static final int EXPERIMENT_PACKETS = 100;
    /** What is left of our loss when we send less; more means that it was not ours. */
    private static final double OURS = 0.4;
    /** Sound and a lowest layer: so little is not what fills a line, and is needed to see what a change does. */
    private static final long FLOOR_BPS = 250_000;

    private enum Mode {
        FREE,
        EXPERIMENT,
        BOUND
    }

    private Mode mode = Mode.FREE;
    private int received;
    private int lost;
    private long windowStart = Long.MIN_VALUE;
    private double seen;
    private double smoothed;
    private double inherent;
    private double lossBefore;
    private int windows;
    private int experimentLost;
    private int experimentTotal;
    private double boundBps = NONE;

    void onPacket(boolean arrived) {
        if (arrived) {
            received++;
        } else {
            lost++;
        }
    }

    /** A packet told lost came after all. */
    void onLateArrival() {
        received++;
        lost = Math.max(0, lost - 1);
    }

    /** Call after each feedback. */
    void update(long ackedBps, long targetBps, long nowMicros) {
        if (windowStart == Long.MIN_VALUE) {
            windowStart = nowMicros;
        }
        int total = received + lost;
        if (nowMicros - windowStart < WINDOW_MICROS || total < WINDOW_PACKETS) {
            return;
        }
        double loss = (double) lost / total;
        // A plain mean at first, so that the first windows are not weighed against a zero nobody measured.
        seen = Math.min(AVERAGED_PACKETS, seen + total);
        smoothed += (loss - smoothed) * (seen < AVERAGED_PACKETS ? total / seen : Math.min(WEIGHT_MAX, total / seen));
        if (smoothed < inherent) {
            inherent += (smoothed - inherent) * INHERENT_FORGET;
        }
        double tolerated = Math.max(TOLERATED, inherent + OVER_INHERENT);
        switch (mode) {
            case FREE, BOUND -> {
                if (mode == Mode.BOUND) {
                    boundBps *= GROWTH_PER_WINDOW;
                    if (boundBps > 2.0 * targetBps) {
                        release();
                    }
                }
                if (seen >= JUDGED_PACKETS && smoothed > tolerated && loss > tolerated && ackedBps > 0) {
                    mode = Mode.EXPERIMENT;
                    lossBefore = smoothed;
                    boundBps = Math.max(FLOOR_BPS, Math.min(ackedBps, targetBps));
                    windows = 0;
                    experimentLost = 0;
                    experimentTotal = 0;
                }
            }
            case EXPERIMENT -> {
                if (++windows > EXPERIMENT_SKIPPED) {
                    experimentLost += lost;
                    experimentTotal += total;
                }
                if (windows >= EXPERIMENT_SKIPPED + EXPERIMENT_WINDOWS && experimentTotal >= EXPERIMENT_PACKETS) {
                    conclude();
                }
            }
        }
        received = 0;
        lost = 0;
        windowStart = nowMicros;
    }

    /** A probe came through: what was ours to lose at less is not lost any more. */
    void onProbe(long resultBps) {
        if (mode == Mode.BOUND && smoothed < TOLERATED) {
            boundBps = Math.max(boundBps, resultBps);
        }
    }

    private void conclude() {
        double after = (double) experimentLost / experimentTotal;
        if (after > OURS * lossBefore) {
            // Before is the larger sample of the two.
            inherent = Math.min(INHERENT_MAX, Math.max(after, lossBefore));
            release();
        } else {
            smoothed = after;
            mode = Mode.BOUND;
        }
    }

    private void release() {
        mode = Mode.FREE;
        boundBps = NONE;
    }

    long boundBps() {
        return (long) boundBps;
    }

    /** Share of packets lost, over the last seconds. */
    double smoothed() {
        return smoothed;
    }

    /** Share of packets the line loses whatever is sent. */
    double inherent() {
        return inherent;
    }

    /** Drops what has been counted; what the line was found to lose by itself is kept. */
    void reset() {
        received = 0;
        lost = 0;
        windowStart = Long.MIN_VALUE;
        smoothed = Math.min(smoothed, inherent);
        release();
    }
}
