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

    /** Looked at for whether the delay moves with what we send. */
    private static final int SPANS = 4;

    private static final long SPAN_MICROS = 500_000;
    private static final long FLAT_MICROS = 10_000;
    /** What arrives now, against the last time without a queue: so much less must show in one. */
    private static final double LESS = 0.75;

    /** A queue grows packet by packet; a way becomes longer from one packet to the next, by most of what it gets. */
    private static final double STEP = 2.0 / 3;

    /** That long a step is remembered. */
    private static final long STEP_MICROS = 6_000_000;

    /** The running one and {@link #SPANS} whole ones before it, a ring. */
    private final long[] spanMin = new long[SPANS + 1];

    /** What arrived in the running span, and in the last one at whose end no queue stood. */
    private long spanBytes;

    private long lastSpanBytes;
    private long freeSpanBytes;
    private int span;
    private int wholeSpans;
    private boolean spanEnded;
    private long spanStartMicros;
    private long minMicros = Long.MAX_VALUE;
    private long lastMinMicros = Long.MAX_VALUE;
    private long halfStartMicros;
    private boolean started;
    private double delayMicros;
    private double noiseMicros;
    private int packets;
    private long lastDelay;
    private long stepMicros;
    private long steppedMicros = Long.MIN_VALUE / 4;

    void onPacket(long sentMicros, long arrivedMicros, int sizeBytes, long nowMicros) {
        long delay = arrivedMicros - sentMicros;
        if (!started) {
            started = true;
            halfStartMicros = nowMicros;
            delayMicros = delay;
            lastDelay = delay;
            beginSpan(arrivedMicros);
        }
        if (arrivedMicros - spanStartMicros > SPAN_MICROS) {
            wholeSpans = arrivedMicros - spanStartMicros > 2 * SPAN_MICROS ? 0 : Math.min(wholeSpans + 1, SPANS);
            spanEnded = true;
            lastSpanBytes = spanBytes;
            if (!stands()) {
                freeSpanBytes = spanBytes;
            }
            span = (span + 1) % spanMin.length;
            beginSpan(arrivedMicros);
        }
        if (delay - lastDelay >= stepMicros || arrivedMicros - steppedMicros > STEP_MICROS) {
            stepMicros = delay - lastDelay;
            steppedMicros = arrivedMicros;
        }
        lastDelay = delay;
        spanMin[span] = Math.min(spanMin[span], delay);
        spanBytes += sizeBytes;
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

    private void beginSpan(long arrivedMicros) {
        spanStartMicros = arrivedMicros;
        spanMin[span] = Long.MAX_VALUE;
        spanBytes = 0;
    }

    /**
     * A way that became longer looks like a queue, but for one thing: it does not get shorter when less is sent. Where the
     * least delay of each half second stayed what it was over two seconds though we send much less than before it rose, that
     * is the new least, if it rose in one step. To be asked on a line that does not lose: a full queue does not move either.
     *
     * @return whether the least delay was taken anew
     */
    boolean takeLongerWay() {
        if (!spanEnded || wholeSpans < SPANS || !stands()) {
            return false;
        }
        spanEnded = false;
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        for (int i = 0; i < spanMin.length; i++) {
            if (i != span) {
                least = Math.min(least, spanMin[i]);
                most = Math.max(most, spanMin[i]);
            }
        }
        if (most - least > Math.max(FLAT_MICROS, noiseMicros())
                || lastSpanBytes > LESS * freeSpanBytes
                || stepMicros < STEP * standingMicros()) {
            return false;
        }
        minMicros = least;
        lastMinMicros = least;
        return true;
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
        wholeSpans = 0;
        minMicros = Long.MAX_VALUE;
        lastMinMicros = Long.MAX_VALUE;
    }
}
