package vn.nharong.sfu.forward;

/**
 * Loudness of one voice over windows of 400 ms: the median-like share of loud packets decides, then smoothing over two
 * windows. Values of RFC 6464 in, linear 0…1 out.
 */
final class LevelMeter {
    static final long WINDOW_NANOS = 400_000_000;
    /** -dBov; what is weaker does not count as speech. */
    private static final int THRESHOLD = 35;
    /** Share of a window's packets that must be loud. */
    private static final float MIN_SHARE = 0.4f;

    private long windowEndNanos;
    private long lastNanos;
    private int packets;
    private int loud;
    private int loudest = 127;
    private float level;

    /** @return true when a window ended: read {@link #level()} */
    boolean add(int minusDbov, long nowNanos) {
        boolean ended = false;
        if (windowEndNanos == 0) {
            windowEndNanos = nowNanos + WINDOW_NANOS;
        } else if (nowNanos >= windowEndNanos) {
            end();
            windowEndNanos = nowNanos + WINDOW_NANOS;
            ended = true;
        }
        lastNanos = nowNanos;
        packets++;
        if (minusDbov <= THRESHOLD) {
            loud++;
            loudest = Math.min(loudest, minusDbov);
        }
        return ended;
    }

    /** @return true once when packets stopped coming while there was sound */
    boolean silence(long nowNanos) {
        if (level > 0 && nowNanos - lastNanos > 2 * WINDOW_NANOS) {
            level = 0;
            return true;
        }
        return false;
    }

    private void end() {
        float now = 0;
        if (packets > 0 && loud >= packets * MIN_SHARE) {
            now = (float) Math.pow(10, -loudest / 20.0);
        }
        level = now == 0 && level < 0.02f ? 0 : (level + now) / 2;
        packets = 0;
        loud = 0;
        loudest = 127;
    }

    float level() {
        return level;
    }
}
