package vn.nharong.control.programme;

/** Who fills the cells of a layout. */
public enum Fill {
    /** The operator, by hand. */
    FIXED,
    /** Main site and whoever has the floor. */
    SPEAKER,
    /** Main site and those who speak next. */
    QUEUE,
    /** One site after the other. */
    TOUR
}
