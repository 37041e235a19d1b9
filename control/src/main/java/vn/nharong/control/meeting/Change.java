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
        @Nullable Notice notice) {
    public static final Change NOTHING =
            new Change(null, null, null, null, null, null, null, null, null, null, null, null);

    Change basics(Basics now) {
        return new Change(now, groups, places, seats, programme, preview, tour, floor, rollCall, talks, duties, notice);
    }

    Change groups(List<SeatGroup> now) {
        return new Change(basics, now, places, seats, programme, preview, tour, floor, rollCall, talks, duties, notice);
    }

    Change places(List<SeatPlace> now) {
        return new Change(basics, groups, now, seats, programme, preview, tour, floor, rollCall, talks, duties, notice);
    }

    Change seats(List<SeatRecord> now) {
        return new Change(
                basics, groups, places, now, programme, preview, tour, floor, rollCall, talks, duties, notice);
    }

    Change seat(SeatRecord now) {
        List<SeatRecord> all = seats == null ? new ArrayList<>() : new ArrayList<>(seats);
        all.removeIf(seat -> seat.id().equals(now.id()));
        all.add(now);
        return seats(List.copyOf(all));
    }

    Change programme(Programme now) {
        return new Change(basics, groups, places, seats, now, preview, tour, floor, rollCall, talks, duties, notice);
    }

    Change preview(Composition now) {
        return new Change(basics, groups, places, seats, programme, now, tour, floor, rollCall, talks, duties, notice);
    }

    Change tour(Tour now) {
        return new Change(
                basics, groups, places, seats, programme, preview, now, floor, rollCall, talks, duties, notice);
    }

    Change floor(Floor now) {
        return new Change(
                basics, groups, places, seats, programme, preview, tour, now, rollCall, talks, duties, notice);
    }

    Change rollCall(RollCall now) {
        return new Change(basics, groups, places, seats, programme, preview, tour, floor, now, talks, duties, notice);
    }

    Change talks(List<Talk> now) {
        return new Change(
                basics, groups, places, seats, programme, preview, tour, floor, rollCall, now, duties, notice);
    }

    Change duties(Map<String, Duty> now) {
        return new Change(basics, groups, places, seats, programme, preview, tour, floor, rollCall, talks, now, notice);
    }

    Change notice(Notice now) {
        return new Change(basics, groups, places, seats, programme, preview, tour, floor, rollCall, talks, duties, now);
    }
}
