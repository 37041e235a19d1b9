package vn.nharong.sfu.room;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.sfu.loop.Traffic;
import vn.nharong.sfu.loop.TransportProxy;
import vn.nharong.sfu.loop.TransportState;

/** A connection in a room. Room's thread. */
final class Participant {
    /** Each costs a search through them for every section of every offer; a client publishes a handful at once. */
    static final int MAX_ANNOUNCED = 64;

    final Room room;
    final String sid;
    final Admission admission;
    final TransportProxy transport;
    final Negotiator negotiator;
    final SendingLimit sendingLimit = new SendingLimit(this);
    final long joinedAtMillis;
    final long joinedNanos;
    final Map<String, Publication> publications = new LinkedHashMap<>();
    /** Those of the publications that no offer carried yet, by sid. */
    private final Map<String, Publication> announced = new LinkedHashMap<>();

    final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
    ParticipantState state = ParticipantState.JOINING;
    TransportState transportState = TransportState.NEW;
    /** Null while the client's signalling connection is away. */
    @Nullable
    ParticipantLink link;

    String name;
    String metadata;
    Map<String, String> attributes;
    Permissions permissions;
    LeaveReason leaveReason = LeaveReason.UNKNOWN;
    Mailbox.@Nullable Timer removal;
    SubscriptionRule rule = SubscriptionRule.OPEN;
    /** Settings for tracks, also for those not taken yet. */
    final Map<String, TrackSettings> settings = new LinkedHashMap<>();
    /** Tracks asked for that nobody publishes yet. */
    final Set<String> awaited = new LinkedHashSet<>();
    /** Tracks that their publisher does not let this one take. */
    final Set<String> denied = new LinkedHashSet<>();

    final QualityMonitor.Line line = new QualityMonitor.Line();
    /** The change of the {@link Roster} up to which the answer to its join told it everything. */
    long knowsUpTo;
    /** Levels of speakers that this client knows of, by sid. */
    Map<String, Float> heardSpeaking = new LinkedHashMap<>();

    /** Is answered with TCP candidates alone. */
    boolean tcpOnly;

    int lastDataSequence;
    /** Signalling or media is away since {@code brokenNanos}: what was sent since then may not have arrived. */
    boolean broken;

    /** Nothing comes over its transport, though it is connected. */
    boolean silent;

    /** Who went out of its sight while its signalling was away, by identity. */
    final Map<String, ParticipantView> missed = new LinkedHashMap<>();

    /** What was counted when its line was told of last. */
    @Nullable
    Traffic trafficTold;

    long brokenNanos;
    Cut cutOnResume = Cut.NO;
    private int version = 1;

    /** Whether a test wants the next resumed connection cut. */
    enum Cut {
        NO,
        AFTER_MESSAGES,
        BEFORE_MESSAGES
    }

    Participant(
            Room room,
            String sid,
            Admission admission,
            @Nullable ParticipantLink link,
            TransportProxy transport,
            long joinedAtMillis) {
        this.room = room;
        this.sid = sid;
        this.admission = admission;
        this.link = link;
        this.transport = transport;
        this.joinedAtMillis = joinedAtMillis;
        this.joinedNanos = room.mailbox.nowNanos();
        this.negotiator = new Negotiator(this, transport, joinedAtMillis);
        this.name = admission.name();
        this.metadata = admission.metadata();
        this.attributes = admission.attributes();
        this.permissions = admission.permissions();
    }

    String identity() {
        return admission.identity();
    }

    void tell(Notice notice) {
        if (link != null) {
            link.tell(notice);
        }
    }

    /** Signalling or media broke, or broke again before the client was back. */
    void broke() {
        if (!broken) {
            broken = true;
            brokenNanos = room.mailbox.nowNanos();
        }
    }

    /** To be called with every change that others see. */
    void changed() {
        version++;
    }

    ParticipantView view() {
        List<TrackView> tracks = new ArrayList<>();
        for (Publication publication : publications.values()) {
            if (publication.negotiated()) {
                tracks.add(publication.view());
            }
        }
        return new ParticipantView(
                sid,
                identity(),
                name,
                state,
                tracks,
                metadata,
                attributes,
                joinedAtMillis,
                version,
                permissions,
                !tracks.isEmpty(),
                admission.kind(),
                leaveReason,
                admission.clientProtocol(),
                admission.capabilities());
    }

    /** @return false when so many wait for their section already that another is no honest wish */
    boolean announce(Publication publication) {
        if (announced.size() >= MAX_ANNOUNCED) {
            return false;
        }
        announced.put(publication.sid, publication);
        publications.put(publication.sid, publication);
        return true;
    }

    /** An offer carries it now. */
    void negotiated(Publication publication) {
        announced.remove(publication.sid);
    }

    /** The announced, not yet negotiated track that a section's msid names. */
    @Nullable
    Publication announcedTrack(String cid) {
        for (Publication publication : announced.values()) {
            if (publication.request.cid().equals(cid)
                    || publication.request.codecs().stream()
                            .anyMatch(codec -> codec.cid().equals(cid))) {
                return publication;
            }
        }
        return null;
    }

    List<Publication> announcedTracks(@Nullable MediaKind kind) {
        return announced.values().stream()
                .filter(publication -> publication.kind() == kind)
                .toList();
    }

    /** Takes a track, if its publisher lets it; does nothing if it is taken already. */
    void subscribe(Publication publication) {
        if (publication.owner == this || subscriptions.containsKey(publication.sid) || !permissions.canSubscribe()) {
            return;
        }
        // Others are told nothing of who is hidden: its track would come from nobody they know.
        if (publication.owner.permissions.hidden()) {
            return;
        }
        if (!room.rules.mayTake(this, publication)) {
            return;
        }
        if (!room.rules.conducted() && !publication.owner.rule.allows(this, publication.sid)) {
            if (denied.add(publication.sid)) {
                tell(new Notice.SubscriptionAllowed(publication.owner.sid, publication.sid, false));
            }
            return;
        }
        Subscription subscription = new Subscription(this, publication, admission.adaptiveStream());
        subscription.throughGate = room.rules.lent(this, publication);
        subscription.settings = settings.getOrDefault(publication.sid, TrackSettings.DEFAULT);
        awaited.remove(publication.sid);
        subscriptions.put(publication.sid, subscription);
        publication.subscriptions.put(this, subscription);
        negotiator.review();
    }

    void unsubscribe(Publication publication) {
        Subscription subscription = subscriptions.remove(publication.sid);
        if (subscription == null) {
            return;
        }
        publication.subscriptions.remove(this);
        subscription.stop();
        negotiator.release(subscription);
        publication.demandChanged();
    }

    /** Takes a track back, whoever wanted it: all its subscriptions end. */
    void unpublish(Publication publication) {
        if (publications.remove(publication.sid) == null) {
            return;
        }
        announced.remove(publication.sid);
        for (Subscription subscription : publication.subscriptions()) {
            subscription.subscriber.unsubscribe(publication);
        }
        publication.dynacast.cancel();
        if (publication.fanout != null) {
            publication.fanout.close();
            negotiator.released(publication);
            room.publications.gone(publication);
        }
    }
}
