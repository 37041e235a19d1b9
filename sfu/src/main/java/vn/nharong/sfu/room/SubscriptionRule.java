package vn.nharong.sfu.room;

import java.util.List;
import java.util.Set;

/** Whom a publisher lets take its tracks. */
public record SubscriptionRule(boolean everybody, List<Allowed> allowed) {
    static final SubscriptionRule OPEN = new SubscriptionRule(true, List.of());

    /** By connection or by identity; the other is empty. */
    public record Allowed(String participantSid, String identity, boolean allTracks, Set<String> trackSids) {}

    boolean allows(Participant subscriber, String trackSid) {
        if (everybody || subscriber.permissions.recorder()) {
            return true;
        }
        for (Allowed one : allowed) {
            boolean meant = one.participantSid().isEmpty()
                    ? one.identity().equals(subscriber.identity())
                    : one.participantSid().equals(subscriber.sid);
            if (meant && (one.allTracks() || one.trackSids().contains(trackSid))) {
                return true;
            }
        }
        return false;
    }
}
