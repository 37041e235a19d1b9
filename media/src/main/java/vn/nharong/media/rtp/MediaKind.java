package vn.nharong.media.rtp;

/** The first word of an m-line. */
public enum MediaKind {
    AUDIO,
    VIDEO
}
