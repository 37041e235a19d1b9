package vn.nharong.control.meeting;

import static vn.nharong.control.identity.Allowed.Scope.ANYBODY;
import static vn.nharong.control.identity.Allowed.Scope.GUEST;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import vn.nharong.control.access.Arrival;
import vn.nharong.control.access.Cookies;
import vn.nharong.control.access.GuestKeys;
import vn.nharong.control.access.GuestLinks;
import vn.nharong.control.identity.AccessRefused;
import vn.nharong.control.identity.Actor;
import vn.nharong.control.identity.Allowed;
import vn.nharong.control.web.BadInput;
import vn.nharong.door.Door;
import vn.nharong.door.FailedTries;

/** What guests do themselves: come by link and PIN, wait, and from their seat what a site does from its own. */
@RestController
class GuestController {
    private static final int MAX_NAME = 80;
    private static final int MAX_LINE = 120;
    private static final int MAX_CODE = 40;
    /** Of a meeting's title, where whoever looks after the doors reads it. */
    private static final int TOLD = 60;

    private final Meetings meetings;
    private final GuestLinks links;
    private final GuestKeys keys;
    private final KioskFeed feed;
    private final KioskScreens screens;
    private final FailedTries tries;

    GuestController(
            Meetings meetings,
            GuestLinks links,
            GuestKeys keys,
            KioskFeed feed,
            KioskScreens screens,
            FailedTries tries) {
        this.meetings = meetings;
        this.links = links;
        this.keys = keys;
        this.feed = feed;
        this.screens = screens;
        this.tries = tries;
    }

    record Knock(
            @Nullable String link,
            @Nullable String pin,
            @Nullable String name,
            @Nullable String title,
            @Nullable String unit) {}

    /** Link and PIN are right: a key for this browser, and a place in the lobby. Who guesses waits, by link and by address. */
    @PostMapping("/api/guest/knock")
    @Allowed(in = ANYBODY)
    Map<String, String> knock(
            @RequestBody Knock knock, HttpServletRequest request, HttpServletResponse response, Arrival arrival) {
        String address = request.getRemoteAddr();
        GuestLinks.Opened link =
                links.find(BadInput.line("link", knock.link(), MAX_CODE)).orElse(null);
        Meeting meeting = link == null ? null : meetings.get(link.meeting());
        String account = meeting == null ? null : told(meeting);
        GuestCard card = new GuestCard(
                line("name", knock.name(), MAX_NAME, true),
                line("title", knock.title(), MAX_LINE, false),
                line("unit", knock.unit(), MAX_LINE, false));
        String pin = BadInput.line("pin", knock.pin(), MAX_CODE);
        int seconds = tries.begin(Door.PIN, account, address);
        if (seconds > 0) {
            throw new AccessRefused.Slowed(seconds);
        }
        if (link == null || meeting == null || !open(meeting, link)) {
            tries.failed(Door.PIN, address);
            throw MeetingRefused.linkClosed();
        }
        if (!link.opens(pin)) {
            tries.failed(Door.PIN, address);
            meeting.act(Actor.SYSTEM, "PIN", (model, now) -> GuestRules.pinRefused(address));
            throw new AccessRefused.PinRefused();
        }
        tries.passed(Door.PIN, account);
        String seat = "guest:" + UUID.randomUUID();
        String key = keys.make(link.id(), meeting.id, seat, card.name());
        try {
            Actor actor = new Actor(seat, card.name(), java.util.List.of(), null);
            String before =
                    arrival.guest() == null ? null : arrival.guest().actor().id();
            meeting.act(actor, "PIN", (model, now) -> GuestRules.waits(model, link.id(), seat, card, before, now));
        } catch (MeetingRefused refused) {
            keys.forget(key);
            throw refused;
        }
        Cookies.guest(response, key);
        return Map.of();
    }

    private static boolean open(Meeting meeting, GuestLinks.Opened link) {
        return meeting.look((model, live) ->
                !model.state().over() && link.id().equals(model.guests().link()));
    }

    /** As the list of those who have to wait names it. */
    private static String told(Meeting meeting) {
        String title = meeting.look((model, live) -> model.basics().title());
        return title.substring(0, Math.min(TOLD, title.length())) + " (" + meeting.id.substring(0, 8) + ")";
    }

    /** Also without marks that nobody sees and that turn a line round: the name stands on everybody's screen. */
    private static String line(String field, @Nullable String given, int max, boolean needed) {
        String line = needed ? BadInput.line(field, given, max) : BadInput.optional(field, given, max);
        if (line.codePoints().anyMatch(each -> Character.getType(each) == Character.FORMAT)) {
            throw new BadInput(field, "Nội dung ở ô " + field + " có ký tự lạ.");
        }
        return line;
    }

    @GetMapping(path = "/api/guest", produces = MediaType.APPLICATION_JSON_VALUE)
    @Allowed(in = GUEST)
    String guest(@RequestParam(name = "link", defaultValue = "") String link, Arrival arrival) {
        Arrival.Guest guest = by(link, arrival);
        return screens.text(screens.of(key(guest)), guest.csrf());
    }

    @GetMapping("/api/guest/events")
    @Allowed(in = GUEST)
    ResponseEntity<StreamingResponseBody> events(
            @RequestParam(name = "link", defaultValue = "") String link,
            Arrival arrival,
            HttpServletResponse response) {
        Arrival.Guest guest = by(link, arrival);
        return feed.follow(key(guest), screen -> screens.text(screen, guest.csrf()))
                .answer(response);
    }

    private static String key(Arrival.Guest guest) {
        return KioskScreens.guestKey(guest.meeting(), guest.actor().id());
    }

    private static Arrival.Guest guest(Arrival arrival) {
        return Objects.requireNonNull(arrival.guest(), "the guard has seen it");
    }

    /** A browser that came by one link and now opens another one is a stranger there. */
    private Arrival.Guest by(String link, Arrival arrival) {
        Arrival.Guest guest = guest(arrival);
        boolean same = links.find(link)
                .map(GuestLinks.Opened::id)
                .filter(guest.link()::equals)
                .isPresent();
        if (!same) {
            throw new AccessRefused.NotAGuest();
        }
        return guest;
    }

    /** An act from one's own seat: as long as one has it. */
    private void act(Arrival arrival, Meeting.Rule rule) {
        Arrival.Guest guest = guest(arrival);
        meetings.get(guest.meeting()).act(guest.actor(), "raised", (model, now) -> {
            if (!GuestRules.seated(model, guest.actor().id())) {
                throw new AccessRefused.NotAGuest();
            }
            return rule.apply(model, now);
        });
    }

    record Hand(@Nullable String topic) {}

    /** Asks for the floor; again, it changes what about. */
    @PostMapping("/api/guest/hand")
    @Allowed(in = GUEST)
    void hand(Actor actor, Arrival arrival, @RequestBody Hand hand) {
        act(
                arrival,
                (model, now) -> FloorRules.raise(
                        model,
                        UUID.randomUUID().toString(),
                        actor.id(),
                        "",
                        hand.topic() == null ? "" : hand.topic(),
                        now));
    }

    /** No longer asks; the one that speaks has finished. */
    @PostMapping("/api/guest/hand/lower")
    @Allowed(in = GUEST)
    void lower(Actor actor, Arrival arrival) {
        act(arrival, (model, now) -> FloorRules.lower(model, actor.id(), now, actor.name()));
    }

    @PostMapping("/api/guest/still")
    @Allowed(in = GUEST)
    void still(Arrival arrival, HttpServletRequest request) throws IOException {
        byte[] picture = StillPicture.read(request);
        Arrival.Guest guest = guest(arrival);
        meetings.get(guest.meeting()).still(guest.actor().id(), picture);
    }

    /** Goes, from the lobby or from the seat; who wants to come back knocks again. */
    @PostMapping("/api/guest/leave")
    @Allowed(in = GUEST)
    Map<String, String> leave(Arrival arrival, HttpServletResponse response) {
        Arrival.Guest guest = guest(arrival);
        meetings.get(guest.meeting()).leave(guest.actor());
        Cookies.forget(response, Cookies.GUEST);
        return Map.of();
    }
}
