package vn.nharong.sfu.room;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import vn.nharong.bus.Conduct;
import vn.nharong.bus.Correlation;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.sfu.loop.OutletProxy;
import vn.nharong.sfu.loop.Traffic;

/**
 * The rules of a conducted room: what is shown and heard is decided outside of it, and who may take what and who sees whom
 * follows from that. In words: docs/papers/conducted-rooms.md. Room's thread.
 */
final class Conducting implements RoomRules {
    private final Room room;
    final Programme programme;
    final Facts facts;
    final EndedRights ended = new EndedRights();
    private Conduct conduct = Conduct.NOTHING;
    /** Loans by whom they are to. */
    private Map<String, Set<Conduct.Loan>> loans = Map.of();

    Conducting(Room room, long nowMillis, Function<MediaKind, OutletProxy> outlets) {
        this.room = room;
        this.programme = new Programme(room, nowMillis, outlets);
        this.facts = new Facts(room);
    }

    /** What is shown and heard from now on. */
    void conduct(Conduct next) {
        Conduct before = conduct;
        Map<String, Set<Conduct.Loan>> loansBefore = loans;
        conduct = next;
        Correlation.ACTS.info("room={} pictures={} open={}", room.name, next.pictures(), next.openMicrophones());
        loans = new HashMap<>();
        for (Conduct.Loan loan : next.loans()) {
            loans.computeIfAbsent(loan.to(), to -> new HashSet<>()).add(loan);
        }
        // Sound first: what is to be closed is closed before anything else happens.
        for (Participant participant : room.participants.values()) {
            boolean was = wanted(before, participant.identity());
            boolean is = wanted(next, participant.identity());
            for (Publication publication : participant.publications.values()) {
                gate(publication);
                if (was != is && publication.is(TrackSource.MICROPHONE)) {
                    participant.tell(new Notice.MuteWanted(publication.sid, !is));
                }
            }
        }
        programme.show(next);
        for (Participant viewer : List.copyOf(room.participants.values())) {
            boolean watched = before.watchers().contains(viewer.identity());
            Set<Conduct.Loan> had = loansBefore.getOrDefault(viewer.identity(), Set.of());
            if (watched != watches(viewer) || !had.equals(loansTo(viewer))) {
                rearrange(viewer, watched, had);
            }
        }
        if (!next.screen().equals(before.screen())) {
            room.metadata(next.screen());
        }
    }

    /** What one participant may see and take is other than it was. */
    private void rearrange(Participant viewer, boolean watched, Set<Conduct.Loan> had) {
        for (Subscription subscription : List.copyOf(viewer.subscriptions.values())) {
            if (!mayTake(viewer, subscription.publication)) {
                viewer.unsubscribe(subscription.publication);
            } else {
                subscription.throughGate(lent(viewer, subscription.publication));
            }
        }
        List<ParticipantView> news = new ArrayList<>();
        for (Participant other : room.participants.values()) {
            boolean saw = watched || had.stream().anyMatch(loan -> loan.from().equals(other.identity()));
            boolean sees = sees(viewer, other.identity());
            if (other != viewer && saw != sees) {
                ParticipantView view = sees ? other.view() : Roster.gone(other.view());
                news.add(view);
                if (!sees && viewer.link == null) {
                    viewer.missed.put(other.identity(), view);
                }
            }
        }
        if (!news.isEmpty()) {
            viewer.tell(new Notice.Updated(news));
        }
        if (viewer.admission.autoSubscribe()) {
            room.subscriptions.toEverything(viewer);
        }
    }

    // --- who may what

    @Override
    public boolean conducted() {
        return true;
    }

    @Override
    public boolean admits(String identity, long issuedMillis) {
        return !ended.ended(identity, issuedMillis);
    }

    @Override
    public Participant programme() {
        return programme.participant;
    }

    @Override
    public boolean maySendData(Participant participant) {
        return watches(participant);
    }

    private static boolean open(Conduct conduct, String identity) {
        return conduct.openMicrophones().contains(identity);
    }

    /** Whether anybody is to hear this microphone. */
    private static boolean wanted(Conduct conduct, String identity) {
        return open(conduct, identity)
                || conduct.loans().stream()
                        .anyMatch(loan -> loan.from().equals(identity) && loan.source() == Conduct.Source.MICROPHONE);
    }

    boolean watches(Participant participant) {
        return conduct.watchers().contains(participant.identity());
    }

    private Set<Conduct.Loan> loansTo(Participant participant) {
        return loans.getOrDefault(participant.identity(), Set.of());
    }

    /** Whether it was given this track beside the programme. */
    @Override
    public boolean lent(Participant to, Publication publication) {
        for (Conduct.Loan loan : loansTo(to)) {
            if (loan.from().equals(publication.owner.identity()) && publication.is(Programme.of(loan.source()))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean mayTake(Participant participant, Publication publication) {
        return publication.outlet != null || watches(participant) || lent(participant, publication);
    }

    @Override
    public boolean sees(Participant viewer, String identity) {
        return identity.equals(Programme.IDENTITY)
                || watches(viewer)
                || loansTo(viewer).stream().anyMatch(loan -> loan.from().equals(identity));
    }

    // --- what happens in the room

    @Override
    public void level(Publication publication, float level) {
        facts.level(publication, level);
    }

    @Override
    public void measured(Participant participant, Traffic seen) {
        facts.line(participant, seen);
    }

    @Override
    public void presence(Participant participant) {
        facts.presence(participant);
    }

    @Override
    public void left(Participant participant, boolean replaced) {
        facts.left(participant, replaced);
    }

    @Override
    public void closing(LeaveReason reason) {
        if (reason != LeaveReason.ROOM_DELETED) {
            facts.lost();
        }
    }

    @Override
    public void closed() {
        programme.close();
    }

    /** An offer carried it. */
    @Override
    public void ready(Publication publication) {
        gate(publication);
        askToMute(publication);
        programme.review();
        facts.sources(publication.owner);
    }

    /** Its client has taken our answer in: before, livekit-client hears no wish about it. */
    @Override
    public void settled(Publication publication) {
        askToMute(publication);
        publication.dynacast.restUntilWatched();
    }

    @Override
    public void gone(Publication publication) {
        programme.review();
        facts.sources(publication.owner);
    }

    /** Its client says that it is muted, or no longer. */
    @Override
    public void muted(Publication publication) {
        if (!publication.muted) {
            askToMute(publication);
        }
        facts.sources(publication.owner);
    }

    /** The loop has done it. */
    @Override
    public void gated(Publication publication, boolean closed) {
        publication.gateAnswers--;
        publication.gateClosed = closed;
        facts.sources(publication.owner);
    }

    /** All sound, whatever its client calls it. */
    private void gate(Publication publication) {
        boolean closed = publication.kind() == MediaKind.AUDIO && !open(conduct, publication.owner.identity());
        if (publication.fanout != null && publication.gateTold != closed) {
            publication.gateTold = closed;
            publication.gateAnswers++;
            publication.fanout.gate(closed);
        }
    }

    private void askToMute(Publication publication) {
        if (publication.is(TrackSource.MICROPHONE)) {
            boolean muted = !wanted(conduct, publication.owner.identity());
            if (publication.muted != muted) {
                publication.owner.tell(new Notice.MuteWanted(publication.sid, muted));
            }
        }
    }

    /** In place of those who left and of whom it was told. */
    @Override
    public List<ParticipantView> missed(Participant viewer) {
        Map<String, ParticipantView> missed = new LinkedHashMap<>(viewer.missed);
        viewer.missed.clear();
        missed.keySet().removeIf(identity -> sees(viewer, identity));
        return List.copyOf(missed.values());
    }
}
