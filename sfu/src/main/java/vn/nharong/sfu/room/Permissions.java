package vn.nharong.sfu.room;

import java.util.Set;

/**
 * What a participant may do.
 *
 * @param sources allowed to publish; empty means all
 * @param hidden others do not learn of it
 * @param recorder records the room: exempt from the publishers' subscription permissions
 */
public record Permissions(
        boolean canSubscribe,
        boolean canPublish,
        boolean canPublishData,
        Set<TrackSource> sources,
        boolean canUpdateOwnMetadata,
        boolean hidden,
        boolean recorder,
        boolean agent,
        boolean canSubscribeMetrics) {
    public static final Permissions ALL = new Permissions(true, true, true, Set.of(), true, false, false, false, false);

    public boolean mayPublish(TrackSource source) {
        return canPublish && (sources.isEmpty() || sources.contains(source));
    }
}
