package vn.nharong.sfu.loop;

import java.util.Map;

/**
 * What went over one transport since it began, both ways.
 *
 * @param atNanos when it was counted, by the loop's clock
 * @param packets of media, as published and as sent
 * @param lost at the receiving end: ours for publications, the client's by its reports for subscriptions
 * @param rttMicros last round trip, 0 when unknown
 * @param sent of the packets, those of subscriptions
 * @param sentLost of those lost, the same
 * @param bytesIn datagrams of media and reports from the client, encrypted
 * @param bytesOut to the client
 * @param layers the layer that leaves now of each subscription that sends, by mid of its section
 */
public record Traffic(
        long atNanos,
        long packets,
        long lost,
        long rttMicros,
        long sent,
        long sentLost,
        long bytesIn,
        long bytesOut,
        Map<String, Integer> layers) {
    /** Of a transport that nothing is known of. */
    public static final Traffic NONE = new Traffic(0, 0, 0, 0, 0, 0, 0, 0, Map.of());
}
