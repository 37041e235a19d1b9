package vn.nharong.sfu.room;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** What a client is told. */
public sealed interface Notice {
    /** First of all. */
    record Joined(RoomView room, ParticipantView self, List<ParticipantView> others) implements Notice {}

    /** First after a resume. @param lastDataSequence last reliable data message received from this client */
    record Resumed(int lastDataSequence) implements Notice {}

    /** @param tracks by mid: every section that carries a track, not only changed ones */
    record Answered(int offerId, String sdp, Map<String, String> tracks) implements Notice {}

    /** Please offer again, with that many more sections; none means as it is. */
    record SectionsWanted(int audio, int video) implements Notice {}

    record Published(String cid, TrackView track) implements Notice {}

    /**
     * Participants that are new, changed or gone.
     *
     * @param wire room for the encoded form: a message to two hundred clients is encoded once
     */
    record Updated(List<ParticipantView> participants, AtomicReference<Object> wire) implements Notice {
        Updated(List<ParticipantView> participants) {
            this(participants, new AtomicReference<>());
        }
    }

    record RoomUpdated(RoomView room, AtomicReference<Object> wire) implements Notice {
        RoomUpdated(RoomView room) {
            this(room, new AtomicReference<>());
        }
    }

    /** Only what changed. */
    record SpeakersChanged(List<Speaker> speakers) implements Notice {}

    record Speaker(String participantSid, float level, boolean active) {}

    /** Only what changed. */
    record QualityChanged(List<Quality> qualities) implements Notice {}

    /** @param level 0 poor, 1 good, 2 excellent, 3 lost */
    record Quality(String participantSid, int level, float score) {}

    /** The network pauses or resumes a track. */
    record StreamPaused(String participantSid, String trackSid, boolean paused) implements Notice {}

    /** To a publisher. @param qualities which of low, medium, high anybody wants */
    record LayersWanted(String trackSid, String codec, boolean[] qualities) implements Notice {}

    /** To a publisher: someone takes it for the first time. */
    record TrackSubscribed(String trackSid) implements Notice {}

    /** To a publisher: mute this. */
    record MuteWanted(String trackSid, boolean muted) implements Notice {}

    /** To a publisher: this is no longer taken. */
    record Unpublished(String trackSid) implements Notice {}

    /** @param error number of the signalling protocol */
    record SubscriptionFailed(String trackSid, int error) implements Notice {}

    record SubscriptionAllowed(String participantSid, String trackSid, boolean allowed) implements Notice {}

    /** The token kept for the next connection is old, or says what no longer holds. */
    record TokenStale(ParticipantView self) implements Notice {}

    /** An answer to a request. @param cause the request, as the client wrote it, when it is wanted back */
    record Replied(int requestId, Reason reason, String message, Object cause) implements Notice {}

    /** The order is that of the signalling protocol's numbers. */
    enum Reason {
        OK,
        NOT_FOUND,
        NOT_ALLOWED,
        LIMIT_EXCEEDED,
        QUEUED,
        UNSUPPORTED_TYPE,
        UNCLASSIFIED_ERROR
    }

    /** The last one. */
    record Left(LeaveReason reason, LeaveAction action) implements Notice {}

    /** What the client is to do; the order is that of the signalling protocol's numbers. */
    enum LeaveAction {
        DISCONNECT,
        RESUME,
        RECONNECT
    }
}
