package vn.nharong.media.sctp;

/**
 * RTO from round trips (RFC 9260 §6.3.1), in nanoseconds. Initial and minimum are below the RFC's one second: data
 * channels carry what people wait for. The minimum stays above a receiver's longest delay of a SACK (200 ms). The
 * maximum is 5 s, so that a line that comes back after an outage is noticed soon; whether the peer is there at all is
 * ICE's question (RFC 7675).
 */
final class RetransmissionTimeout {
    private static final long INITIAL = 500_000_000L;
    private static final long MIN = 400_000_000L;
    private static final long MAX = 5_000_000_000L;

    private long smoothed = -1;
    private long variance;
    private long timeout = INITIAL;

    long nanos() {
        return timeout;
    }

    void onRoundTrip(long nanos) {
        if (smoothed < 0) {
            smoothed = nanos;
            variance = nanos / 2;
        } else {
            variance += (Math.abs(smoothed - nanos) - variance) / 4;
            smoothed += (nanos - smoothed) / 8;
        }
        timeout = Math.clamp(smoothed + 4 * variance, MIN, MAX);
    }

    /** Doubles it after an expiry. */
    void backOff() {
        timeout = Math.min(2 * timeout, MAX);
    }
}
