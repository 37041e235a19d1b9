package vn.nharong.sfu.room;

/** A room as clients see it. Timeouts in seconds; 0 participants at most means no bound. */
public record RoomView(
        String sid,
        String name,
        int emptyTimeoutSeconds,
        int departureTimeoutSeconds,
        int maxParticipants,
        long createdAtMillis,
        String metadata,
        int participants,
        int publishers,
        boolean activeRecording) {}
