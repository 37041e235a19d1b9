package vn.nharong.control.meeting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.nharong.control.floor.Floor;
import vn.nharong.control.programme.Programme;

/**
 * Rules of guests: the link, the lobby, and how one gets a seat and loses it. Neither link nor PIN is part of what happens: the
 * log tells of an opening by its id.
 */
final class GuestRules {
    /** So many may stand in a lobby; an operator looks at each. */
    static final int MAX_WAITING = 100;
    /** So many seats of guests beside those of the sites. */
    static final int MAX_SEATED = 100;
    /** Over the whole meeting, also those who left: they stay in its record. */
    static final int MAX_EVER = 500;

    private static final int MAX_REASON = 200;

    private GuestRules() {}

    /** @param link id of the opening; what was open before is closed by it */
    static MeetingEvent opened(MeetingModel model, String link) {
        notOver(model);
        String act = model.guests().link() == null ? "guests.opened" : "guests.renewed";
        return MeetingEvent.act(act, Change.NOTHING.guests(model.guests().link(link)));
    }

    static MeetingEvent closed(MeetingModel model) {
        return MeetingEvent.act(
                "guests.closed", Change.NOTHING.guests(model.guests().link(null)));
    }

    /** Somebody guessed at the PIN, or mistyped it. */
    static MeetingEvent pinRefused(String address) {
        return MeetingEvent.incident("guest.pinRefused", null, Change.NOTHING).with("address", address);
    }

    /** Has shown link and PIN, and waits. @param before of the same browser, which waits no more; null for none */
    static MeetingEvent waits(
            MeetingModel model, String link, String id, GuestCard card, @Nullable String before, Instant now) {
        if (model.state().over() || !link.equals(model.guests().link())) {
            throw MeetingRefused.linkClosed();
        }
        Guests guests = before == null ? model.guests() : model.guests().without(List.of(before));
        if (guests.waiting().size() >= MAX_WAITING) {
            throw MeetingRefused.lobbyFull();
        }
        return told("guest.waits", MeetingEvent.Kind.FACT, card)
                .change(Change.NOTHING.guests(guests.with(new Guests.Waiting(id, card, now))));
    }

    /** @param wanted null for all who wait */
    static MeetingEvent admitted(MeetingModel model, @Nullable List<String> wanted, Instant now) {
        if (!model.state().live()) {
            throw MeetingRefused.notNow(model.state());
        }
        Guests guests = model.guests();
        List<Guests.Waiting> coming = wanted == null
                ? guests.waiting()
                : wanted.stream()
                        .map(id -> guests.waits(id).orElseThrow(MeetingRefused::unknownGuest))
                        .distinct()
                        .toList();
        if (coming.isEmpty()) {
            throw MeetingRefused.unknownGuest();
        }
        List<SeatPlace> before = model.guestPlaces();
        long seated = before.stream()
                .filter(place -> model.seat(place.id()).state() != SiteState.LEFT)
                .count();
        if (seated + coming.size() > MAX_SEATED || before.size() + coming.size() > MAX_EVER) {
            throw MeetingRefused.guestsFull(MAX_SEATED);
        }
        List<SeatPlace> places = new ArrayList<>();
        List<SeatRecord> seats = new ArrayList<>();
        for (Guests.Waiting one : coming) {
            places.add(SeatPlace.guest(one.id(), one.card(), before.size() + places.size()));
            // As if it was called and had not answered: the connection makes more of it.
            seats.add(SeatRecord.expected(one.id(), now).state(SiteState.RINGING, now));
        }
        List<String> ids = coming.stream().map(Guests.Waiting::id).toList();
        Change change = Change.NOTHING
                .guests(guests.without(ids))
                .places(List.copyOf(places))
                .seats(List.copyOf(seats));
        MeetingEvent event = coming.size() == 1
                ? told(
                        "guest.admitted",
                        MeetingEvent.Kind.ACT,
                        coming.getFirst().card())
                : MeetingEvent.act("guest.admittedMany", Change.NOTHING).with("count", String.valueOf(coming.size()));
        return event.change(change);
    }

    static MeetingEvent refused(MeetingModel model, String id, String given) {
        Guests.Waiting one = model.guests().waits(id).orElseThrow(MeetingRefused::unknownGuest);
        String reason = java.text.Normalizer.normalize(given.strip(), java.text.Normalizer.Form.NFC);
        if (reason.length() > MAX_REASON || reason.chars().anyMatch(Character::isISOControl)) {
            throw MeetingRefused.wrong("reason", "Lý do không quá " + MAX_REASON + " ký tự.");
        }
        return told("guest.refused", MeetingEvent.Kind.ACT, one.card())
                .with("reason", reason)
                .change(Change.NOTHING.guests(model.guests().refusing(id, reason)));
    }

    /** The guest itself goes. */
    static MeetingEvent left(MeetingModel model, String id, Instant now, String by) {
        return model.guests()
                .waits(id)
                .map(one -> told("guest.left", MeetingEvent.Kind.FACT, one.card())
                        .change(Change.NOTHING.guests(model.guests().without(List.of(id)))))
                .orElseGet(() -> gone(model, id, "guest.left", now, by));
    }

    /** An operator sends it away, for good: it comes again by link and PIN, as anybody. */
    static MeetingEvent removed(MeetingModel model, String id, Instant now, String by) {
        return gone(model, id, "guest.removed", now, by);
    }

    /** Its seat is empty, and so are its places on the floor. */
    private static MeetingEvent gone(MeetingModel model, String id, String act, Instant now, String by) {
        SeatRecord seat = model.seat(id);
        GuestCard card = Objects.requireNonNull(model.place(id).guest());
        Change change = Change.NOTHING.seat(seat.state(SiteState.LEFT, now));
        Floor floor = model.floor();
        Floor after = floor.of(id).map(request -> floor.without(request.id())).orElse(floor);
        if (after.speaking() != null && after.speaking().request().seat().equals(id)) {
            after = after.speaking(null);
        }
        after = after.open(
                after.open().stream().filter(open -> !open.equals(id)).toList());
        if (!after.equals(floor)) {
            change = change.floor(after);
            Programme programme = ProgrammeRules.followed(model, after, now, by);
            change = programme == null ? change : change.programme(programme);
        }
        MeetingEvent.Kind kind = act.equals("guest.left") ? MeetingEvent.Kind.FACT : MeetingEvent.Kind.ACT;
        return told(act, kind, card).change(change);
    }

    /** Whether this guest may do something in the meeting now. */
    static boolean seated(MeetingModel model, String id) {
        return model.guest(id) && !model.state().over() && model.seat(id).state() != SiteState.LEFT;
    }

    private static void notOver(MeetingModel model) {
        if (model.state().over()) {
            throw MeetingRefused.notNow(model.state());
        }
    }

    private static MeetingEvent told(String act, MeetingEvent.Kind kind, GuestCard card) {
        return new MeetingEvent(act, kind, null, java.util.Map.of(), Change.NOTHING)
                .with("name", card.name())
                .with("who", card.line().isEmpty() ? card.name() : card.name() + ", " + card.line());
    }
}
