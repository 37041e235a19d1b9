package vn.nharong.sfu.room;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nharong.sfu.loop.FanoutEvents;
import vn.nharong.sfu.loop.ForwarderEvents;
import vn.nharong.sfu.loop.MediaPlane;
import vn.nharong.sfu.loop.TransportEvents;
import vn.nharong.sfu.loop.TransportProxy;
import vn.nharong.sfu.loop.TransportState;

/**
 * One room. An actor: everything but the constructor runs on the mailbox's thread; {@link Rooms} and {@link
 * ParticipantProxy} are the ways in.
 */
final class Room {
    private static final Logger LOG = LoggerFactory.getLogger(Room.class);

    /** A participant whose media never connected is no participant. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(60);

    /** After both signalling and media are away, a client has this long to come back. */
    private static final Duration RESUME_TIMEOUT = Duration.ofSeconds(15);

    final String name;
    final String sid;
    final Mailbox mailbox;
    final Ids ids;
    final Map<String, Participant> participants = new LinkedHashMap<>();
    private final MediaPlane plane;
    private final LongSupplier wallMillis;
    private final RoomWatcher watcher;
    private final Runnable onClosed;
    private final long createdAtMillis;
    private final Roster roster;
    private RoomOptions options;
    private boolean closed;
    private boolean everJoined;
    private Mailbox.@Nullable Timer expiry;

    Room(
            String name,
            RoomOptions options,
            MediaPlane plane,
            Mailbox mailbox,
            RandomGenerator random,
            LongSupplier wallMillis,
            RoomWatcher watcher,
            Runnable onClosed) {
        this.name = name;
        this.options = options;
        this.plane = plane;
        this.mailbox = mailbox;
        this.ids = new Ids(random);
        this.sid = ids.room();
        this.wallMillis = wallMillis;
        this.watcher = watcher;
        this.onClosed = onClosed;
        this.createdAtMillis = wallMillis.getAsLong();
        this.roster = new Roster(mailbox, participants.values());
    }

    void open() {
        watcher.onRoomStarted(view());
        expireLater();
    }

    boolean closed() {
        return closed;
    }

    RoomView view() {
        int people = 0;
        int publishers = 0;
        boolean recording = false;
        for (Participant participant : participants.values()) {
            people += participant.admission.dependent() ? 0 : 1;
            publishers += participant.publications.isEmpty() ? 0 : 1;
            recording |= participant.permissions.recorder();
        }
        return new RoomView(
                sid,
                name,
                options.emptyTimeoutSeconds(),
                options.departureTimeoutSeconds(),
                options.maxParticipants(),
                createdAtMillis,
                options.metadata(),
                people,
                publishers,
                recording);
    }

    // --- coming and going

    /** @return null when there is no place, the link has been told */
    @Nullable
    Participant join(Admission admission, ParticipantLink link, List<TrackRequest> tracks, @Nullable Offer offer) {
        Participant older = participants.get(admission.identity());
        if (older != null) {
            remove(older, LeaveReason.DUPLICATE_IDENTITY, Notice.LeaveAction.DISCONNECT);
        }
        if (full(admission)) {
            link.tell(new Notice.Left(LeaveReason.JOIN_FAILURE, Notice.LeaveAction.DISCONNECT));
            link.close();
            return null;
        }
        everJoined = true;
        cancelExpiry();
        String participantSid = ids.participant();
        TransportProxy transport = plane.createTransport(name + "/" + participantSid, transportEvents(participantSid));
        Participant participant =
                new Participant(this, participantSid, admission, link, transport, wallMillis.getAsLong());
        List<ParticipantView> others = visibleTo(participant);
        participants.put(admission.identity(), participant);
        participant.state = ParticipantState.JOINED;
        participant.tell(new Notice.Joined(view(), participant.view(), others));
        LOG.info("room={} participant={} joined, {} here", name, participantSid, participants.size());
        roster.changed(participant, false);
        if (admission.autoSubscribe()) {
            subscribeToAll(participant);
        }
        tracks.forEach(track -> addTrack(participant, track));
        if (offer != null) {
            participant.negotiator.offer(offer.id(), offer.sdp());
        }
        participant.removal = mailbox.later(
                CONNECT_TIMEOUT,
                () -> remove(participant, LeaveReason.CONNECTION_TIMEOUT, Notice.LeaveAction.RECONNECT));
        return participant;
    }

    private boolean full(Admission admission) {
        return options.maxParticipants() > 0
                && !admission.dependent()
                && view().participants() >= options.maxParticipants();
    }

    private List<ParticipantView> visibleTo(Participant viewer) {
        List<ParticipantView> views = new ArrayList<>();
        for (Participant other : participants.values()) {
            if (other != viewer && !other.permissions.hidden()) {
                views.add(other.view());
            }
        }
        return views;
    }

    private void subscribeToAll(Participant participant) {
        if (!participant.permissions.canSubscribe()) {
            return;
        }
        for (Participant other : participants.values()) {
            for (Publication publication : other.publications.values()) {
                if (publication.negotiated()) {
                    participant.subscribe(publication);
                }
            }
        }
    }

    /** Ends a participant; does nothing if it is gone already. */
    void remove(Participant participant, LeaveReason reason, Notice.LeaveAction action) {
        if (participant.state == ParticipantState.DISCONNECTED) {
            return;
        }
        boolean wasActive = participant.state == ParticipantState.ACTIVE;
        boolean replaced = reason == LeaveReason.DUPLICATE_IDENTITY;
        for (Publication publication : List.copyOf(participant.publications.values())) {
            participant.unpublish(publication);
        }
        for (Subscription subscription : List.copyOf(participant.subscriptions.values())) {
            participant.unsubscribe(subscription.publication);
        }
        participant.state = ParticipantState.DISCONNECTED;
        participant.leaveReason = reason;
        participant.changed();
        cancelRemoval(participant);
        participants.remove(participant.identity(), participant);
        roster.gone(participant, replaced);
        if (participant.link != null) {
            if (reason != LeaveReason.CLIENT_INITIATED) {
                participant.link.tell(new Notice.Left(reason, action));
            }
            participant.link.close();
            participant.link = null;
        }
        participant.transport.close();
        LOG.info("room={} participant={} left: {}, {} here", name, participant.sid, reason, participants.size());
        watcher.onParticipantLeft(view(), participant.view(), wasActive);
        expireLater();
    }

    /** The signalling connection is gone without a word. */
    void linkLost(Participant participant, ParticipantLink link) {
        if (participant.link != link) {
            return;
        }
        participant.link = null;
        if (participant.state != ParticipantState.ACTIVE) {
            remove(participant, LeaveReason.SIGNAL_CLOSE, Notice.LeaveAction.DISCONNECT);
        } else {
            removeIfAway(participant);
        }
    }

    private void removeIfAway(Participant participant) {
        boolean away = participant.link == null && participant.transportState != TransportState.CONNECTED;
        if (away && participant.removal == null) {
            participant.removal = mailbox.later(
                    RESUME_TIMEOUT, () -> remove(participant, LeaveReason.SIGNAL_CLOSE, Notice.LeaveAction.DISCONNECT));
        } else if (!away) {
            cancelRemoval(participant);
        }
    }

    private static void cancelRemoval(Participant participant) {
        if (participant.removal != null) {
            participant.removal.cancel();
            participant.removal = null;
        }
    }

    private void expireLater() {
        boolean empty = participants.values().stream().allMatch(participant -> participant.admission.dependent());
        if (!empty || expiry != null || closed) {
            return;
        }
        int seconds = everJoined ? options.departureTimeoutSeconds() : options.emptyTimeoutSeconds();
        expiry = mailbox.later(Duration.ofSeconds(seconds), () -> close(LeaveReason.ROOM_CLOSED));
    }

    private void cancelExpiry() {
        if (expiry != null) {
            expiry.cancel();
            expiry = null;
        }
    }

    void close(LeaveReason reason) {
        if (closed) {
            return;
        }
        closed = true;
        cancelExpiry();
        Notice.LeaveAction action =
                reason == LeaveReason.SERVER_SHUTDOWN ? Notice.LeaveAction.RECONNECT : Notice.LeaveAction.DISCONNECT;
        for (Participant participant : List.copyOf(participants.values())) {
            remove(participant, reason, action);
        }
        LOG.info("room={} closed: {}", name, reason);
        watcher.onRoomFinished(view());
        onClosed.run();
        // Not at once: a join that found this room a moment ago must still be answered.
        mailbox.later(Duration.ofMinutes(1), mailbox::close);
    }

    // --- tracks

    void addTrack(Participant participant, TrackRequest request) {
        if (!participant.permissions.mayPublish(request.source())) {
            participant.tell(new Notice.Replied(0, Notice.Reason.NOT_ALLOWED, "may not publish this source", request));
            return;
        }
        Publication publication = new Publication(ids.track(), participant, request);
        participant.publications.put(publication.sid, publication);
        participant.tell(new Notice.Published(request.cid(), publication.view()));
        participant.negotiator.announced();
    }

    /** An offer carried it: others may take it. */
    void publicationReady(Publication publication) {
        Participant owner = publication.owner;
        owner.changed();
        roster.changed(owner, false);
        LOG.info(
                "room={} participant={} publishes {} {} rids={}",
                name,
                owner.sid,
                publication.sid,
                publication.mime(),
                publication.rids);
        for (Participant participant : participants.values()) {
            if (participant.admission.autoSubscribe() && participant.permissions.canSubscribe()) {
                participant.subscribe(publication);
            }
        }
        watcher.onTrackPublished(view(), owner.view(), publication.view());
    }

    void publicationGone(Publication publication) {
        Participant owner = publication.owner;
        owner.changed();
        roster.changed(owner, false);
        watcher.onTrackUnpublished(view(), owner.view(), publication.view());
    }

    void subscriptionStarted(Subscription subscription) {
        Publication publication = subscription.publication;
        if (!publication.everSubscribed && !subscription.subscriber.permissions.hidden()) {
            publication.everSubscribed = true;
            publication.owner.tell(new Notice.TrackSubscribed(publication.sid));
        }
        demandChanged(publication);
    }

    /** What subscribers want of a publication may have changed. */
    void demandChanged(Publication publication) {
        // Dynacast is told here.
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
            participant.changed();
            roster.changed(participant, true);
        }
    }

    void flush() {
        roster.flush();
    }

    // --- facts from the loops

    FanoutEvents fanoutEvents(Publication publication) {
        return new FanoutEvents() {
            @Override
            public void onStarted(String codec) {
                mailbox.post(() -> started(publication, codec));
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

    ForwarderEvents forwarderEvents(Subscription subscription) {
        return new ForwarderEvents() {
            @Override
            public void onPaused(boolean paused) {
                mailbox.post(() -> paused(subscription, paused));
            }
        };
    }

    private void paused(Subscription subscription, boolean paused) {
        if (subscription.paused != paused && subscription.forwarder != null) {
            subscription.paused = paused;
            subscription.subscriber.tell(
                    new Notice.StreamPaused(subscription.publication.owner.sid, subscription.publication.sid, paused));
        }
    }

    private TransportEvents transportEvents(String participantSid) {
        return new TransportEvents() {
            @Override
            public void onState(TransportState state, String reason) {
                mailbox.post(() -> transportState(participantSid, state, reason));
            }
        };
    }

    private @Nullable Participant bySid(String participantSid) {
        for (Participant participant : participants.values()) {
            if (participant.sid.equals(participantSid)) {
                return participant;
            }
        }
        return null;
    }

    private void transportState(String participantSid, TransportState state, String reason) {
        Participant participant = bySid(participantSid);
        if (participant == null) {
            return;
        }
        participant.transportState = state;
        LOG.info("room={} participant={} transport {} {}", name, participantSid, state, reason);
        if (state == TransportState.CONNECTED && participant.state == ParticipantState.JOINED) {
            cancelRemoval(participant);
            participant.state = ParticipantState.ACTIVE;
            participant.changed();
            roster.changed(participant, true);
            watcher.onParticipantJoined(view(), participant.view());
        }
        if (participant.state == ParticipantState.ACTIVE) {
            removeIfAway(participant);
        }
    }
}
