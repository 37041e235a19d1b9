package vn.nharong.media.bwe;

import java.util.Arrays;

/**
 * Finds a growing queue from send and arrival times: arrival-time grouping, a line through the accumulated delay, and
 * an adaptive threshold (draft-ietf-rmcat-gcc-02 §5.1–5.4; the filter is the least-squares line that took the place of
 * the draft's Kalman filter). The two clocks need not agree. No allocation.
 */
final class DelayGradient {
    /** Packets sent within this time are one group (§5.2). */
    private static final long GROUP_MICROS = 5_000;

    private static final long BURST_MICROS = 100_000;
    private static final int WINDOW = 20;
    private static final double SMOOTHING = 0.9;
    private static final double GAIN = 4;
    private static final int MAX_SAMPLES = 60;

    private static final double THRESHOLD_START = 12.5;
    private static final double THRESHOLD_MIN = 6;
    private static final double THRESHOLD_MAX = 600;
    /** Per millisecond: up slowly, so that a queue is noticed; down faster than TCP's sawtooth rises (§5.4). */
    private static final double THRESHOLD_UP = 0.0087;

    private static final double THRESHOLD_DOWN = 0.039;
    /** A jump this far over the threshold is an event, not a habit: the threshold does not follow. */
    private static final double THRESHOLD_IGNORE = 15;

    private static final double OVERUSE_MILLIS = 10;

    private boolean open;
    private long groupFirstSent;
    private long groupLastSent;
    private long groupFirstArrived;
    private long groupLastArrived;
    private boolean previous;
    private long previousLastSent;
    private long previousLastArrived;
    private int backward;

    private final double[] x = new double[WINDOW];
    private final double[] y = new double[WINDOW];
    private int points;
    private int next;
    private int deltas;
    private long originMicros;
    private double accumulatedMillis;
    private double smoothedMillis;

    private double threshold = THRESHOLD_START;
    private long thresholdMicros = Long.MIN_VALUE;
    private double overuseMillis;
    private int overuses;
    private double lastSlope;
    private Usage usage = Usage.NORMAL;

    /** One packet, in the order of sending. */
    Usage onPacket(long sentMicros, long arrivedMicros) {
        if (!open) {
            start(sentMicros, arrivedMicros);
        } else if (sentMicros >= groupFirstSent) {
            if (sentMicros - groupFirstSent <= GROUP_MICROS || burst(sentMicros, arrivedMicros)) {
                groupLastSent = Math.max(groupLastSent, sentMicros);
                groupLastArrived = Math.max(groupLastArrived, arrivedMicros);
            } else {
                if (previous) {
                    compare();
                }
                previous = true;
                previousLastSent = groupLastSent;
                previousLastArrived = groupLastArrived;
                start(sentMicros, arrivedMicros);
            }
        }
        return usage;
    }

    Usage usage() {
        return usage;
    }

    /** Forgets all, as after an outage; the threshold stays. */
    void reset() {
        open = false;
        previous = false;
        backward = 0;
        clearTrend();
        usage = Usage.NORMAL;
    }

    private void clearTrend() {
        points = 0;
        next = 0;
        deltas = 0;
        accumulatedMillis = 0;
        smoothedMillis = 0;
        overuseMillis = 0;
        overuses = 0;
        lastSlope = 0;
        Arrays.fill(x, 0);
        Arrays.fill(y, 0);
    }

    private void start(long sentMicros, long arrivedMicros) {
        open = true;
        groupFirstSent = sentMicros;
        groupLastSent = sentMicros;
        groupFirstArrived = arrivedMicros;
        groupLastArrived = arrivedMicros;
    }

    /** Held up by the line and let go together: one group, however they were sent (§5.2). */
    private boolean burst(long sentMicros, long arrivedMicros) {
        long arrivalDelta = arrivedMicros - groupLastArrived;
        long sendDelta = sentMicros - groupLastSent;
        return sendDelta == 0
                || arrivalDelta < sendDelta
                        && arrivalDelta <= GROUP_MICROS
                        && arrivedMicros - groupFirstArrived < BURST_MICROS;
    }

    private void compare() {
        long sendDelta = groupLastSent - previousLastSent;
        long arrivalDelta = groupLastArrived - previousLastArrived;
        if (arrivalDelta < 0) {
            // Groups out of order: once or twice is reordering, more is a new path or clock.
            if (++backward >= 3) {
                backward = 0;
                clearTrend();
            }
            return;
        }
        backward = 0;
        deltas = Math.min(deltas + 1, 1000);
        if (points == 0) {
            originMicros = groupLastArrived;
        }
        accumulatedMillis += (arrivalDelta - sendDelta) / 1e3;
        smoothedMillis = SMOOTHING * smoothedMillis + (1 - SMOOTHING) * accumulatedMillis;
        x[next] = (groupLastArrived - originMicros) / 1e3;
        y[next] = smoothedMillis;
        next = (next + 1) % WINDOW;
        points = Math.min(points + 1, WINDOW);
        detect(points == WINDOW ? slope() : 0, sendDelta / 1e3);
    }

    private double slope() {
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < WINDOW; i++) {
            meanX += x[i];
            meanY += y[i];
        }
        meanX /= WINDOW;
        meanY /= WINDOW;
        double up = 0;
        double down = 0;
        for (int i = 0; i < WINDOW; i++) {
            up += (x[i] - meanX) * (y[i] - meanY);
            down += (x[i] - meanX) * (x[i] - meanX);
        }
        return down == 0 ? lastSlope : up / down;
    }

    private void detect(double slope, double sendDeltaMillis) {
        double scaled = Math.min(deltas, MAX_SAMPLES) * slope * GAIN;
        if (scaled > threshold) {
            overuseMillis += overuses == 0 ? sendDeltaMillis / 2 : sendDeltaMillis;
            overuses++;
            if (overuseMillis > OVERUSE_MILLIS && overuses > 1 && slope >= lastSlope) {
                overuseMillis = 0;
                overuses = 0;
                usage = Usage.OVERUSE;
            }
        } else {
            overuseMillis = 0;
            overuses = 0;
            usage = scaled < -threshold ? Usage.UNDERUSE : Usage.NORMAL;
        }
        lastSlope = slope;
        adapt(Math.abs(scaled));
    }

    private void adapt(double size) {
        if (thresholdMicros == Long.MIN_VALUE) {
            thresholdMicros = groupLastArrived;
        }
        double millis = Math.min((groupLastArrived - thresholdMicros) / 1e3, 100);
        thresholdMicros = groupLastArrived;
        if (size <= threshold + THRESHOLD_IGNORE) {
            double gain = size < threshold ? THRESHOLD_DOWN : THRESHOLD_UP;
            threshold = Math.clamp(threshold + gain * (size - threshold) * millis, THRESHOLD_MIN, THRESHOLD_MAX);
        }
    }
}
