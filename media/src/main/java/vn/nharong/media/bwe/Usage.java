package vn.nharong.media.bwe;

/** What the delay gradient says of the line (draft-ietf-rmcat-gcc-02 §5.4). */
enum Usage {
    NORMAL,
    /** A queue grows. */
    OVERUSE,
    /** A queue empties. */
    UNDERUSE
}
