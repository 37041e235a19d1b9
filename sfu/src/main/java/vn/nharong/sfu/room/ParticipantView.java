package vn.nharong.sfu.room;

import java.util.List;
import java.util.Map;

/**
 * A participant as clients see it.
 *
 * @param version grows with every change, so that a late message does not undo a newer one
 * @param kind number of the signalling protocol: 0 a person
 */
public record ParticipantView(
        String sid,
        String identity,
        String name,
        ParticipantState state,
        List<TrackView> tracks,
        String metadata,
        Map<String, String> attributes,
        long joinedAtMillis,
        int version,
        Permissions permissions,
        boolean publisher,
        int kind,
        LeaveReason leaveReason,
        int clientProtocol,
        List<Integer> capabilities) {}
