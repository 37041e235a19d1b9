package vn.nharong.signal.map;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.nharong.sfu.room.Offer;
import vn.nharong.sfu.room.SyncState;
import vn.nharong.sfu.room.TrackRequest;

/**
 * What a client says as it connects.
 *
 * @param allowPause over a narrow line its pictures may be paused; unless it says no
 * @param participantSid of the participant to resume, else empty
 * @param signallingOnly see {@link #signallingOnly(boolean)}
 * @param protocol version of the signalling protocol that the client speaks
 */
public record JoinWish(
        boolean autoSubscribe,
        boolean adaptiveStream,
        boolean allowPause,
        int protocol,
        int clientProtocol,
        List<Integer> capabilities,
        String metadata,
        Map<String, String> attributes,
        List<TrackRequest> tracks,
        @Nullable Offer offer,
        boolean reconnect,
        String participantSid,
        @Nullable SyncState syncState,
        boolean signallingOnly) {

    /**
     * A client on the older path {@code /rtc}, where media would take two peer connections. It may join, see who is
     * there and be told its version; what it offers for media ends the connection.
     */
    public static JoinWish signallingOnly(boolean autoSubscribe) {
        return new JoinWish(
                autoSubscribe, false, true, 0, 0, List.of(), "", Map.of(), List.of(), null, false, "", null, true);
    }
}
