package vn.nharong.sfu.loop;

/**
 * What went over one transport since it began, both ways.
 *
 * @param packets of media, as published and as sent
 * @param lost at the receiving end: ours for publications, the client's by its reports for subscriptions
 * @param rttMicros last round trip, 0 when unknown
 */
public record Traffic(long packets, long lost, long rttMicros) {}
