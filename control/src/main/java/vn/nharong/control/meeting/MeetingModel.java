package vn.nharong.control.meeting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.nharong.control.floor.Floor;
import vn.nharong.control.programme.Card;
import vn.nharong.control.programme.Composition;
import vn.nharong.control.programme.Programme;
import vn.nharong.control.programme.Tour;
import vn.nharong.control.rollcall.RollCall;

/**
 * What a meeting is now: everything that its events said, one after the other. Nothing in it depends on a connection. Not
 * thread-safe: its {@link Meeting} guards it.
 */
final class MeetingModel {
    private static final int MAX_NOTICES = 20;

    final String id;
    private @Nullable Basics basics;
    private List<SeatGroup> groups = List.of();
    private final Map<String, SeatPlace> places = new LinkedHashMap<>();
    private final Map<String, SeatRecord> seats = new LinkedHashMap<>();
    private Programme programme = new Programme(Composition.NOTHING, Card.WELCOME, Instant.EPOCH, "");
    private Composition preview = Composition.NOTHING;
    private Tour tour = Tour.NONE;
    private Floor floor = Floor.EMPTY;
    private RollCall rollCall = RollCall.NOT_YET;
    private List<Talk> talks = List.of();
    private Map<String, Duty> duties = Map.of();
    private Guests guests = Guests.NONE;
    private final List<Notice> notices = new ArrayList<>();

    MeetingModel(String id) {
        this.id = id;
    }

    void apply(Change change) {
        basics = change.basics() == null ? basics : change.basics();
        groups = change.groups() == null ? groups : change.groups();
        if (change.places() != null) {
            change.places().forEach(place -> places.put(place.id(), place));
        }
        if (change.seats() != null) {
            change.seats().forEach(seat -> seats.put(seat.id(), seat));
        }
        programme = change.programme() == null ? programme : change.programme();
        preview = change.preview() == null ? preview : change.preview();
        tour = change.tour() == null ? tour : change.tour();
        floor = change.floor() == null ? floor : change.floor();
        rollCall = change.rollCall() == null ? rollCall : change.rollCall();
        talks = change.talks() == null ? talks : change.talks();
        duties = change.duties() == null ? duties : change.duties();
        guests = change.guests() == null ? guests : change.guests();
        if (change.notice() != null) {
            notices.addFirst(change.notice());
            if (notices.size() > MAX_NOTICES) {
                notices.removeLast();
            }
        }
    }

    /** What would take back this change as things stand before it. Seats, places and notices are only looked at by field. */
    Change inverse(Change change) {
        Change back = Change.NOTHING;
        if (change.basics() != null && basics != null) {
            back = back.basics(basics);
        }
        back = change.programme() == null ? back : back.programme(programme);
        back = change.preview() == null ? back : back.preview(preview);
        back = change.tour() == null ? back : back.tour(tour);
        back = change.floor() == null ? back : back.floor(floor);
        back = change.talks() == null ? back : back.talks(talks);
        if (change.seats() != null) {
            for (SeatRecord changed : change.seats()) {
                SeatRecord seat = seats.get(changed.id());
                back = seat == null ? back : back.seat(seat);
            }
        }
        return back;
    }

    Basics basics() {
        return Objects.requireNonNull(basics, "a meeting begins with what it is called");
    }

    MeetingState state() {
        return basics().state();
    }

    List<SeatGroup> groups() {
        return groups;
    }

    Iterable<SeatRecord> seats() {
        return seats.values();
    }

    /** Of sites. */
    int seatCount() {
        return (int) places.values().stream().filter(MeetingModel::site).count();
    }

    private static boolean site(SeatPlace place) {
        return place.guest() == null;
    }

    /** Whether that seat is a guest's. */
    boolean guest(String id) {
        SeatPlace place = places.get(id);
        return place != null && !site(place);
    }

    Guests guests() {
        return guests;
    }

    /** Those who were let in, in that order, also those who left. */
    List<SeatPlace> guestPlaces() {
        return places.values().stream().filter(place -> !site(place)).toList();
    }

    /** @throws MeetingRefused when there is no such seat, or it is a guest's */
    SeatRecord siteSeat(String id) {
        if (guest(id)) {
            throw MeetingRefused.notForGuests();
        }
        return seat(id);
    }

    boolean has(String seat) {
        return seats.containsKey(seat);
    }

    /** @throws MeetingRefused when there is no such seat */
    SeatRecord seat(String id) {
        SeatRecord seat = seats.get(id);
        if (seat == null) {
            throw MeetingRefused.unknownSeat(id);
        }
        return seat;
    }

    SeatPlace place(String id) {
        SeatPlace place = places.get(id);
        if (place == null) {
            throw MeetingRefused.unknownSeat(id);
        }
        return place;
    }

    Optional<SeatPlace> findPlace(String id) {
        return Optional.ofNullable(places.get(id));
    }

    /** Of sites, in official order. */
    List<SeatPlace> places() {
        return places.values().stream().filter(MeetingModel::site).toList();
    }

    /** Of sites and of guests. */
    List<String> everybody() {
        return List.copyOf(places.keySet());
    }

    Programme programme() {
        return programme;
    }

    Composition preview() {
        return preview;
    }

    Tour tour() {
        return tour;
    }

    Floor floor() {
        return floor;
    }

    RollCall rollCall() {
        return rollCall;
    }

    List<Talk> talks() {
        return talks;
    }

    Map<String, Duty> duties() {
        return duties;
    }

    List<Notice> notices() {
        return List.copyOf(notices);
    }

    /** The state to show: what is kept, unless the programme or the floor says more. */
    SiteState shown(SeatRecord seat) {
        if (!seat.state().called() || seat.state() == SiteState.LOST || seat.state() == SiteState.RINGING) {
            return seat.state();
        }
        if (state().live() && programme.onAir(seat.id())) {
            return SiteState.ON_AIR;
        }
        if (floor.onDeck() != null && floor.onDeck().seat().equals(seat.id())) {
            return SiteState.ON_DECK;
        }
        return seat.state();
    }
}
