package vn.nharong.sfu.room;

/**
 * A publication as clients see it.
 *
 * @param mime e.g. {@code video/VP8}
 * @param mid of the publisher's section, empty until negotiated
 * @param sdpCid track id in the SDP where it differs from the request's, else empty
 * @param simulcast whether there is more than one stream
 */
public record TrackView(
        String sid,
        TrackRequest request,
        boolean muted,
        String mime,
        String mid,
        String sdpCid,
        boolean simulcast,
        int version) {}
