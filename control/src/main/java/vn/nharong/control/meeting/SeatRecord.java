package vn.nharong.control.meeting;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a seat, whatever becomes of its connection.
 *
 * @param state never ON_AIR or ON_DECK: those are the programme's and the floor's to say
 * @param present answered at roll call
 * @param headcount people in the room, or null when nobody said
 * @param note why it is not there, or what the operator wrote
 * @param tries calls since the lines were opened
 * @param check what the last rehearsal found; null when there was none
 */
public record SeatRecord(
        String id,
        SiteState state,
        Instant since,
        boolean present,
        @Nullable Integer headcount,
        String note,
        int tries,
        @Nullable TechnicalCheck check) {
    static SeatRecord expected(String id, Instant now) {
        return new SeatRecord(id, SiteState.EXPECTED, now, false, null, "", 0, null);
    }

    SeatRecord state(SiteState next, Instant now) {
        return new SeatRecord(id, next, state == next ? since : now, present, headcount, note, tries, check);
    }

    SeatRecord called(Instant now) {
        return new SeatRecord(id, SiteState.RINGING, now, present, headcount, note, tries + 1, check);
    }

    SeatRecord present(boolean now) {
        return new SeatRecord(id, state, since, now, headcount, note, tries, check);
    }

    SeatRecord headcount(@Nullable Integer people) {
        return new SeatRecord(id, state, since, present, people, note, tries, check);
    }

    SeatRecord note(String text) {
        return new SeatRecord(id, state, since, present, headcount, text, tries, check);
    }

    SeatRecord checked(@Nullable TechnicalCheck found) {
        return new SeatRecord(id, state, since, present, headcount, note, tries, found);
    }

    /** As if it had never been called; what was found out stays, and what somebody said of it. */
    SeatRecord idle(Instant now) {
        SiteState next = state.saidOtherwise() ? state : SiteState.EXPECTED;
        return new SeatRecord(id, next, now, present && state.saidOtherwise(), headcount, note, 0, check);
    }
}
