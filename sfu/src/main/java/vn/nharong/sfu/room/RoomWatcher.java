package vn.nharong.sfu.room;

/** What happens in rooms, for webhooks and the console. Called on the room's thread; must not block. */
public interface RoomWatcher {
    RoomWatcher NONE = new RoomWatcher() {};

    default void onRoomStarted(RoomView room) {}

    default void onRoomFinished(RoomView room) {}

    default void onParticipantJoined(RoomView room, ParticipantView participant) {}

    /** @param connected whether its media was ever connected */
    default void onParticipantLeft(RoomView room, ParticipantView participant, boolean connected) {}

    default void onTrackPublished(RoomView room, ParticipantView participant, TrackView track) {}

    default void onTrackUnpublished(RoomView room, ParticipantView participant, TrackView track) {}
}
