package vn.nharong.sfu.room;

import java.util.List;
import java.util.Map;

/**
 * Someone whose token was found good and who may now join.
 *
 * @param kind number of the signalling protocol: 0 a person; 2 (egress) and 4 (agent) do not keep a room open
 * @param autoSubscribe takes every track that others publish
 * @param adaptiveStream the client will say how large it shows each picture: start small
 * @param allowPause over a narrow line pictures may be paused; false: each is sent, if as small as can be
 * @param syncStreams camera and microphone of one participant come as one stream, which browsers play in step; false
 *     for clients that find a track only by its stream
 * @param clientProtocol what the client speaks with its peers; passed on
 * @param options used when this join makes the room
 * @param issuedMillis when who conducts the room gave the right, milliseconds since 1970; 0 where nobody does
 */
public record Admission(
        String identity,
        String name,
        String metadata,
        Map<String, String> attributes,
        Permissions permissions,
        int kind,
        boolean autoSubscribe,
        boolean adaptiveStream,
        boolean allowPause,
        boolean syncStreams,
        int clientProtocol,
        List<Integer> capabilities,
        RoomOptions options,
        long issuedMillis) {
    /** Into a room that nobody conducts. */
    public Admission(
            String identity,
            String name,
            String metadata,
            Map<String, String> attributes,
            Permissions permissions,
            int kind,
            boolean autoSubscribe,
            boolean adaptiveStream,
            boolean allowPause,
            boolean syncStreams,
            int clientProtocol,
            List<Integer> capabilities,
            RoomOptions options) {
        this(
                identity,
                name,
                metadata,
                attributes,
                permissions,
                kind,
                autoSubscribe,
                adaptiveStream,
                allowPause,
                syncStreams,
                clientProtocol,
                capabilities,
                options,
                0);
    }

    /** Helpers of the room: they do not count as people in it. */
    public boolean dependent() {
        return kind == 2 || kind == 4 || permissions.recorder();
    }
}
