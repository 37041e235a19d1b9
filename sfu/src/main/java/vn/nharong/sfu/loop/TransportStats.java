package vn.nharong.sfu.loop;

import java.util.List;

/**
 * Counters of one transport.
 *
 * @param estimateBps what the line to the client carries, bit/s; 0 when unknown
 * @param rttMicros last round trip, 0 when unknown
 */
public record TransportStats(
        long packetsIn,
        long packetsOut,
        long bytesIn,
        long bytesOut,
        long estimateBps,
        long rttMicros,
        String selectedPair,
        String srtpProfile,
        List<StreamStats> published,
        List<StreamStats> subscribed) {

    /**
     * One publication or subscription.
     *
     * @param packetsLost at the receiving end: ours for a publication, the client's by its reports for a subscription
     * @param layer the layer forwarded, or the best live one
     */
    public record StreamStats(
            String mid,
            long packets,
            long bytes,
            long packetsLost,
            long jitterMicros,
            int layer,
            long keyframes,
            long keyframeRequests,
            long retransmitted) {}
}
