package vn.nharong.signal.map;

import java.util.List;
import java.util.Map;
import vn.nharong.sfu.room.Offer;
import vn.nharong.sfu.room.TrackRequest;

/** What a client says after it joined. {@code cause} is the message itself, to be given back with a refusal. */
public sealed interface Request {
    record Offered(Offer offer) implements Request {}

    record AddTrack(TrackRequest track) implements Request {}

    record Mute(String trackSid, boolean muted, Object cause) implements Request {}

    record Subscribe(List<String> trackSids, boolean subscribe) implements Request {}

    /** @param quality 0 low, 1 medium, 2 high */
    record TrackSetting(
            List<String> trackSids,
            boolean disabled,
            int quality,
            int width,
            int height,
            int framesPerSecond,
            int priority)
            implements Request {}

    record Leave() implements Request {}

    /** Who may take this client's tracks. */
    record SubscriptionPermission(boolean everybody, List<Allowed> allowed) implements Request {}

    /** One of {@code participantSid} and {@code identity} is empty. */
    record Allowed(String participantSid, String identity, boolean allTracks, List<String> trackSids) {}

    /**
     * What the client believes after a resume.
     *
     * @param toggledTracks unsubscribed tracks when it subscribes automatically, else the subscribed ones
     * @param lastSequences last reliable data message received, by sender's sid
     */
    record SyncState(
            List<String> toggledTracks,
            boolean subscribed,
            List<String> publishedTracks,
            List<String> disabledTracks,
            Map<String, Integer> lastSequences)
            implements Request {}

    record Simulate(Scenario scenario, long argument) implements Request {}

    /** What a test may ask the server to do to its client. */
    enum Scenario {
        SPEAKER_UPDATE,
        NODE_FAILURE,
        MIGRATION,
        SERVER_LEAVE,
        SWITCH_CANDIDATE_PROTOCOL,
        SUBSCRIBER_BANDWIDTH,
        DISCONNECT_SIGNAL_ON_RESUME,
        DISCONNECT_SIGNAL_ON_RESUME_NO_MESSAGES,
        LEAVE_REQUEST_FULL_RECONNECT,
        NONE
    }

    /** Both forms of it. @param request true for the newer form. Milliseconds of the client's clock. */
    record Ping(long timestampMillis, boolean request) implements Request {}

    /** Empty text means unchanged; an attribute with an empty value is to be deleted. */
    record UpdateMetadata(int requestId, String metadata, String name, Map<String, String> attributes, Object cause)
            implements Request {}

    record UpdateAudioTrack(String trackSid, List<Integer> features, Object cause) implements Request {}

    record UpdateVideoTrack(String trackSid, int width, int height, Object cause) implements Request {}

    /** Known, and answered with a refusal. */
    record Unsupported(Object cause) implements Request {}

    /** Nothing to do: candidates (our ICE agent learns them from checks), what is deprecated, what is unknown. */
    record Ignored() implements Request {}
}
