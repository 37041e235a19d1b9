package vn.nharong.signal.map;

import java.util.List;
import java.util.Map;
import vn.nharong.sfu.room.Offer;
import vn.nharong.sfu.room.SubscriptionRule;
import vn.nharong.sfu.room.SyncState;
import vn.nharong.sfu.room.TrackRequest;
import vn.nharong.sfu.room.TrackSettings;

/** What a client says after it joined. {@code cause} is the message itself, to be given back with a refusal. */
public sealed interface Request {
    record Offered(Offer offer) implements Request {}

    record AddTrack(TrackRequest track) implements Request {}

    record Mute(String trackSid, boolean muted, Object cause) implements Request {}

    record Subscribe(List<String> trackSids, boolean subscribe) implements Request {}

    record TrackSetting(List<String> trackSids, TrackSettings settings) implements Request {}

    record Leave() implements Request {}

    record SubscriptionPermission(SubscriptionRule rule) implements Request {}

    record Synced(SyncState state) implements Request {}

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
