package vn.nharong.sfu.room;

/** Where a track comes from. The order is the order of importance on a narrow line, sound aside. */
public enum TrackSource {
    UNKNOWN,
    CAMERA,
    MICROPHONE,
    SCREEN_SHARE,
    SCREEN_SHARE_AUDIO
}
