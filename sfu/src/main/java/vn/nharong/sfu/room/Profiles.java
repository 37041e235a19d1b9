package vn.nharong.sfu.room;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a participant is called and may do, and changes of that. Room's thread. */
final class Profiles {
    /** Characters. */
    private static final int MAX_METADATA = 512 << 10;

    private static final int MAX_ATTRIBUTES = 64 << 10;
    private static final int MAX_NAME = 256;

    private final Roster roster;
    private final Subscriptions subscriptions;

    Profiles(Roster roster, Subscriptions subscriptions) {
        this.roster = roster;
        this.subscriptions = subscriptions;
    }

    /** A participant changes itself. */
    void updateSelf(Participant participant, ParticipantChange change, int requestId, Object cause) {
        if (!participant.permissions.canUpdateOwnMetadata()) {
            participant.tell(
                    new Notice.Replied(requestId, Notice.Reason.NOT_ALLOWED, "may not update own metadata", cause));
            return;
        }
        if (!update(participant, change)) {
            participant.tell(new Notice.Replied(requestId, Notice.Reason.LIMIT_EXCEEDED, "too large", cause));
            return;
        }
        participant.tell(new Notice.Replied(requestId, Notice.Reason.OK, "", cause));
    }

    /** @return false when something is too large; then nothing is changed */
    boolean update(Participant participant, ParticipantChange change) {
        Map<String, String> attributes = new LinkedHashMap<>(participant.attributes);
        change.attributes().forEach((key, value) -> {
            if (value.isEmpty()) {
                attributes.remove(key);
            } else {
                attributes.put(key, value);
            }
        });
        int attributesLength = 0;
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            attributesLength +=
                    attribute.getKey().length() + attribute.getValue().length();
        }
        if (attributesLength > MAX_ATTRIBUTES
                || change.metadata().length() > MAX_METADATA
                || change.name().length() > MAX_NAME) {
            return false;
        }
        participant.attributes = Map.copyOf(attributes);
        participant.metadata = change.metadata().isEmpty() ? participant.metadata : change.metadata();
        participant.name = change.name().isEmpty() ? participant.name : change.name();
        Permissions permissions = change.permissions();
        if (permissions != null && !permissions.equals(participant.permissions)) {
            boolean wasHidden = participant.permissions.hidden();
            if (!wasHidden && permissions.hidden()) {
                roster.hide(participant);
            }
            participant.permissions = permissions;
            subscriptions.permissionsChanged(participant);
            if (wasHidden != permissions.hidden()) {
                subscriptions.visibilityChanged(participant);
            }
        }
        participant.changed();
        roster.changed(participant, true);
        participant.tell(new Notice.TokenStale(participant.view()));
        return true;
    }
}
