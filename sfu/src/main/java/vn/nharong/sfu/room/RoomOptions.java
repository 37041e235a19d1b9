package vn.nharong.sfu.room;

/**
 * What a room is made with.
 *
 * @param emptyTimeoutSeconds how long a room that nobody ever joined lives
 * @param departureTimeoutSeconds how long it lives after the last one left
 * @param maxParticipants 0 for no bound
 */
public record RoomOptions(int emptyTimeoutSeconds, int departureTimeoutSeconds, int maxParticipants, String metadata) {
    public static final RoomOptions DEFAULT = new RoomOptions(300, 20, 0, "");
}
