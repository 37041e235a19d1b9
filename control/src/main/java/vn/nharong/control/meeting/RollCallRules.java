package vn.nharong.control.meeting;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vn.nharong.control.programme.Cell;
import vn.nharong.control.programme.Composition;
import vn.nharong.control.programme.Fill;
import vn.nharong.control.programme.Layout;
import vn.nharong.control.programme.Programme;
import vn.nharong.control.rollcall.Mark;
import vn.nharong.control.rollcall.RollCall;

/**
 * Rules of the roll call. That a site is present has a cause: it answered on the line, with sound and picture at that second,
 * or an operator took it down by hand.
 */
final class RollCallRules {
    private static final int MAX_PEOPLE = 5000;
    private static final int MAX_SECONDS = 120;

    private RollCallRules() {}

    static MeetingEvent close(MeetingModel model, Instant now) {
        if (model.rollCall().state() != RollCall.State.RUNNING) {
            throw MeetingRefused.wrong("state", "Chưa bắt đầu điểm danh.");
        }
        return MeetingEvent.act(
                "rollcall.closed", Change.NOTHING.rollCall(model.rollCall().closed(now)));
    }

    /** By hand, with the operator's name. @param headcount null for what was said before */
    static MeetingEvent mark(
            MeetingModel model, String seat, Mark mark, @Nullable Integer headcount, String note, Instant now) {
        if (model.state().over()) {
            throw MeetingRefused.notNow(model.state());
        }
        SeatRecord before = model.siteSeat(seat);
        boolean present = mark == Mark.PRESENT || mark == Mark.BY_TELEPHONE;
        SeatRecord after = before.present(present);
        after = switch (mark) {
            // Its line is what it is: somebody can answer for a site whose picture is lost.
            case PRESENT ->
                before.state().called() && before.state() != SiteState.LOST
                        ? after.state(SiteState.PRESENT, now)
                        : after;
            case EXCUSED -> after.state(SiteState.EXCUSED, now);
            case ABSENT -> after.state(SiteState.ABSENT, now);
            case BY_TELEPHONE -> after.state(SiteState.BY_TELEPHONE, now);
        };
        if (headcount != null) {
            after = after.headcount(people(headcount));
        }
        if (!note.isEmpty()) {
            after = after.note(note);
        }
        return MeetingEvent.act("rollcall.marked", seat, Change.NOTHING.seat(after))
                .with("as", mark.name())
                .with("headcount", headcount == null ? "" : String.valueOf(headcount))
                .with("how", "HAND");
    }

    private static int people(int headcount) {
        if (headcount < 0 || headcount > MAX_PEOPLE) {
            throw MeetingRefused.wrong("headcount", "Số người dự từ 0 đến " + MAX_PEOPLE + ".");
        }
        return headcount;
    }

    /** The site answers by its own screen. @param seenAndHeard whether its sound and picture come at this second */
    static MeetingEvent answer(MeetingModel model, String seat, int headcount, boolean seenAndHeard, Instant now) {
        SeatRecord after = model.seat(seat).headcount(people(headcount));
        boolean counts = seenAndHeard && model.state().live();
        if (counts) {
            after = after.present(true).state(SiteState.PRESENT, now);
        }
        return new MeetingEvent(
                        "rollcall.answered",
                        MeetingEvent.Kind.ACT,
                        seat,
                        java.util.Map.of(),
                        Change.NOTHING.seat(after))
                .with("headcount", String.valueOf(headcount))
                .with("how", counts ? "ON_THE_LINE" : "HEADCOUNT_ONLY");
    }

    /** Sites are called one after the other. @param seconds each has; 0 ends the tour @param group only its sites, or null */
    static MeetingEvent tour(MeetingModel model, int seconds, @Nullable String group, Instant now) {
        RollCall rollCall = model.rollCall();
        if (seconds == 0) {
            return MeetingEvent.act("rollcall.tour", Change.NOTHING.rollCall(rollCall.tour(0, null, null, List.of())))
                    .with("seconds", "0");
        }
        if (seconds < 1 || seconds > MAX_SECONDS) {
            throw MeetingRefused.wrong("seconds", "Mỗi điểm cầu từ 1 đến " + MAX_SECONDS + " giây.");
        }
        if (rollCall.state() != RollCall.State.RUNNING) {
            throw MeetingRefused.notNow(model.state());
        }
        List<String> toCall = model.places().stream()
                .filter(place -> group == null || place.group().equals(group))
                .map(SeatPlace::id)
                .filter(seat -> !model.seat(seat).present())
                .toList();
        return MeetingEvent.act("rollcall.tour", Change.NOTHING.rollCall(rollCall.tour(seconds, null, now, toCall)))
                .with("seconds", String.valueOf(seconds))
                .with("count", String.valueOf(toCall.size()));
    }

    /**
     * Calls the next site of the tour: it is seen beside the main site and its microphone opens. Sites that are not there are
     * passed over.
     */
    static MeetingEvent step(MeetingModel model, Predicate<String> connected, Instant now) {
        RollCall rollCall = model.rollCall();
        List<String> rest = rollCall.toCall().stream()
                .dropWhile(seat -> !connected.test(seat) || model.seat(seat).present())
                .toList();
        String chair = model.basics().chairSite();
        if (rest.isEmpty()) {
            return MeetingEvent.fact(
                    "rollcall.toured",
                    null,
                    Change.NOTHING
                            .rollCall(rollCall.tour(0, null, null, List.of()))
                            .floor(model.floor().open(List.of(chair))));
        }
        String called = rest.getFirst();
        RollCall next = rollCall.tour(
                rollCall.secondsEach(), called, now.plusSeconds(rollCall.secondsEach()), rest.subList(1, rest.size()));
        Composition both =
                new Composition(Layout.ONE_ONE, Fill.FIXED, List.of(new Cell(chair, false), new Cell(called, false)));
        return MeetingEvent.fact(
                "rollcall.called",
                called,
                Change.NOTHING
                        .rollCall(next)
                        .programme(new Programme(both, null, now, ""))
                        .floor(model.floor().open(chair.equals(called) ? List.of(chair) : List.of(chair, called))));
    }
}
