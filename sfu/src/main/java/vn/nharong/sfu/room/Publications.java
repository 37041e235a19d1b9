package vn.nharong.sfu.room;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nharong.sfu.loop.FanoutEvents;

/** The life of what participants publish, from the announcement to its end, and who is told. Room's thread. */
final class Publications {
    private static final Logger LOG = LoggerFactory.getLogger(Publications.class);

    /** By then a client has taken our answer in, and its publication stands. */
    private static final Duration OWN_TRACK_DELAY = Duration.ofSeconds(1);

    private final Room room;
    private final Roster roster;
    private final Speakers speakers;
    private final RoomWatcher watcher;

    Publications(Room room, Roster roster, Speakers speakers, RoomWatcher watcher) {
        this.room = room;
        this.roster = roster;
        this.speakers = speakers;
        this.watcher = watcher;
    }

    void announce(Participant participant, TrackRequest request) {
        if (!participant.permissions.mayPublish(request.source())) {
            participant.tell(new Notice.Replied(0, Notice.Reason.NOT_ALLOWED, "may not publish this source", request));
            return;
        }
        Publication publication = new Publication(room.ids.track(), participant, request);
        if (!participant.announce(publication)) {
            participant.tell(new Notice.Replied(0, Notice.Reason.LIMIT_EXCEEDED, "too many tracks wait", request));
            return;
        }
        participant.tell(new Notice.Published(request.cid(), publication.view()));
        participant.negotiator.announced();
    }

    /** An offer carried it: others may take it. */
    void ready(Publication publication) {
        Participant owner = publication.owner;
        publication.beganNanos = room.mailbox.nowNanos();
        owner.changed();
        roster.changed(owner, false);
        LOG.info(
                "room={} participant={} publishes {} {} rids={}",
                room.name,
                owner.sid,
                publication.sid,
                publication.mime(),
                publication.rids);
        room.rules.ready(publication);
        room.subscriptions.offered(publication);
        publication.dynacast.review();
        room.changed();
        watcher.onTrackPublished(room.view(), owner.view(), publication.view());
        room.mailbox.later(OWN_TRACK_DELAY, () -> tellOwn(publication));
    }

    /**
     * Clients do not tell of a mute that changes between the announcement and our answer; hearing what we believe of
     * their track, they correct us.
     */
    private void tellOwn(Publication publication) {
        Participant owner = publication.owner;
        if (owner.publications.get(publication.sid) == publication) {
            room.rules.settled(publication);
            owner.tell(new Notice.Updated(List.of(owner.view())));
        }
    }

    void gone(Publication publication) {
        Participant owner = publication.owner;
        owner.changed();
        roster.changed(owner, false);
        room.subscriptions.forget(publication);
        room.rules.gone(publication);
        room.changed();
        watcher.onTrackUnpublished(room.view(), owner.view(), publication.view());
    }

    void subscribed(Subscription subscription) {
        Publication publication = subscription.publication;
        if (!publication.everSubscribed && !subscription.subscriber.permissions.hidden()) {
            publication.everSubscribed = true;
            publication.owner.tell(new Notice.TrackSubscribed(publication.sid));
        }
        publication.demandChanged();
    }

    void mute(Participant participant, String trackSid, boolean muted, Object cause) {
        Publication publication = participant.publications.get(trackSid);
        if (publication == null) {
            participant.tell(new Notice.Replied(0, Notice.Reason.NOT_FOUND, "no such track", cause));
            return;
        }
        if (publication.muted != muted) {
            publication.muted = muted;
            publication.version++;
            if (publication.fanout != null) {
                publication.fanout.paused(muted);
            }
            publication.dynacast.review();
            participant.changed();
            roster.changed(participant, true);
            room.rules.muted(publication);
        }
    }

    /** @param width pixels; 0 with {@code height} 0 for what they were @param features null for what they were */
    void update(
            Participant participant,
            String trackSid,
            int width,
            int height,
            @Nullable List<Integer> features,
            Object cause) {
        Publication publication = participant.publications.get(trackSid);
        if (publication == null) {
            participant.tell(new Notice.Replied(0, Notice.Reason.NOT_FOUND, "no such track", cause));
            return;
        }
        TrackRequest before = publication.request;
        publication.request = before.with(
                width > 0 ? width : before.width(),
                height > 0 ? height : before.height(),
                features == null ? before.audioFeatures() : features);
        publication.version++;
        participant.changed();
        roster.changed(participant, false);
    }

    FanoutEvents events(Publication publication) {
        return new FanoutEvents() {
            @Override
            public void onStarted(String codec) {
                room.mailbox.post(() -> started(publication, codec));
            }

            @Override
            public void onLive(boolean[] live) {
                room.mailbox.post(() -> publication.owner.sendingLimit.onLive(publication, live));
            }

            @Override
            public void onLevel(float level) {
                room.mailbox.post(() -> {
                    room.rules.level(publication, level);
                    speakers.level(publication, level);
                });
            }

            @Override
            public void onGate(boolean closed) {
                room.mailbox.post(() -> room.rules.gated(publication, closed));
            }
        };
    }

    private void started(Publication publication, String codec) {
        if (!publication.codec.equalsIgnoreCase(codec)) {
            publication.codec = codec;
            publication.owner.changed();
            roster.changed(publication.owner, false);
        }
    }
}
