package vn.nharong.sfu.room;

/**
 * What a client says about one track that it takes.
 *
 * @param quality 0 low … 2 high; a width above 0 counts instead
 * @param width pixels at which it is shown
 * @param framesPerSecond 0 for no bound
 */
public record TrackSettings(boolean disabled, int quality, int width, int height, int framesPerSecond, int priority) {
    static final TrackSettings DEFAULT = new TrackSettings(false, 2, 0, 0, 0, 0);
}
