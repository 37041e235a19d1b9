package vn.nharong.control.meeting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Rules of the lines: calling, hanging up, what a connection that comes or goes makes of a seat. */
final class LineRules {
    private LineRules() {}

    /** These ring now. @param seats those that are connected already are left alone */
    static @Nullable MeetingEvent call(
            MeetingModel model, List<String> seats, Predicate<String> connected, boolean byHand, Instant now) {
        if (!model.state().live()) {
            throw MeetingRefused.notNow(model.state());
        }
        List<SeatRecord> ringing = new ArrayList<>();
        for (String id : seats) {
            SeatRecord seat = model.seat(id);
            if (!connected.test(id)) {
                ringing.add(seat.state() == SiteState.LOST ? seat : seat.called(now));
            }
        }
        if (ringing.isEmpty()) {
            return null;
        }
        String one = ringing.size() == 1 ? ringing.getFirst().id() : null;
        Change change = Change.NOTHING.seats(List.copyOf(ringing));
        MeetingEvent event =
                byHand ? MeetingEvent.act("seat.called", one, change) : MeetingEvent.fact("seat.called", one, change);
        return event.with("count", String.valueOf(ringing.size()));
    }

    /** Nobody answered. */
    static MeetingEvent unanswered(MeetingModel model, List<String> seats, Instant now) {
        return facts(
                "seat.unanswered",
                MeetingEvent.Kind.FACT,
                seats.stream()
                        .map(id -> model.seat(id).state(SiteState.EXPECTED, now))
                        .toList());
    }

    static MeetingEvent hangUp(MeetingModel model, List<String> seats, Instant now) {
        List<SeatRecord> left = seats.stream()
                .map(id -> model.seat(id).state(SiteState.LEFT, now))
                .toList();
        return facts("seat.hungUp", MeetingEvent.Kind.ACT, left);
    }

    /** A transport stands: new, or again. */
    static MeetingEvent connected(MeetingModel model, String id, Instant now) {
        SeatRecord seat = model.seat(id);
        boolean back = seat.state() == SiteState.LOST;
        SeatRecord next = seat.state(back ? SiteState.RETURNED : SiteState.CONNECTED, now);
        return facts(back ? "seat.returned" : "seat.connected", MeetingEvent.Kind.FACT, List.of(next));
    }

    /** The line is gone; everything the seat has stays. */
    static @Nullable MeetingEvent lost(MeetingModel model, String id, Instant now) {
        SeatRecord seat = model.seat(id);
        if (!seat.state().called() || seat.state() == SiteState.RINGING || seat.state() == SiteState.LOST) {
            return null;
        }
        return facts("seat.lost", MeetingEvent.Kind.INCIDENT, List.of(seat.state(SiteState.LOST, now)));
    }

    /** Sound and picture can be had. */
    static MeetingEvent checked(MeetingModel model, List<String> ids, Instant now) {
        return facts(
                "seat.checked",
                MeetingEvent.Kind.FACT,
                ids.stream().map(id -> checked(model, model.seat(id), now)).toList());
    }

    private static SeatRecord checked(MeetingModel model, SeatRecord seat, Instant now) {
        SeatRecord next = seat.state(seat.present() ? SiteState.PRESENT : SiteState.CHECKED, now);
        return model.state() == MeetingState.REHEARSING ? next.checked(new TechnicalCheck(now, null)) : next;
    }

    /** The chair's site is lost: the deputy has its rights, without anybody asking. */
    static @Nullable MeetingEvent chairLost(MeetingModel model, String lost, Predicate<String> connected, Instant now) {
        Basics basics = model.basics();
        String deputy = basics.deputySite();
        if (!lost.equals(basics.chairSite())
                || deputy == null
                || deputy.equals(lost)
                || !connected.test(deputy)
                || !model.state().live()) {
            return null;
        }
        return MeetingEvent.incident("meeting.chairPassed", deputy, SessionRules.chair(model, deputy, now, ""));
    }

    private static MeetingEvent facts(String act, MeetingEvent.Kind kind, List<SeatRecord> seats) {
        return new MeetingEvent(
                        act,
                        kind,
                        seats.size() == 1 ? seats.getFirst().id() : null,
                        java.util.Map.of(),
                        Change.NOTHING.seats(List.copyOf(seats)))
                .with("count", String.valueOf(seats.size()));
    }
}
