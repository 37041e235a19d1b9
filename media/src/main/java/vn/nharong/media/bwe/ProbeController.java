package vn.nharong.media.bwe;

import org.jspecify.annotations.Nullable;

/**
 * Decides when to probe and how high: at the start, on after a success, now and then while more is wanted than the
 * estimate allows, after a sudden fall, after silence. Times in microseconds.
 */
final class ProbeController {
    static final int MIN_PACKETS = 5;

    private static final long SPAN_MICROS = 20_000;
    private static final long SPAN_MAX_MICROS = 100_000;
    /** So many times the jitter: as much more than 20 ms as makes one cluster tell a line from its noise. */
    private static final int SPAN_NOISE = 8;
    /** Where packets are lost the line may have a short queue, which that would overflow. */
    private static final int SPAN_NOISE_LOSSY = 4;
    /** On a line seen full a cluster may leave so much queue: sound waits behind it, again with every try. */
    private static final double QUEUE_MICROS = 40_000;

    private static final long PERIOD_MICROS = 2_000_000;
    private static final long PERIOD_MAX_MICROS = 5_000_000;
    private static final long AFTER_OVERUSE_MICROS = 1_500_000;
    private static final long AFTER_DROP_MICROS = 500_000;
    /** A cluster without a result by then has failed. */
    private static final long RESULT_MICROS = 1_000_000;

    /** The allocator climbs when the whole fits into 92 % of the estimate: that much more than wanted must be known. */
    private static final double ENOUGH = 1.12;

    private static final double CEILING = 1.25;
    private static final double GOES_ON = 0.7;
    /** A cluster that came slower than sent, and yet so much over the estimate, met jitter rather than a full line. */
    private static final double GAINED = 1.3;

    /** A cluster that brought less than this is not followed at once: what is missing may not be there. */
    private static final double WORTH = 1.1;

    private static final int QUEUE = 4;
    /** When a probe is due but the line is just not calm. */
    private static final long AGAIN_MICROS = 50_000;
    /** Before any time there is, and yet far from overflow. */
    private static final long NEVER = Long.MIN_VALUE / 4;

    private final long startBps;
    private final long maxBps;
    private final long[] queuedBps = new long[QUEUE];
    private int queued;
    private boolean started;
    private long wantedBps;
    private int lastId;
    private long lastProbeMicros = NEVER;
    private long periodMicros = PERIOD_MICROS;
    private boolean waiting;
    private boolean failed;
    private boolean answered;
    private long notBeforeMicros = NEVER;
    private long awaitedBps;
    private long quietUntilMicros = NEVER;
    private long recoverBps;
    private long recoverAtMicros = Long.MAX_VALUE;

    ProbeController(long startBps, long maxBps) {
        this.startBps = startBps;
        this.maxBps = maxBps;
    }

    void wantedBps(long bps) {
        if (bps > 1.5 * wantedBps && !failed) {
            // Something new is wanted: no reason to wait.
            lastProbeMicros = waiting ? lastProbeMicros : NEVER;
        }
        wantedBps = bps;
        if (!started && bps > startBps) {
            started = true;
            enqueue(3 * startBps);
            // Never one alone, not even where no more is wanted: see ProbeResults.
            queuedBps[queued++] = Math.min(6 * startBps, ceilingBps());
        }
    }

    long wantedBps() {
        return wantedBps;
    }

    /** Whether any cluster came to an end. */
    boolean answered() {
        return answered;
    }

    private boolean wantsMore(long estimateBps) {
        return estimateBps < ENOUGH * wantedBps && estimateBps < maxBps;
    }

    private long ceilingBps() {
        return Math.min(maxBps, (long) (CEILING * wantedBps));
    }

    private void enqueue(long bps) {
        long capped = Math.min(bps, ceilingBps());
        if (queued < QUEUE && (queued == 0 || queuedBps[queued - 1] < capped)) {
            queuedBps[queued++] = capped;
        }
    }

    /**
     * A cluster was measured.
     *
     * @param estimateBps before the result
     * @param raised the result made it higher; nothing is gained by going on where something else holds it down
     */
    void onResult(ProbeCluster cluster, long resultBps, boolean saturated, long estimateBps, boolean raised) {
        answered = true;
        if (cluster.bitrateBps() >= awaitedBps) {
            waiting = false;
        }
        if ((saturated || resultBps < GOES_ON * cluster.bitrateBps()) && resultBps < GAINED * estimateBps) {
            fail();
            return;
        }
        failed = false;
        periodMicros = PERIOD_MICROS;
        if (raised && queued == 0 && !waiting && resultBps < ceilingBps() && resultBps > WORTH * estimateBps) {
            enqueue(2 * resultBps);
        }
    }

    private void fail() {
        answered = true;
        failed = true;
        waiting = false;
        queued = 0;
        periodMicros = Math.min(periodMicros + 1_000_000, PERIOD_MAX_MICROS);
    }

    void onOveruse(long nowMicros) {
        queued = 0;
        quietUntilMicros = nowMicros + AFTER_OVERUSE_MICROS;
    }

    /** The estimate fell from {@code beforeBps} to less than two thirds of it. */
    void onDrop(long beforeBps, long nowMicros) {
        recoverBps = (long) (RateControl.BACKOFF * beforeBps);
        recoverAtMicros = nowMicros + AFTER_DROP_MICROS;
    }

    /** What made the estimate fall from {@code beforeBps} is over. */
    void recover(long beforeBps, long nowMicros) {
        queued = 0;
        waiting = false;
        quietUntilMicros = NEVER;
        periodMicros = PERIOD_MICROS;
        recoverBps = beforeBps;
        recoverAtMicros = nowMicros;
    }

    /**
     * The next cluster to send now, or null.
     *
     * @param seenFull the estimate is what the line was found to carry: likely nothing is to be found
     * @param loses packets are lost these days
     */
    @Nullable
    ProbeCluster poll(
            long estimateBps, Usage usage, long noiseMicros, boolean seenFull, boolean loses, long nowMicros) {
        if (waiting && nowMicros - lastProbeMicros > RESULT_MICROS) {
            fail();
        }
        if (queued == 0 && usage == Usage.NORMAL && wantsMore(estimateBps)) {
            if (nowMicros >= recoverAtMicros) {
                recoverAtMicros = Long.MAX_VALUE;
                if (recoverBps > estimateBps) {
                    enqueue(recoverBps);
                }
            } else if (!waiting && nowMicros >= quietUntilMicros && nowMicros - lastProbeMicros >= periodMicros) {
                enqueue(2 * estimateBps);
            }
        }
        if (queued == 0) {
            notBeforeMicros = nowMicros + AGAIN_MICROS;
            return null;
        }
        long bps = queuedBps[0];
        System.arraycopy(queuedBps, 1, queuedBps, 0, --queued);
        waiting = true;
        awaitedBps = bps;
        lastProbeMicros = nowMicros;
        long span = SPAN_MICROS + (loses ? SPAN_NOISE_LOSSY : SPAN_NOISE) * noiseMicros;
        if (failed && !loses) {
            // What was not found may have been hidden by jitter not known of yet: the next look is a longer one.
            span *= 2;
        }
        span = Math.min(span, SPAN_MAX_MICROS);
        if (seenFull && bps > estimateBps) {
            span = Math.clamp((long) (QUEUE_MICROS * estimateBps / (bps - estimateBps)), SPAN_MICROS, span);
        }
        return new ProbeCluster(++lastId, bps, (int) (bps * span / 8_000_000), MIN_PACKETS, queued > 0);
    }

    /** When {@link #poll} may have something by time alone, {@link Long#MAX_VALUE} for never. */
    long nextMicros(long estimateBps) {
        if (queued > 0 || !wantsMore(estimateBps)) {
            return Long.MAX_VALUE;
        }
        long periodic = Math.max(quietUntilMicros, lastProbeMicros + periodMicros);
        return Math.max(notBeforeMicros, Math.min(recoverAtMicros, periodic));
    }
}
