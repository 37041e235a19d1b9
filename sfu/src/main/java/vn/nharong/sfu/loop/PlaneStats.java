package vn.nharong.sfu.loop;

/**
 * Counters since start, summed over all loops; monotonic except the gauges {@code transports} and {@code
 * packetsLeased}.
 *
 * @param heldOver100Millis packets that left more than 100 ms after they arrived
 * @param addedMicrosP99 99th percentile between a packet's arrival and its sending, microseconds, since start
 */
public record PlaneStats(
        int transports,
        int packetsLeased,
        long packetsIn,
        long packetsOut,
        long bytesIn,
        long bytesOut,
        long heldOver100Millis,
        long addedMicrosP99) {}
