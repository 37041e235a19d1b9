package vn.nharong.media.bwe;

/** What a stream is to the meeting, in the order in which it is served. */
public enum StreamClass {
    AUDIO,
    SCREEN,
    CAMERA
}
