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
 * @param messagesOut what the packets sent took to the kernel; fewer than packets where segmentation offload works
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
        long leftOut,
        long messagesOut) {
    /** All zero. */
    public static final PlaneStats NONE = new PlaneStats(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** The counters of both; delays can't be added and are left out. */
    PlaneStats plus(PlaneStats more) {
        return new PlaneStats(
                transports + more.transports,
                packetsLeased + more.packetsLeased,
                packetsIn + more.packetsIn,
                packetsOut + more.packetsOut,
                bytesIn + more.bytesIn,
                bytesOut + more.bytesOut,
                heldOver100Millis + more.heldOver100Millis,
                0,
                0,
                soundOver5Millis + more.soundOver5Millis,
                0,
                refusedBySocket + more.refusedBySocket,
                refusedByPacer + more.refusedByPacer,
                leftOut + more.leftOut,
                messagesOut + more.messagesOut);
    }

    /** The same counters with what was measured of delays. */
    PlaneStats delays(long allMicrosP99, long sounds, long soundMicrosP99) {
        return new PlaneStats(
                transports,
                packetsLeased,
                packetsIn,
                packetsOut,
                bytesIn,
                bytesOut,
                heldOver100Millis,
                allMicrosP99,
                sounds,
                soundOver5Millis,
                soundMicrosP99,
                refusedBySocket,
                refusedByPacer,
                leftOut,
                messagesOut);
    }
}
