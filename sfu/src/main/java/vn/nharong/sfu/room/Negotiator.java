package vn.nharong.sfu.room;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nharong.media.dtls.CertificateFingerprint;
import vn.nharong.media.rtp.CodecParameters;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.media.sdp.Answer;
import vn.nharong.media.sdp.Direction;
import vn.nharong.media.sdp.MediaSection;
import vn.nharong.media.sdp.Negotiation;
import vn.nharong.media.sdp.SdpRefused;
import vn.nharong.media.sdp.SessionDescription;
import vn.nharong.media.transport.ExtensionIds;
import vn.nharong.sfu.loop.ForwarderEvents;
import vn.nharong.sfu.loop.LocalTransport;
import vn.nharong.sfu.loop.PublicationSpec;
import vn.nharong.sfu.loop.RemoteTransport;
import vn.nharong.sfu.loop.SourceProxy;
import vn.nharong.sfu.loop.SubscriptionSpec;
import vn.nharong.sfu.loop.TransportProxy;

/**
 * One participant's m-sections. The client always offers; when it should offer again, so that a subscription finds a
 * section, it is asked to. Room's thread.
 */
final class Negotiator {
    private static final Logger LOG = LoggerFactory.getLogger(Negotiator.class);

    /** Several tracks that come or go together are asked for once. */
    private static final Duration PROMPT_DELAY = Duration.ofMillis(20);

    /** A client that was asked and did not offer is asked again. */
    private static final Duration PROMPT_PATIENCE = Duration.ofSeconds(5);

    private final Participant participant;
    private final TransportProxy transport;
    private final Map<String, Slot> slots = new LinkedHashMap<>();
    private final Map<String, Publication> published = new LinkedHashMap<>();
    /** Sections whose track the client did not announce yet. */
    private final Map<String, MediaSection> unclaimed = new LinkedHashMap<>();

    private final long session;
    private long version;
    private String remoteUfrag = "";
    private boolean answered;
    private boolean renewing;
    private boolean awaitingOffer;
    private int askedAudio;
    private int askedVideo;
    private Mailbox.@Nullable Timer promptTimer;
    private Mailbox.@Nullable Timer patience;

    Negotiator(Participant participant, TransportProxy transport, long session) {
        this.participant = participant;
        this.transport = transport;
        this.session = session;
    }

    /** A description that cannot be answered ends the participant: its client would wait for ever. */
    void offer(int id, String sdp) {
        try {
            SessionDescription offer = SessionDescription.parse(sdp);
            ExtensionIds extensions = Negotiation.extensions(offer);
            LocalTransport local = connect(offer);
            transport.extensions(extensions);
            take(offer);
            answer(id, offer, local);
        } catch (SdpRefused refused) {
            LOG.warn(
                    "room={} participant={} offer refused: {}",
                    participant.room.name,
                    participant.sid,
                    refused.getMessage());
            participant.room.remove(participant, LeaveReason.STATE_MISMATCH, Notice.LeaveAction.DISCONNECT);
        }
    }

    private LocalTransport connect(SessionDescription offer) throws SdpRefused {
        MediaSection first = offer.sections().stream()
                .filter(section -> !section.rejected() && !section.ufrag().isEmpty())
                .findFirst()
                .orElseThrow(() -> new SdpRefused("no section with a transport"));
        if (first.fingerprint().isEmpty() || first.password().isEmpty()) {
            throw new SdpRefused("no fingerprint or no ICE password");
        }
        check(first.fingerprintAlgorithm(), first.fingerprint());
        boolean restart = !remoteUfrag.isEmpty() && !remoteUfrag.equals(first.ufrag());
        LocalTransport local = restart ? transport.restartIce() : transport.local();
        remoteUfrag = first.ufrag();
        transport.remote(new RemoteTransport(
                first.ufrag(), first.password(), first.fingerprintAlgorithm(), first.fingerprint()));
        return local;
    }

    /** Here, where a refusal can still be told: the loop that wants it later has nobody to tell. */
    private static void check(String algorithm, String value) throws SdpRefused {
        try {
            CertificateFingerprint unused = new CertificateFingerprint(algorithm, value);
        } catch (IllegalArgumentException e) {
            throw new SdpRefused(String.valueOf(e.getMessage()));
        }
    }

    /** Brings publications and slots in line with what the offer says about each section. */
    private void take(SessionDescription offer) {
        unclaimed.clear();
        Set<String> offered = new HashSet<>();
        for (MediaSection section : offer.sections()) {
            MediaKind kind = section.kind();
            offered.add(section.mid());
            if (kind == null) {
                continue;
            }
            boolean sends = !section.rejected() && section.direction().sends();
            boolean receives = !section.rejected() && section.direction() == Direction.RECVONLY;
            Publication before = published.get(section.mid());
            if (before != null && (!sends || !before.sdpTrack().equals(section.trackId()))) {
                participant.unpublish(before);
            }
            if (sends && !published.containsKey(section.mid())) {
                unclaimed.put(section.mid(), section);
            }
            takeSlot(section, kind, receives);
        }
        List<String> gone =
                slots.keySet().stream().filter(mid -> !offered.contains(mid)).toList();
        gone.forEach(this::dropSlot);
        claim(true);
    }

    private void takeSlot(MediaSection section, MediaKind kind, boolean receives) {
        if (!receives) {
            dropSlot(section.mid());
            return;
        }
        Slot slot = slots.get(section.mid());
        if (slot == null) {
            slot = new Slot(section.mid(), kind);
            slots.put(section.mid(), slot);
            if (kind == MediaKind.AUDIO) {
                askedAudio = Math.max(0, askedAudio - 1);
            } else {
                askedVideo = Math.max(0, askedVideo - 1);
            }
        }
        slot.codecs = Negotiation.codecs(section, "", Negotiation.AudioWishes.SPEECH);
    }

    private void dropSlot(String mid) {
        Slot slot = slots.remove(mid);
        if (slot != null && slot.subscription != null) {
            slot.subscription.stop();
        }
    }

    /** A track was announced; its section may have been waiting for that. */
    void announced() {
        if (claim(false)) {
            participant.room.flush();
        }
    }

    /**
     * Joins announced tracks with the sections that carry them.
     *
     * @param byKind also take a section whose track id nobody announced, when only one track of the kind waits: some
     *     clients write another id into the SDP
     */
    private boolean claim(boolean byKind) {
        boolean any = false;
        for (MediaSection section : List.copyOf(unclaimed.values())) {
            Publication match = participant.announcedTrack(section.trackId());
            if (match != null && match.kind() == section.kind()) {
                claim(match, section);
                any = true;
            }
        }
        if (byKind) {
            for (MediaSection section : List.copyOf(unclaimed.values())) {
                List<Publication> waiting = participant.announcedTracks(section.kind());
                if (waiting.size() == 1) {
                    waiting.getFirst().sdpCid = section.trackId();
                    claim(waiting.getFirst(), section);
                    any = true;
                }
            }
        }
        return any;
    }

    private void claim(Publication publication, MediaSection section) {
        unclaimed.remove(section.mid());
        List<CodecParameters> codecs = codecs(publication, section);
        if (codecs.isEmpty()) {
            participant.unpublish(publication);
            return;
        }
        published.put(section.mid(), publication);
        publication.mid = section.mid();
        publication.trackInSdp = section.trackId();
        publication.rids = ascending(section.rids());
        publication.codecs(codecs);
        PublicationSpec spec = new PublicationSpec(
                publication.sid,
                publication.kind(),
                section.mid(),
                codecs,
                publication.rids,
                section.rids().isEmpty() ? section.ssrc() : 0,
                section.rids().isEmpty() ? section.rtxSsrc() : 0);
        publication.fanout = transport.publish(spec, participant.room.publications.events(publication));
        participant.negotiated(publication);
        if (publication.muted) {
            publication.fanout.paused(true);
        }
        participant.room.publications.ready(publication);
    }

    /** LiveKit clients name their streams q, h, f from the smallest up; others are taken as listed. */
    private static List<String> ascending(List<String> rids) {
        String order = "qhf";
        return rids.stream().allMatch(rid -> rid.length() == 1 && order.contains(rid))
                ? rids.stream()
                        .sorted((a, b) -> order.indexOf(a) - order.indexOf(b))
                        .toList()
                : rids;
    }

    private static List<CodecParameters> codecs(Publication publication, MediaSection section) {
        TrackRequest request = publication.request;
        return Negotiation.codecs(
                section,
                request.kind() == MediaKind.VIDEO ? request.preferredCodec() : "",
                new Negotiation.AudioWishes(!request.disableDtx(), request.stereo()));
    }

    private void answer(int id, SessionDescription offer, LocalTransport local) {
        fill();
        // Clients drop a track whose participant they have not heard of: updates go before the answer.
        participant.room.flushFor(shown());
        Answer.End end = new Answer.End(local.ufrag(), local.password(), local.fingerprint(), candidates(local));
        Answer answer = new Answer(end, session, ++version);
        Map<String, String> tracks = new LinkedHashMap<>();
        List<Slot> starting = new ArrayList<>();
        for (MediaSection section : offer.sections()) {
            Slot slot = slots.get(section.mid());
            Publication publication = published.get(section.mid());
            if (section.rejected()) {
                answer.reject(section);
            } else if (section.application()) {
                answer.application(section);
            } else if (publication != null) {
                int limit = publication.kind() == MediaKind.VIDEO ? participant.sendingLimit.kbps() : 0;
                answer.receive(section, codecs(publication, section), limit);
            } else if (slot != null && slot.subscription != null) {
                answer.send(section, slot.codecs, outgoing(slot, slot.subscription));
                tracks.put(slot.mid, slot.subscription.publication.sid);
                starting.add(slot);
            } else if (unclaimed.containsKey(section.mid())) {
                answer.receive(section, Negotiation.codecs(section, "", Negotiation.AudioWishes.SPEECH), 0);
            } else {
                answer.idle(section, Negotiation.codecs(section, "", Negotiation.AudioWishes.SPEECH));
            }
            if (slot != null) {
                slot.clearing = false;
            }
        }
        participant.tell(new Notice.Answered(id, answer.text(), tracks));
        answered = true;
        renewing = false;
        awaitingOffer = false;
        starting.forEach(this::start);
        review();
    }

    /** All, or those over TCP (RFC 6544) for a client that asked to be moved there. */
    private List<String> candidates(LocalTransport local) {
        return participant.tcpOnly
                ? local.candidates().stream()
                        .filter(candidate -> candidate.toLowerCase(Locale.ROOT).contains(" tcp "))
                        .toList()
                : local.candidates();
    }

    private Answer.Outgoing outgoing(Slot slot, Subscription subscription) {
        Publication publication = subscription.publication;
        return new Answer.Outgoing(
                publication.owner.sid + "|"
                        + (participant.admission.syncStreams() ? publication.stream() : publication.sid),
                publication.sid,
                slot.ssrc,
                slot.rtxSsrc,
                publication.clock());
    }

    /** Whose tracks the sections carry. */
    private Set<Participant> shown() {
        Set<Participant> owners = new HashSet<>();
        for (Slot slot : slots.values()) {
            if (slot.subscription != null) {
                owners.add(slot.subscription.publication.owner);
            }
        }
        return owners;
    }

    /** The subscription that this section carries. */
    @Nullable
    Subscription carriedBy(String mid) {
        Slot slot = slots.get(mid);
        return slot == null ? null : slot.subscription;
    }

    private void fill() {
        for (Subscription subscription : unplaced()) {
            MediaKind kind = subscription.publication.kind();
            for (Slot slot : slots.values()) {
                if (slot.free() && slot.kind == kind && !slot.codecs.isEmpty()) {
                    boolean rtx = slot.codecs.stream().anyMatch(codec -> codec.rtxPayloadType() >= 0);
                    slot.place(subscription, participant.room.ids.ssrc(), rtx ? participant.room.ids.ssrc() : 0);
                    break;
                }
            }
        }
    }

    private void start(Slot slot) {
        Subscription subscription = slot.subscription;
        SourceProxy source = subscription == null ? null : subscription.publication.source();
        if (subscription == null || subscription.forwarder != null || source == null) {
            return;
        }
        String codec = subscription.publication.shortCodec();
        if (slot.codecs.stream().noneMatch(taken -> taken.name().equalsIgnoreCase(codec))) {
            Subscriptions.unsupported(participant, subscription.publication);
        }
        ForwarderEvents events = participant.room.forwarderEvents(subscription);
        subscription.forwarder = transport.subscribe(
                source,
                new SubscriptionSpec(
                        slot.mid,
                        slot.codecs,
                        slot.ssrc,
                        slot.rtxSsrc,
                        subscription.publication.clock(),
                        participant.admission.allowPause()),
                events);
        subscription.tellForwarder();
        participant.room.publications.subscribed(subscription);
    }

    /** Subscriptions that no section carries. */
    private List<Subscription> unplaced() {
        Set<Subscription> placed = new HashSet<>();
        for (Slot slot : slots.values()) {
            if (slot.subscription != null) {
                placed.add(slot.subscription);
            }
        }
        List<Subscription> unplaced = new ArrayList<>();
        for (Subscription subscription : participant.subscriptions.values()) {
            if (subscription.publication.negotiated() && !placed.contains(subscription)) {
                unplaced.add(subscription);
            }
        }
        return unplaced;
    }

    /** A subscription ended: its section is to be shown inactive. */
    void release(Subscription subscription) {
        for (Slot slot : slots.values()) {
            if (slot.subscription == subscription) {
                slot.clear();
            }
        }
        review();
    }

    void released(Publication publication) {
        published.remove(publication.mid, publication);
    }

    /** The client is back: what it was asked before may never have reached it. */
    void resumed() {
        awaitingOffer = false;
        askedAudio = 0;
        askedVideo = 0;
        review();
    }

    /** What we answered before is to be answered anew. */
    void renew() {
        renewing = true;
        review();
    }

    /** Something changed: asks the client for an offer, soon, if one is needed. */
    void review() {
        if (answered && promptTimer == null && !awaitingOffer && needsOffer()) {
            promptTimer = participant.room.mailbox.later(PROMPT_DELAY, this::prompt);
        }
    }

    /** Something is to be shown inactive, or fits into a free section, or needs a section that was not asked for. */
    private boolean needsOffer() {
        if (renewing || slots.values().stream().anyMatch(slot -> slot.clearing)) {
            return true;
        }
        for (MediaKind kind : MediaKind.values()) {
            int missing = missing(kind);
            boolean fits = unplaced(kind) > missing;
            if (fits || missing > (kind == MediaKind.AUDIO ? askedAudio : askedVideo)) {
                return true;
            }
        }
        return false;
    }

    private void prompt() {
        promptTimer = null;
        if (awaitingOffer || participant.state == ParticipantState.DISCONNECTED || !needsOffer()) {
            return;
        }
        int audio = missing(MediaKind.AUDIO) - askedAudio;
        int video = missing(MediaKind.VIDEO) - askedVideo;
        askedAudio += Math.max(0, audio);
        askedVideo += Math.max(0, video);
        awaitingOffer = true;
        participant.tell(new Notice.SectionsWanted(Math.max(0, audio), Math.max(0, video)));
        if (patience != null) {
            patience.cancel();
        }
        patience = participant.room.mailbox.later(PROMPT_PATIENCE, this::impatient);
    }

    private void impatient() {
        awaitingOffer = false;
        askedAudio = 0;
        askedVideo = 0;
        review();
    }

    /** Sections of a kind that subscriptions need beyond those that are or become free. */
    private int missing(MediaKind kind) {
        int free = 0;
        for (Slot slot : slots.values()) {
            free += slot.kind == kind && slot.subscription == null ? 1 : 0;
        }
        return Math.max(0, unplaced(kind) - free);
    }

    private int unplaced(MediaKind kind) {
        int count = 0;
        for (Subscription subscription : unplaced()) {
            count += subscription.publication.kind() == kind ? 1 : 0;
        }
        return count;
    }
}
