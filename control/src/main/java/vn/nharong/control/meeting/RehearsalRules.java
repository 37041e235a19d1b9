package vn.nharong.control.meeting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.nharong.control.floor.Floor;
import vn.nharong.control.floor.FloorRequest;
import vn.nharong.control.programme.Card;
import vn.nharong.control.programme.Composition;
import vn.nharong.control.programme.Programme;
import vn.nharong.control.programme.Tour;

/**
 * Rules of the rehearsal: all sites are called, nobody's people are there, each line is looked at by itself, and what was found
 * stays with the meeting. Whoever passed once has passed, unless something is wrong with it at the end.
 */
final class RehearsalRules {
    private RehearsalRules() {}

    /**
     * Lines open for a technical check.
     *
     * @param failedOnly the sites that have passed before are left in peace
     */
    static MeetingEvent begin(MeetingModel model, boolean failedOnly, Instant now, String by) {
        List<SeatRecord> seats = new ArrayList<>();
        for (SeatPlace place : model.places()) {
            SeatRecord seat = model.seat(place.id());
            boolean passed = seat.check() != null && seat.check().fault() == null;
            if (!failedOnly || !passed) {
                seats.add(seat.checked(null).idle(now));
            } else if (!seat.state().saidOtherwise()) {
                seats.add(seat.state(SiteState.LEFT, now));
            }
        }
        if (failedOnly && seats.stream().noneMatch(seat -> seat.state() == SiteState.EXPECTED)) {
            throw MeetingRefused.wrong("failedOnly", "Điểm cầu nào cũng đạt rồi.");
        }
        return MeetingEvent.act(
                        "rehearsal.began",
                        Change.NOTHING
                                .basics(SessionRules.become(model, MeetingState.REHEARSING, now))
                                .seats(List.copyOf(seats))
                                .programme(new Programme(Composition.NOTHING, Card.WELCOME, now, by)))
                .with(
                        "count",
                        String.valueOf(seats.stream()
                                .filter(seat -> seat.state() == SiteState.EXPECTED)
                                .count()));
    }

    /** Lines close again; the meeting is as it was, but for what is known now. */
    static MeetingEvent end(MeetingModel model, Map<String, SeatLive> live, Instant now, String by) {
        if (model.state() != MeetingState.REHEARSING) {
            throw MeetingRefused.notNow(model.state());
        }
        List<SeatRecord> seats = new ArrayList<>();
        int passed = 0;
        int looked = 0;
        for (SeatRecord seat : found(model, live, now)) {
            looked += seat.check() == null ? 0 : 1;
            passed += seat.check() != null && seat.check().fault() == null ? 1 : 0;
            seats.add(seat.idle(now));
        }
        for (SeatPlace guest : model.guestPlaces()) {
            SeatRecord seat = model.seat(guest.id());
            if (seat.state().called()) {
                seats.add(seat.state(SiteState.LEFT, now));
            }
        }
        Floor floor =
                model.floor().onDeck(null).queue(registered(model.floor())).open(List.of());
        return MeetingEvent.act(
                        "rehearsal.ended",
                        Change.NOTHING
                                .basics(SessionRules.become(model, MeetingState.PUBLISHED, now)
                                        .chair(model.basics().mainSite()))
                                .seats(List.copyOf(seats))
                                .programme(new Programme(Composition.NOTHING, Card.WELCOME, now, by))
                                .floor(floor)
                                .talks(List.of())
                                .tour(Tour.NONE))
                .with("passed", String.valueOf(passed))
                .with("count", String.valueOf(looked));
    }

    /** The list of speakers that was prepared is the meeting's; hands that were raised to try the key are not. */
    private static List<FloorRequest> registered(Floor floor) {
        List<FloorRequest> all = new ArrayList<>();
        if (floor.onDeck() != null) {
            all.add(floor.onDeck());
        }
        all.addAll(floor.queue());
        return all.stream().filter(request -> !request.raised()).toList();
    }

    /** The sites with what was found; nobody has answered a roll call in a rehearsal. */
    static List<SeatRecord> found(MeetingModel model, Map<String, SeatLive> live, Instant now) {
        List<SeatRecord> seats = new ArrayList<>();
        for (SeatPlace place : model.places()) {
            SeatRecord seat = model.seat(place.id());
            SeatLive line = SeatLive.of(live, place.id());
            if (seat.state().saidOtherwise() && !line.connected) {
                seats.add(seat); // nobody waits for it
                continue;
            }
            TechnicalCheck.@Nullable Fault fault = TechnicalCheck.fault(line, now);
            boolean passedBefore = seat.check() != null && seat.check().fault() == null;
            boolean keeps = passedBefore && (fault == null || fault == TechnicalCheck.Fault.NOT_CONNECTED);
            SeatRecord known = keeps ? seat : seat.checked(new TechnicalCheck(now, fault));
            known = known.present(false);
            seats.add(known.state() == SiteState.PRESENT ? known.state(SiteState.CHECKED, now) : known);
        }
        return seats;
    }
}
