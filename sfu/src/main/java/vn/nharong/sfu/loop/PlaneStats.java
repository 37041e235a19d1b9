package vn.nharong.sfu.loop;

/**
 * Counters since start, summed over all loops; monotonic except the gauges {@code transports} and {@code
 * packetsLeased}.
 *
 * @param heldOver100Millis packets that left more than 100 ms after they arrived
 * @param addedMicrosP99 99th percentile between a packet's arrival (in the kernel, where the port can tell) and its
 *     leaving for the kernel, microseconds, since start; of a retransmission, since it was asked for
 * @param soundOut packets of sound sent, each counted once whatever is repeated
 * @param soundOver5Millis those that left more than 5 ms after they arrived: the share in any stretch of time is a difference
 * @param soundAddedMicrosP99 {@code addedMicrosP99} of sound alone
 * @param refusedBySocket datagrams that the kernel did not take
 * @param refusedByPacer packets that waited too long before a line, or found its queue full
 * @param leftOut packets of temporal layers that were left out for a line or a wish
 */
public record PlaneStats(
        int transports,
        int packetsLeased,
        long packetsIn,
        long packetsOut,
        long bytesIn,
        long bytesOut,
        long heldOver100Millis,
        long addedMicrosP99,
        long soundOut,
        long soundOver5Millis,
        long soundAddedMicrosP99,
        long refusedBySocket,
        long refusedByPacer,
        long leftOut) {
    /** All zero. */
    public static final PlaneStats NONE = new PlaneStats(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
