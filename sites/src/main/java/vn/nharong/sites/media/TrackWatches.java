package vn.nharong.sites.media;

import vn.nharong.media.rtp.MediaKind;

/** Gives each track that a site receives its watch. On the load loop. */
@FunctionalInterface
public interface TrackWatches {
    TrackWatches NONE = (trackSid, kind, askForKeyframe) -> TrackWatch.NONE;

    /** @param askForKeyframe does so, as a decoder that cannot go on would */
    TrackWatch of(String trackSid, MediaKind kind, Runnable askForKeyframe);
}
