package vn.nharong.sfu.loop;

/** What a room hears of a publication's media. Called on the publisher's loop. */
public interface FanoutEvents {
    /**
     * The first packet came: the publication may be shown to others.
     *
     * @param codec name as in SDP, e.g. {@code VP8}
     */
    void onStarted(String codec);

    /**
     * Which simulcast streams deliver now, whenever it changes.
     *
     * @param live one flag for each rid in the order of the spec (one flag when there are none)
     */
    default void onLive(boolean[] live) {}

    /**
     * Sound level over the last 400 ms, each 400 ms while packets come, from the header extension of RFC 6464.
     *
     * @param level 0 (silence) … 1, linear, already smoothed
     */
    default void onLevel(float level) {}

    /** The gate is what it was told to be: from now on nothing passes, or everything does. */
    default void onGate(boolean closed) {}
}
