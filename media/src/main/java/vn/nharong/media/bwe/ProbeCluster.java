package vn.nharong.media.bwe;

/**
 * Packets to be sent at a chosen rate to learn whether the line carries it; media first, padding for the rest.
 *
 * @param id from 1 up; given back with each packet of the cluster
 * @param bitrateBps at which to send
 * @param minBytes to send at least
 * @param minPackets to send at least
 * @param followed the next one leaves right behind it, and only both together tell what the line carries
 */
public record ProbeCluster(int id, long bitrateBps, int minBytes, int minPackets, boolean followed) {}
