package vn.nharong.control.meeting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.nharong.control.floor.Floor;
import vn.nharong.control.programme.Card;
import vn.nharong.control.programme.Cell;
import vn.nharong.control.programme.Composition;
import vn.nharong.control.programme.Fill;
import vn.nharong.control.programme.Layout;
import vn.nharong.control.programme.Programme;
import vn.nharong.control.programme.Tour;
import vn.nharong.control.rollcall.RollCall;

/** Rules of the meeting as a whole: from one state to the next, who has the chair, words to the sites. */
final class SessionRules {
    private static final int MAX_NOTICE = 300;

    private SessionRules() {}

    static Basics become(MeetingModel model, MeetingState next, Instant now) {
        if (!model.state().leadsTo(next)) {
            throw MeetingRefused.notNow(model.state());
        }
        return model.basics().state(next, now);
    }

    /** Lines open: every site is called from now on. After a rehearsal those that are there stay. */
    static MeetingEvent openLines(MeetingModel model, Map<String, SeatLive> live, Instant now, String by) {
        Change change = Change.NOTHING
                .basics(become(model, MeetingState.LOBBY, now))
                .programme(new Programme(main(model), Card.WELCOME, now, by));
        if (model.state() == MeetingState.REHEARSING) {
            change = change.seats(RehearsalRules.found(model, live, now).stream()
                    .map(seat -> seat.state().called() ? seat : seat.idle(now))
                    .toList());
        }
        return MeetingEvent.act("meeting.opened", change);
    }

    private static Composition main(MeetingModel model) {
        return new Composition(
                Layout.ONE, Fill.SPEAKER, List.of(new Cell(model.basics().chairSite(), false)));
    }

    static MeetingEvent startRollCall(MeetingModel model, Instant now) {
        return MeetingEvent.act(
                "rollcall.started",
                Change.NOTHING
                        .basics(become(model, MeetingState.ROLL_CALL, now))
                        .rollCall(model.rollCall().running(now)));
    }

    /** The meeting begins: the main site is seen and heard, all others are closed. */
    static MeetingEvent begin(MeetingModel model, Instant now, String by) {
        Change change = Change.NOTHING
                .basics(become(model, MeetingState.IN_SESSION, now))
                .programme(new Programme(main(model), null, now, by))
                .floor(model.floor().open(List.of(model.basics().chairSite())))
                .tour(Tour.NONE);
        if (model.rollCall().state() == RollCall.State.RUNNING) {
            change = change.rollCall(model.rollCall().closed(now));
        }
        return MeetingEvent.act("meeting.began", change);
    }

    static MeetingEvent suspend(MeetingModel model, Instant now, String by) {
        return MeetingEvent.act(
                "meeting.suspended",
                Change.NOTHING
                        .basics(become(model, MeetingState.SUSPENDED, now))
                        .programme(new Programme(model.programme().composition(), Card.BREAK, now, by))
                        .floor(model.floor().open(List.of()))
                        .tour(Tour.NONE));
    }

    static MeetingEvent resume(MeetingModel model, Instant now, String by) {
        Floor floor = model.floor();
        Set<String> open = new LinkedHashSet<>();
        open.add(model.basics().chairSite());
        if (floor.speaking() != null) {
            open.add(floor.speaking().request().seat());
        }
        return MeetingEvent.act(
                "meeting.resumed",
                Change.NOTHING
                        .basics(become(model, MeetingState.IN_SESSION, now))
                        .programme(new Programme(model.programme().composition(), null, now, by))
                        .floor(floor.open(List.copyOf(open))));
    }

    /** Nobody is called any longer, nobody waits to speak, and who was there has left: not lost, the meeting is over. */
    static MeetingEvent end(MeetingModel model, Instant now, String by) {
        List<SeatRecord> changed = new ArrayList<>();
        for (SeatRecord seat : model.seats()) {
            if (seat.state() == SiteState.RINGING) {
                changed.add(seat.state(SiteState.EXPECTED, now));
            } else if (seat.state().called()) {
                changed.add(seat.state(SiteState.LEFT, now));
            }
        }
        return MeetingEvent.act(
                "meeting.ended",
                Change.NOTHING
                        .basics(become(model, MeetingState.ENDED, now))
                        .programme(new Programme(Composition.NOTHING, Card.THANKS, now, by))
                        .floor(model.floor()
                                .speaking(null)
                                .onDeck(null)
                                .queue(List.of())
                                .open(List.of()))
                        .seats(changed)
                        .talks(List.of())
                        .tour(Tour.NONE));
    }

    static MeetingEvent deputy(MeetingModel model, @Nullable String seat) {
        if (seat != null) {
            model.siteSeat(seat);
            if (seat.equals(model.basics().mainSite())) {
                throw MeetingRefused.wrong("seat", "Điểm cầu chính không thể tự thay mình.");
            }
        }
        return MeetingEvent.act(
                "meeting.deputy", seat, Change.NOTHING.basics(model.basics().deputy(seat)));
    }

    /** The chair's rights go to another site: its microphone opens, it stands where the other stood. */
    static Change chair(MeetingModel model, String next, Instant now, String by) {
        String before = model.basics().chairSite();
        Floor floor = model.floor();
        Set<String> open = new LinkedHashSet<>(floor.open());
        boolean wasOpen = open.remove(before);
        if (wasOpen) {
            open.add(next);
        }
        Programme programme = model.programme();
        Composition composition = ProgrammeRules.replaced(programme.composition(), before, next);
        return Change.NOTHING
                .basics(model.basics().chair(next))
                .floor(floor.open(List.copyOf(open)))
                .programme(new Programme(composition, programme.card(), now, by));
    }

    static MeetingEvent handChair(MeetingModel model, String seat, Instant now, String by) {
        Basics basics = model.basics();
        if (!seat.equals(basics.mainSite()) && !seat.equals(basics.deputySite())) {
            throw MeetingRefused.wrong("seat", "Chỉ điểm cầu chính hoặc điểm cầu dự phòng giữ quyền chủ tọa.");
        }
        return MeetingEvent.act("meeting.chair", seat, chair(model, seat, now, by));
    }

    /** Words onto the screens of some sites, or of all. */
    static MeetingEvent message(MeetingModel model, String id, List<String> seats, String given, Instant now) {
        String text = java.text.Normalizer.normalize(given.strip(), java.text.Normalizer.Form.NFC);
        if (text.isEmpty() || text.length() > MAX_NOTICE) {
            throw MeetingRefused.wrong("text", "Thông báo phải có chữ và không quá " + MAX_NOTICE + " ký tự.");
        }
        seats.forEach(model::seat);
        return MeetingEvent.act(
                        "message.sent",
                        seats.size() == 1 ? seats.getFirst() : null,
                        Change.NOTHING.notice(new Notice(id, now, text, seats)))
                .with("text", text)
                .with("count", String.valueOf(seats.isEmpty() ? model.seatCount() : seats.size()));
    }

    static MeetingEvent talk(MeetingModel model, String operator, @Nullable String seat) {
        List<Talk> talks = new java.util.ArrayList<>(model.talks());
        talks.removeIf(talk -> talk.operator().equals(operator));
        if (seat != null) {
            model.seat(seat);
            talks.add(new Talk(operator, seat));
        }
        return MeetingEvent.act(
                seat == null ? "talk.ended" : "talk.begun", seat, Change.NOTHING.talks(List.copyOf(talks)));
    }

    /** Nobody else has that duty afterwards: taking over is explicit, and told. */
    static MeetingEvent duty(MeetingModel model, String operator, @Nullable Duty duty) {
        Map<String, Duty> duties = new TreeMap<>(model.duties());
        if (duty != null) {
            duties.values().removeIf(duty::equals);
            duties.put(operator, duty);
        } else {
            duties.remove(operator);
        }
        return MeetingEvent.act("duty.taken", Change.NOTHING.duties(Map.copyOf(duties)))
                .with("duty", duty == null ? "NONE" : duty.name());
    }

    static MeetingEvent note(MeetingModel model, String seat, String given) {
        String text = java.text.Normalizer.normalize(given.strip(), java.text.Normalizer.Form.NFC);
        if (text.length() > MAX_NOTICE) {
            throw MeetingRefused.wrong("note", "Ghi chú không quá " + MAX_NOTICE + " ký tự.");
        }
        return MeetingEvent.act(
                "seat.noted", seat, Change.NOTHING.seat(model.seat(seat).note(text)));
    }
}
