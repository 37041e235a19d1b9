package vn.nharong.sites.media;

import vn.nharong.media.rtp.MediaKind;

/** Gives each track that a site receives its watch. On the load loop. */
@FunctionalInterface
public interface TrackWatches {
    TrackWatches NONE = (trackSid, kind) -> TrackWatch.NONE;

    TrackWatch of(String trackSid, MediaKind kind);
}
