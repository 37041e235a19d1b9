package vn.nharong.control.meeting;

import static vn.nharong.control.identity.Allowed.Scope.DEVICE;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import vn.nharong.control.access.Arrival;
import vn.nharong.control.identity.Actor;
import vn.nharong.control.identity.Allowed;

/** A site's own screen: what it shows, and the few things that are said from there. */
@RestController
class KioskController {
    private final Meetings meetings;
    private final KioskFeed feed;
    private final KioskScreens screens;
    private final ApplicationEventPublisher events;

    KioskController(Meetings meetings, KioskFeed feed, KioskScreens screens, ApplicationEventPublisher events) {
        this.events = events;
        this.meetings = meetings;
        this.feed = feed;
        this.screens = screens;
    }

    private static String site(Actor actor) {
        UUID site = actor.site();
        if (site == null) {
            throw MeetingRefused.unknownSeat("");
        }
        return site.toString();
    }

    @GetMapping(path = "/api/kiosk", produces = MediaType.APPLICATION_JSON_VALUE)
    @Allowed(in = DEVICE)
    String kiosk(Actor actor, Arrival arrival) {
        return screens.text(screens.of(site(actor)), csrf(arrival));
    }

    @GetMapping("/api/kiosk/events")
    @Allowed(in = DEVICE)
    ResponseEntity<StreamingResponseBody> events(Actor actor, Arrival arrival, HttpServletResponse response) {
        String csrf = csrf(arrival);
        Arrival.Device device = arrival.device();
        UUID site = actor.site();
        // A minted key in a header is a synthetic site's.
        if (site != null && device != null && !(device.minted() && device.csrf() == null)) {
            events.publishEvent(new ScreenCame(site));
        }
        meetings.of(site(actor)).ifPresent(meeting -> meeting.screenCame(site(actor)));
        return feed.follow(site(actor), kiosk -> screens.text(kiosk, csrf)).answer(response);
    }

    /** What the page must bring along with each call; empty for a device that sends its key itself. */
    private static String csrf(Arrival arrival) {
        String csrf = arrival.device() == null ? null : arrival.device().csrf();
        return csrf == null ? "" : csrf;
    }

    private Meeting meeting(Actor actor) {
        return meetings.of(site(actor)).orElseThrow(MeetingRefused::unknownMeeting);
    }

    record Hand(@Nullable String speaker, @Nullable String topic) {}

    /** Asks for the floor; again, it changes what about. */
    @PostMapping("/api/kiosk/hand")
    @Allowed(in = DEVICE)
    void hand(Actor actor, @RequestBody Hand hand) {
        meeting(actor)
                .act(
                        actor,
                        "raised",
                        (model, now) -> FloorRules.raise(
                                model,
                                UUID.randomUUID().toString(),
                                site(actor),
                                hand.speaker() == null ? "" : hand.speaker(),
                                hand.topic() == null ? "" : hand.topic(),
                                now));
    }

    /** No longer asks; the one that speaks has finished. */
    @PostMapping("/api/kiosk/hand/lower")
    @Allowed(in = DEVICE)
    void lower(Actor actor) {
        meeting(actor).act(actor, "raised", (model, now) -> FloorRules.lower(model, site(actor), now, actor.name()));
    }

    record Headcount(int headcount) {}

    /** Counts for the roll call when the site is seen and heard at this second. */
    @PostMapping("/api/kiosk/headcount")
    @Allowed(in = DEVICE)
    void headcount(Actor actor, @RequestBody Headcount said) {
        Meeting meeting = meeting(actor);
        String site = site(actor);
        meeting.act(
                actor,
                "answered",
                (model, now) -> RollCallRules.answer(
                        model, site, said.headcount(), meeting.liveOf(site).seenAndHeard(), now));
    }

    /** A small still picture of the room. */
    @PostMapping("/api/kiosk/still")
    @Allowed(in = DEVICE)
    void still(Actor actor, HttpServletRequest request) throws IOException {
        byte[] picture = StillPicture.read(request);
        Optional<Meeting> meeting = meetings.of(site(actor));
        meeting.ifPresent(one -> one.still(site(actor), picture));
    }

    /** Asks the operator to call. */
    @PostMapping("/api/kiosk/help")
    @Allowed(in = DEVICE)
    void help(Actor actor) {
        meeting(actor)
                .act(
                        actor,
                        "asked",
                        (model, now) -> MeetingEvent.incident("seat.helpAsked", site(actor), Change.NOTHING));
    }
}
