package vn.nharong.sfu.room;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nharong.sfu.loop.ForwarderEvents;
import vn.nharong.sfu.loop.MediaPlane;
import vn.nharong.sfu.loop.Traffic;
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

    /** Counts of the room are told at most so often. */
    private static final Duration ROOM_UPDATE_DELAY = Duration.ofSeconds(1);

    /** Clients are handed a fresh token so often: one that is never younger than this opens the way back in. */
    private static final Duration TOKEN_REFRESH = Duration.ofMinutes(5);

    /** The console shows lines as they are now. */
    private static final Duration LINE_INTERVAL = Duration.ofSeconds(3);

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
    final Publications publications;
    final Subscriptions subscriptions;
    final DataRouter data;
    final Profiles profiles;
    private final Roster roster;
    private final QualityMonitor quality;
    private final RecentlyLeft recentlyLeft = new RecentlyLeft();
    final TcpSwitches tcpSwitches;

    private Mailbox.@Nullable Timer roomUpdate;
    private RoomOptions options;
    private boolean closed;
    private boolean everJoined;
    private Mailbox.@Nullable Timer expiry;
    final RoomRules rules;

    /** @param conducted what is shown and heard is decided from outside, see {@link Conducting} */
    Room(
            String name,
            RoomOptions options,
            MediaPlane plane,
            Mailbox mailbox,
            RandomGenerator random,
            LongSupplier wallMillis,
            RoomWatcher watcher,
            DataFormat dataFormat,
            boolean conducted,
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
        this.subscriptions = new Subscriptions(this);
        this.data = new DataRouter(this, dataFormat);
        this.tcpSwitches = new TcpSwitches(mailbox);
        this.roster = new Roster(mailbox, participants.values(), this::sees);
        this.profiles = new Profiles(roster, subscriptions);
        this.publications = new Publications(this, roster, new Speakers(mailbox, participants.values()), watcher);
        this.quality = new QualityMonitor(
                mailbox, participants.values(), conducted ? LINE_INTERVAL : QualityMonitor.INTERVAL, this::measured);
        this.rules = conducted
                ? new Conducting(this, createdAtMillis, kind -> plane.createOutlet(name, kind))
                : RoomRules.NONE;
    }

    void open() {
        mailbox.later(TOKEN_REFRESH, this::refreshTokens);
        watcher.onRoomStarted(view());
        expireLater();
    }

    /** The token a client came with may live ten minutes only, and it comes back with it after any break. */
    private void refreshTokens() {
        if (closed) {
            return;
        }
        mailbox.later(TOKEN_REFRESH, this::refreshTokens);
        for (Participant participant : participants.values()) {
            participant.tell(new Notice.TokenStale(participant.view()));
        }
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
        if (!rules.admits(admission.identity(), admission.issuedMillis())) {
            // Its right ended between the look at its ticket and this turn.
            link.tell(new Notice.Left(LeaveReason.PARTICIPANT_REMOVED, Notice.LeaveAction.DISCONNECT));
            link.close();
            return null;
        }
        Participant older = participants.get(admission.identity());
        if (older != null) {
            remove(older, LeaveReason.DUPLICATE_IDENTITY, Notice.LeaveAction.DISCONNECT);
        }
        if (full(admission) || rules.conducted() && admission.identity().equals(Programme.IDENTITY)) {
            link.tell(new Notice.Left(LeaveReason.JOIN_FAILURE, Notice.LeaveAction.DISCONNECT));
            link.close();
            return null;
        }
        everJoined = true;
        cancelExpiry();
        String participantSid = ids.participant();
        TransportProxy transport = plane.createTransport(
                name + "/" + participantSid, new ParticipantTransportEvents(this, participantSid));
        Participant participant =
                new Participant(this, participantSid, admission, link, transport, wallMillis.getAsLong());
        participant.tcpOnly = tcpSwitches.take(admission.identity());
        List<ParticipantView> others = visibleTo(participant);
        participants.put(admission.identity(), participant);
        participant.state = ParticipantState.JOINED;
        participant.tell(new Notice.Joined(view(), participant.view(), others));
        participant.knowsUpTo = roster.number();
        LOG.info("room={} participant={} joined, {} here", name, participantSid, participants.size());
        roster.changed(participant, false);
        changed();
        quality.start();
        if (admission.autoSubscribe()) {
            subscriptions.toEverything(participant);
        }
        tracks.forEach(track -> publications.announce(participant, track));
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
        Participant programme = rules.programme();
        if (programme != null) {
            views.add(programme.view());
        }
        for (Participant other : participants.values()) {
            if (other != viewer && !other.permissions.hidden() && sees(viewer, other.identity())) {
                views.add(other.view());
            }
        }
        return views;
    }

    /**
     * Another connection takes the place of the one before.
     *
     * @return null when there is nothing to resume; the link has been told
     */
    @Nullable
    Participant resume(String identity, String participantSid, ParticipantLink link) {
        Participant participant = participants.get(identity);
        if (participant == null
                || !participant.sid.equals(participantSid)
                || participant.state != ParticipantState.ACTIVE) {
            link.tell(new Notice.Left(LeaveReason.STATE_MISMATCH, Notice.LeaveAction.RECONNECT));
            link.close();
            return null;
        }
        if (participant.link != null) {
            participant.link.close();
        }
        participant.link = link;
        removeIfAway(participant);
        LOG.info("room={} participant={} resumed", name, participant.sid);
        boolean cut = participant.cutOnResume != Participant.Cut.NO;
        if (participant.cutOnResume != Participant.Cut.BEFORE_MESSAGES) {
            participant.tell(new Notice.Resumed(participant.lastDataSequence));
        }
        if (cut) {
            participant.cutOnResume = Participant.Cut.NO;
            link.cut();
            return participant;
        }
        roster.flush();
        List<ParticipantView> views = visibleTo(participant);
        views.add(participant.view());
        recentlyLeft.views(mailbox.nowNanos()).stream()
                .filter(view -> !participants.containsKey(view.identity()) && sees(participant, view.identity()))
                .forEach(views::add);
        views.addAll(rules.missed(participant));
        participant.tell(new Notice.Updated(views));
        participant.tell(new Notice.RoomUpdated(view()));
        participant.tell(new Notice.TokenStale(participant.view()));
        participant.heardSpeaking = new LinkedHashMap<>();
        participant.line.told = new LinkedHashMap<>();
        participant.publications.values().forEach(publication -> publication.dynacast.repeat());
        participant.negotiator.resumed();
        return participant;
    }

    /** What a client that resumed believes. A track that it publishes and we do not know needs a fresh start. */
    void synced(Participant participant, SyncState state) {
        if (!participant.publications.keySet().containsAll(state.publishedTracks())) {
            remove(participant, LeaveReason.STATE_MISMATCH, Notice.LeaveAction.RECONNECT);
            return;
        }
        subscriptions.update(participant, state.toggledTracks(), state.subscribed());
        for (String trackSid : state.disabledTracks()) {
            Subscription subscription = participant.subscriptions.get(trackSid);
            if (subscription != null && !subscription.settings.disabled()) {
                TrackSettings before = subscription.settings;
                subscriptions.settings(
                        participant,
                        List.of(trackSid),
                        new TrackSettings(
                                true,
                                before.quality(),
                                before.width(),
                                before.height(),
                                before.framesPerSecond(),
                                before.priority()));
            }
        }
        data.replay(participant, state.lastSequences());
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
        participant.sendingLimit.cancel();
        participant.state = ParticipantState.DISCONNECTED;
        participant.leaveReason = reason;
        participant.changed();
        cancelRemoval(participant);
        participants.remove(participant.identity(), participant);
        rules.left(participant, replaced);
        roster.gone(participant, replaced);
        changed();
        if (!replaced && !participant.permissions.hidden()) {
            recentlyLeft.add(participant.view(), mailbox.nowNanos());
        }
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
        participant.broke();
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
        if (!empty || expiry != null || closed || rules.conducted()) {
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
        try {
            rules.closing(reason);
            removeAll(reason);
            rules.closed();
            LOG.info("room={} closed: {}", name, reason);
            watcher.onRoomFinished(view());
        } finally {
            // Whatever went wrong: who finds a closed room here is sent to look again, and would be for ever.
            onClosed.run();
            // Not at once: a join that found this room a moment ago must still be answered.
            mailbox.later(Duration.ofMinutes(1), mailbox::close);
        }
    }

    private void removeAll(LeaveReason reason) {
        Notice.LeaveAction action =
                reason == LeaveReason.SERVER_SHUTDOWN ? Notice.LeaveAction.RECONNECT : Notice.LeaveAction.DISCONNECT;
        for (Participant participant : List.copyOf(participants.values())) {
            try {
                remove(participant, reason, action);
            } catch (RuntimeException e) {
                LOG.error("room={} participant={} did not leave well", name, participant.sid, e);
            }
        }
    }

    // --- the room itself

    void metadata(String metadata) {
        options = new RoomOptions(
                options.emptyTimeoutSeconds(), options.departureTimeoutSeconds(), options.maxParticipants(), metadata);
        tellRoom();
    }

    /** Its counts are told soon. */
    void changed() {
        if (roomUpdate == null && !closed) {
            roomUpdate = mailbox.later(ROOM_UPDATE_DELAY, this::tellRoom);
        }
    }

    private void tellRoom() {
        if (roomUpdate != null) {
            roomUpdate.cancel();
            roomUpdate = null;
        }
        Notice.RoomUpdated notice = new Notice.RoomUpdated(view());
        participants.values().forEach(participant -> participant.tell(notice));
    }

    /** What clients have yet to hear, now. */
    void flush() {
        roster.flush();
    }

    /** The same, if any of it is about one of these. */
    void flushFor(Collection<Participant> owners) {
        roster.flushFor(owners);
    }

    /** A new track of the programme. */
    void offered(Publication outlet) {
        roster.changed(outlet.owner, false);
        subscriptions.offered(outlet);
    }

    /** @throws IllegalStateException in a room that nobody conducts */
    Conducting conducting() {
        if (rules instanceof Conducting conducting) {
            return conducting;
        }
        throw new IllegalStateException(name + " is not conducted");
    }

    private boolean sees(Participant viewer, String identity) {
        return rules.sees(viewer, identity);
    }

    private void measured(Participant participant, Traffic seen) {
        rules.measured(participant, seen);
    }

    // --- facts from the loops

    void silent(String participantSid, boolean silent) {
        Participant participant = bySid(participantSid);
        if (participant != null) {
            participant.silent = silent;
            rules.presence(participant);
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

    @Nullable
    Participant bySid(String participantSid) {
        for (Participant participant : participants.values()) {
            if (participant.sid.equals(participantSid)) {
                return participant;
            }
        }
        return null;
    }

    void transportState(String participantSid, TransportState state, String reason) {
        Participant participant = bySid(participantSid);
        if (participant == null) {
            return;
        }
        participant.transportState = state;
        rules.presence(participant);
        if (state == TransportState.DISCONNECTED) {
            participant.broke();
        } else if (state == TransportState.CONNECTED && participant.link != null) {
            // Media came back by itself: the data channel has repeated what was lost.
            participant.broken = false;
        }
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
