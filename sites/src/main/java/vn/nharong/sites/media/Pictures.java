package vn.nharong.sites.media;

import java.util.List;

/** What a synthetic camera shows, compressed as VP8. Belongs to the load loop. */
public interface Pictures {
    /** No frame is larger. */
    int MAX_FRAME = 1 << 17;

    List<Layer> layers();

    /** May change; 0 while the camera stands still. */
    int framesPerSecond();

    /**
     * Whether packets leave as from a browser's pacer, at {@link SyntheticCamera#PACE} times the rate of their layer; else whole
     * frames at once.
     */
    default boolean paced() {
        return false;
    }

    /** Whether the packets that leave slowly bear their time ({@link CaptureTime}). */
    default boolean stamped() {
        return paced();
    }

    /** What leaves at once of a paced frame: as much as the pace gives in this time, and one packet at least. */
    default int burstMillis() {
        return 0;
    }

    /**
     * The next frame of a layer. Layers that are not asked stand still.
     *
     * @param layer index in {@link #layers()}
     * @param keyframe it must be one; where false it may be one
     * @param into at least {@link #MAX_FRAME} long
     * @return bytes written
     */
    int next(int layer, boolean keyframe, long nowNanos, byte[] into);
}
