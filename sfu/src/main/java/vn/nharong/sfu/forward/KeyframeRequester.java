package vn.nharong.sfu.forward;

/**
 * Turns many wishes for a key frame of one encoding into few requests: at once when the last is long enough ago, else
 * when that time is over, unless a key frame came meanwhile; repeated while none comes.
 */
final class KeyframeRequester {
    private static final long REPEAT_NANOS = 500_000_000;

    private final long minIntervalNanos;
    private boolean wanted;
    private boolean asked;
    private long askedNanos;

    KeyframeRequester(long minIntervalNanos) {
        this.minIntervalNanos = minIntervalNanos;
    }

    /** @return true when a request is to be sent now */
    boolean want(long nowNanos) {
        wanted = true;
        return due(nowNanos);
    }

    /** @return true when a request is to be sent now */
    boolean due(long nowNanos) {
        if (!wanted) {
            return false;
        }
        if (asked && nowNanos - askedNanos < (minIntervalNanos > 0 ? minIntervalNanos : REPEAT_NANOS)) {
            return false;
        }
        asked = true;
        askedNanos = nowNanos;
        return true;
    }

    /** A key frame began. One that was on its way before the last wish serves it as well. */
    void onKeyframe() {
        wanted = false;
    }

    /** Nobody needs one any more. */
    void forget() {
        wanted = false;
    }
}
