package vn.nharong.sfu.loop;

/** What a room hears of one subscription's media. Called on the subscriber's loop. */
public interface ForwarderEvents {
    /** The line cannot carry it (true) or can again. Not called for what the client itself disabled. */
    default void onPaused(boolean paused) {}

    /** The layer that leaves now, whenever it changes; -1 when nothing does. */
    default void onLayer(int layer) {}
}
