package vn.nharong.sfu.room;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who takes what: what clients ask for, what publishers and grants allow. Room's thread. */
final class Subscriptions {
    /** Numbers of the signalling protocol. */
    private static final int CODEC_UNSUPPORTED = 1;

    private static final int MAX_REMEMBERED = 2000;

    private final Room room;
    private final Collection<Participant> participants;

    Subscriptions(Room room) {
        this.room = room;
        this.participants = room.participants.values();
    }

    void toEverything(Participant participant) {
        Participant programme = room.rules.programme();
        if (programme != null) {
            toEverything(participant, programme);
        }
        for (Participant other : participants) {
            toEverything(participant, other);
        }
    }

    private static void toEverything(Participant participant, Participant of) {
        for (Publication publication : of.publications.values()) {
            if (publication.negotiated()) {
                participant.subscribe(publication);
            }
        }
    }

    /** A new publication: those who take everything, and those who asked for it before it was there. */
    void offered(Publication publication) {
        for (Participant participant : participants) {
            if (participant.admission.autoSubscribe() || participant.awaited.contains(publication.sid)) {
                participant.subscribe(publication);
            }
        }
    }

    void update(Participant participant, List<String> trackSids, boolean subscribe) {
        for (String trackSid : trackSids) {
            Publication publication = publication(trackSid);
            // A hidden participant's track is not there, for others; it may come.
            if (publication != null && publication.negotiated() && !publication.owner.permissions.hidden()) {
                if (subscribe) {
                    participant.subscribe(publication);
                } else {
                    participant.unsubscribe(publication);
                    participant.denied.remove(trackSid);
                }
            } else if (subscribe && participant.awaited.size() < MAX_REMEMBERED) {
                participant.awaited.add(trackSid);
            } else {
                participant.awaited.remove(trackSid);
            }
        }
    }

    void settings(Participant participant, List<String> trackSids, TrackSettings settings) {
        for (String trackSid : trackSids) {
            if (participant.settings.size() < MAX_REMEMBERED || participant.settings.containsKey(trackSid)) {
                participant.settings.put(trackSid, settings);
            }
            Subscription subscription = participant.subscriptions.get(trackSid);
            if (subscription != null) {
                subscription.settings(settings);
                subscription.publication.demandChanged();
            }
        }
    }

    /** A publisher says who may take its tracks. In a conducted room that is not for it to say. */
    void rule(Participant publisher, SubscriptionRule rule) {
        if (room.rules.conducted()) {
            return;
        }
        publisher.rule = rule;
        for (Publication publication : publisher.publications.values()) {
            for (Participant other : participants) {
                if (other != publisher) {
                    enforce(publisher, publication, other);
                }
            }
        }
    }

    private static void enforce(Participant publisher, Publication publication, Participant other) {
        boolean allowed = publisher.rule.allows(other, publication.sid);
        if (!allowed && other.subscriptions.containsKey(publication.sid)) {
            other.unsubscribe(publication);
            other.denied.add(publication.sid);
            other.tell(new Notice.SubscriptionAllowed(publisher.sid, publication.sid, false));
        } else if (allowed && other.denied.remove(publication.sid)) {
            other.tell(new Notice.SubscriptionAllowed(publisher.sid, publication.sid, true));
            other.subscribe(publication);
        }
    }

    /** The grants of a participant changed. */
    void permissionsChanged(Participant participant) {
        if (!participant.permissions.canSubscribe()) {
            for (Subscription subscription : new ArrayList<>(participant.subscriptions.values())) {
                participant.unsubscribe(subscription.publication);
            }
        } else if (participant.admission.autoSubscribe()) {
            toEverything(participant);
        }
        for (Publication publication : new ArrayList<>(participant.publications.values())) {
            if (!participant.permissions.mayPublish(publication.request.source())) {
                participant.tell(new Notice.Unpublished(publication.sid));
                participant.unpublish(publication);
            }
        }
    }

    /** A publisher is hidden from now on, or no longer. */
    void visibilityChanged(Participant publisher) {
        for (Publication publication : new ArrayList<>(publisher.publications.values())) {
            if (!publisher.permissions.hidden()) {
                if (publication.negotiated()) {
                    offered(publication);
                }
                continue;
            }
            for (Subscription subscription : publication.subscriptions()) {
                subscription.subscriber.unsubscribe(publication);
            }
        }
    }

    /** No section of the client takes this codec. */
    static void unsupported(Participant participant, Publication publication) {
        participant.tell(new Notice.SubscriptionFailed(publication.sid, CODEC_UNSUPPORTED));
    }

    /** A track is gone: nothing about it is remembered. */
    void forget(Publication publication) {
        for (Participant participant : participants) {
            participant.settings.remove(publication.sid);
            participant.denied.remove(publication.sid);
        }
    }

    @Nullable
    Publication publication(String trackSid) {
        Participant programme = room.rules.programme();
        Publication outlet = programme == null ? null : programme.publications.get(trackSid);
        if (outlet != null) {
            return outlet;
        }
        for (Participant participant : participants) {
            Publication publication = participant.publications.get(trackSid);
            if (publication != null) {
                return publication;
            }
        }
        return null;
    }
}
