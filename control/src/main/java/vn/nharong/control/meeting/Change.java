package vn.nharong.control.meeting;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.nharong.control.floor.Floor;
import vn.nharong.control.programme.Composition;
import vn.nharong.control.programme.Programme;
import vn.nharong.control.programme.Tour;
import vn.nharong.control.rollcall.RollCall;

/** What of a meeting is new: each part that is not null takes the place of what was; seats one by one. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Change(
        @Nullable Basics basics,
        @Nullable List<SeatGroup> groups,
        @Nullable List<SeatPlace> places,
        @Nullable List<SeatRecord> seats,
        @Nullable Programme programme,
        @Nullable Composition preview,
        @Nullable Tour tour,
        @Nullable Floor floor,
        @Nullable RollCall rollCall,
        @Nullable List<Talk> talks,
        @Nullable Map<String, Duty> duties,
        @Nullable Notice notice,
        @Nullable Guests guests) {
    public static final Change NOTHING =
            new Change(null, null, null, null, null, null, null, null, null, null, null, null, null);

    Change basics(Basics now) {
        return new Change(
                now, groups, places, seats, programme, preview, tour, floor, rollCall, talks, duties, notice, guests);
    }

    Change groups(List<SeatGroup> now) {
        return new Change(
                basics, now, places, seats, programme, preview, tour, floor, rollCall, talks, duties, notice, guests);
    }

    Change places(List<SeatPlace> now) {
        return new Change(
                basics, groups, now, seats, programme, preview, tour, floor, rollCall, talks, duties, notice, guests);
    }

    Change seats(List<SeatRecord> now) {
        return new Change(
                basics, groups, places, now, programme, preview, tour, floor, rollCall, talks, duties, notice, guests);
    }

    Change seat(SeatRecord now) {
        List<SeatRecord> all = seats == null ? new ArrayList<>() : new ArrayList<>(seats);
        all.removeIf(seat -> seat.id().equals(now.id()));
        all.add(now);
        return seats(List.copyOf(all));
    }

    Change programme(Programme now) {
        return new Change(
                basics, groups, places, seats, now, preview, tour, floor, rollCall, talks, duties, notice, guests);
    }

    Change preview(Composition now) {
        return new Change(
                basics, groups, places, seats, programme, now, tour, floor, rollCall, talks, duties, notice, guests);
    }

    Change tour(Tour now) {
        return new Change(
                basics, groups, places, seats, programme, preview, now, floor, rollCall, talks, duties, notice, guests);
    }

    Change floor(Floor now) {
        return new Change(
                basics, groups, places, seats, programme, preview, tour, now, rollCall, talks, duties, notice, guests);
    }

    Change rollCall(RollCall now) {
        return new Change(
                basics, groups, places, seats, programme, preview, tour, floor, now, talks, duties, notice, guests);
    }

    Change talks(List<Talk> now) {
        return new Change(
                basics, groups, places, seats, programme, preview, tour, floor, rollCall, now, duties, notice, guests);
    }

    Change duties(Map<String, Duty> now) {
        return new Change(
                basics, groups, places, seats, programme, preview, tour, floor, rollCall, talks, now, notice, guests);
    }

    Change notice(Notice now) {
        return new Change(
                basics, groups, places, seats, programme, preview, tour, floor, rollCall, talks, duties, now, guests);
    }

    Change guests(Guests now) {
        return new Change(
                basics, groups, places, seats, programme, preview, tour, floor, rollCall, talks, duties, notice, now);
    }
}
