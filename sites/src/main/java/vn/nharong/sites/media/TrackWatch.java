package vn.nharong.sites.media;

import org.jspecify.annotations.Nullable;

/** Hears, for measurements, of every packet of one received track. On the load loop. */
@FunctionalInterface
public interface TrackWatch {
    TrackWatch NONE = (extSeq, lastOfFrame, capturedNanos, keyframeWidth, arrivedNanos) -> {};

    /** Of the track's sender, where packets bear no time of their own; null for none. */
    default @Nullable Departures departures() {
        return null;
    }

    /**
     * A packet with content that was authenticated and had not come before.
     *
     * @param extSeq extended sequence number
     * @param lastOfFrame the RTP marker
     * @param capturedNanos when a sender of this process sent it, of {@link System#nanoTime}; 0 where it does not say
     * @param keyframeWidth where a key frame begins, in pixels; else 0
     * @param arrivedNanos when it was read from the socket
     */
    void onPacket(long extSeq, boolean lastOfFrame, long capturedNanos, int keyframeWidth, long arrivedNanos);
}
