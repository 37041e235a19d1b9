package vn.nharong.media.send;

/** Order in which waiting packets leave. */
public enum SendClass {
    /** Never waits. */
    AUDIO,
    /** Repairs: someone's picture stands still until they come. */
    RETRANSMISSION,
    VIDEO,
    /** Only to probe with. */
    PADDING
}
