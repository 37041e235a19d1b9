package vn.nharong.media.bwe;

/**
 * The delay-based target: additive or multiplicative increase, multiplicative decrease (draft-ietf-rmcat-gcc-02 §5.5).
 */
final class RateControl {
    /** What of the acknowledged rate is kept on overuse: enough below it for the queue to empty. */
    static final double BACKOFF = 0.85;

    private static final double GROWTH_PER_SECOND = 1.08;
    /** A target may run this far ahead of what was tested. */
    private static final double UNTESTED = 1.2;

    private static final long UNTESTED_EXTRA_BPS = 10_000;
    /** Acknowledged against sent: above this the line passes what we send. */
    static final double PASSED = 0.8;

    private static final long DRAINING_MICROS = 1_000_000;

    /** A probe that found up to this much more of a full line corrects what is known of it; more is another line. */
    private static final double SOMEWHAT_MORE = 1.4;

    private static final double CAPACITY_WEIGHT = 0.05;

    private final long minBps;
    private final long maxBps;
    private double targetBps;
    private boolean increasing;
    private long lastMicros;
    private long lastDecreaseMicros;
    private long lastDecreaseStandingMicros;
    private boolean decreased;

    /** Rate acknowledged at past overuses, mean and normalised variance in kbit/s; 0 when unknown. */
    private double capacityKbps;

    private double capacityVariance = 0.4;

    RateControl(long startBps, long minBps, long maxBps) {
        this.minBps = minBps;
        this.maxBps = maxBps;
        targetBps = startBps;
    }

    long targetBps() {
        return (long) targetBps;
    }

    /** Whether the target hangs on a rate at which the line was seen full. */
    boolean seenFull() {
        return capacityKbps > 0;
    }

    /** What another view knows: a probe that got through, silence. */
    void set(long bps, long nowMicros) {
        targetBps = Math.clamp(bps, minBps, maxBps);
        lastMicros = nowMicros;
        if (bps / 1e3 > capacityHighKbps()) {
            capacityKbps = bps / 1e3 < SOMEWHAT_MORE * capacityKbps ? bps / 1e3 : 0;
        }
    }

    /** The line was found full at this rate, by other means than {@link #update}. */
    void full(long bps, long nowMicros) {
        set(bps, nowMicros);
        remember(bps / 1e3);
    }

    /** Whether the target was lowered in the last so many microseconds. */
    boolean loweredWithin(long micros, long nowMicros) {
        return decreased && nowMicros - lastDecreaseMicros < micros;
    }

    /** The rate at which the line seemed full was no such thing. */
    void forgetCapacity() {
        capacityKbps = 0;
    }

    /**
     * @param ackedBps 0 when unknown
     * @param sendingBps at which we sent what was acknowledged
     * @param standingMicros the queue
     * @return true when the target was lowered now
     */
    boolean update(Usage usage, long ackedBps, long sendingBps, long rttMicros, long standingMicros, long nowMicros) {
        boolean lowered = false;
        switch (usage) {
            case OVERUSE -> {
                increasing = false;
                if (mayDecrease(ackedBps, rttMicros, standingMicros, nowMicros)) {
                    lastDecreaseStandingMicros = standingMicros;
                    decrease(ackedBps, sendingBps, nowMicros);
                    lowered = true;
                }
            }
            case UNDERUSE -> increasing = false;
            case NORMAL -> {
                if (increasing) {
                    increase(ackedBps, rttMicros, nowMicros);
                }
                increasing = true;
            }
        }
        lastMicros = nowMicros;
        return lowered;
    }

    /**
     * Once a round trip, for the line needs that long to show what a decrease did, and while the queue gets shorter not for
     * a second, for that is what it did; or when it is far too much.
     */
    private boolean mayDecrease(long ackedBps, long rttMicros, long standingMicros, long nowMicros) {
        long since = nowMicros - lastDecreaseMicros;
        return !decreased
                || since >= Math.clamp(rttMicros, 10_000, 200_000)
                        && (standingMicros >= lastDecreaseStandingMicros || since >= DRAINING_MICROS)
                || ackedBps > 0 && ackedBps < targetBps / 2;
    }

    private void decrease(long ackedBps, long sendingBps, long nowMicros) {
        double next = BACKOFF * (ackedBps > 0 ? ackedBps : targetBps);
        if (ackedBps > PASSED * sendingBps) {
            // The line passes what we send, which may be far less than the target: step down rather than jump.
            next = Math.max(next, BACKOFF * targetBps);
        } else if (ackedBps > 0) {
            remember(ackedBps / 1e3);
        }
        if (next > targetBps && capacityKbps > 0) {
            next = BACKOFF * capacityKbps * 1e3;
        }
        targetBps = Math.clamp(Math.min(next, targetBps), (double) minBps, (double) maxBps);
        decreased = true;
        lastDecreaseMicros = nowMicros;
    }

    private void increase(long ackedBps, long rttMicros, long nowMicros) {
        double seconds = Math.min((nowMicros - lastMicros) / 1e6, 1);
        if (capacityKbps > 0 && ackedBps / 1e3 > capacityHighKbps()) {
            // More gets through than the line was thought to carry.
            capacityKbps = 0;
        }
        double next = targetBps * Math.pow(GROWTH_PER_SECOND, seconds) + 1_000 * seconds;
        if (capacityKbps > 0) {
            // Near the known rate: about one packet per response time, which on a thin line is more, not less.
            double packetBits = Math.min(targetBps / 30, 1200 * 8);
            next = Math.min(next, targetBps + Math.max(4_000, packetBits / ((rttMicros + 100_000) / 1e6)) * seconds);
        }
        if (ackedBps > 0) {
            next = Math.min(next, Math.max(targetBps, UNTESTED * ackedBps + UNTESTED_EXTRA_BPS));
        }
        targetBps = Math.clamp(next, (double) minBps, (double) maxBps);
    }

    private void remember(double ackedKbps) {
        if (capacityKbps == 0 || ackedKbps < capacityLowKbps()) {
            capacityKbps = ackedKbps;
        } else {
            capacityKbps += CAPACITY_WEIGHT * (ackedKbps - capacityKbps);
        }
        double error = capacityKbps - ackedKbps;
        double normalised = error * error / Math.max(capacityKbps, 1);
        capacityVariance =
                Math.clamp((1 - CAPACITY_WEIGHT) * capacityVariance + CAPACITY_WEIGHT * normalised, 0.4, 2.5);
    }

    private double capacityHighKbps() {
        return capacityKbps + 3 * Math.sqrt(capacityVariance * capacityKbps);
    }

    private double capacityLowKbps() {
        return capacityKbps - 3 * Math.sqrt(capacityVariance * capacityKbps);
    }
}
