package vn.nharong.control.meeting;

import static vn.nharong.control.identity.Allowed.Scope.MEETING;
import static vn.nharong.control.identity.Allowed.Scope.OWN_UNITS;
import static vn.nharong.control.identity.Role.CHAIR;
import static vn.nharong.control.identity.Role.DISTRICT_CLERK;
import static vn.nharong.control.identity.Role.OBSERVER;
import static vn.nharong.control.identity.Role.OPERATOR;
import static vn.nharong.control.identity.Role.SECRETARY;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import vn.nharong.control.House;
import vn.nharong.control.access.Access;
import vn.nharong.control.access.Arrival;
import vn.nharong.control.identity.AccessRefused;
import vn.nharong.control.identity.Actor;
import vn.nharong.control.identity.Allowed;
import vn.nharong.control.identity.Role;

/** Meetings: making them, following them, their life from the opening of lines to the end. */
@RestController
class MeetingController {
    private static final int MAX_TITLE = 200;

    private static final Set<Role> CONVENING = Set.of(OPERATOR, SECRETARY, DISTRICT_CLERK);
    /** At once; whoever wants more asks from the last one on. */
    private static final int MAX_LINES = 2000;

    private final Meetings meetings;
    private final Places places;
    private final ListFeed lists;
    private final Access access;
    private final House house;
    private final Clock clock;

    MeetingController(Meetings meetings, Places places, Access access, House house, Clock clock, ListFeed lists) {
        this.lists = lists;
        this.access = access;
        this.house = house;
        this.meetings = meetings;
        this.places = places;
        this.clock = clock;
    }

    /**
     * @param startsAt null for now
     * @param mainSite null for the first in official order
     * @param sites "all", or a list of ids
     */
    record NewMeeting(
            String title,
            @Nullable String subject,
            @Nullable String convener,
            @Nullable String chairName,
            @Nullable Instant startsAt,
            @Nullable String mainSite,
            @Nullable String deputySite,
            @Nullable Object sites) {}

    record Made(String id) {}

    @GetMapping("/api/meetings")
    @Allowed(
            value = {OPERATOR, SECRETARY, CHAIR, DISTRICT_CLERK, OBSERVER},
            in = OWN_UNITS)
    List<Wire.Summary> list(Actor actor) {
        Set<UUID> units = access.units(actor);
        return meetings.summaries(units);
    }

    /** The list as it changes. */
    @GetMapping("/api/events")
    @Allowed(
            value = {OPERATOR, SECRETARY, CHAIR, DISTRICT_CLERK, OBSERVER},
            in = OWN_UNITS)
    ResponseEntity<StreamingResponseBody> listEvents(Actor actor, HttpServletResponse response) {
        return lists.follow(meetings, access.units(actor)).answer(response);
    }

    @PostMapping("/api/meetings")
    @Allowed(
            value = {OPERATOR, SECRETARY, DISTRICT_CLERK},
            in = OWN_UNITS)
    Made create(Actor actor, @RequestBody NewMeeting wanted) {
        Instant now = clock.instant();
        Instant startsAt = wanted.startsAt() == null ? now : wanted.startsAt();
        ZoneId zone = clock.getZone();
        UUID unit = convening(actor);
        Places.Book book = places.on(LocalDate.ofInstant(startsAt, zone), Seats.wanted(wanted.sites()), unit);
        Set<String> ids = new HashSet<>();
        book.places().forEach(place -> ids.add(place.id()));
        String mainSite = wanted.mainSite() == null ? book.places().getFirst().id() : wanted.mainSite();
        if (!ids.contains(mainSite)) {
            throw MeetingRefused.wrong("mainSite", "Điểm cầu chính phải là một điểm cầu của cuộc họp.");
        }
        if (wanted.deputySite() != null
                && (!ids.contains(wanted.deputySite()) || wanted.deputySite().equals(mainSite))) {
            throw MeetingRefused.wrong("deputySite", "Điểm cầu dự phòng phải là một điểm cầu khác của cuộc họp.");
        }
        Basics basics = new Basics(
                text("title", wanted.title(), 1),
                text("subject", wanted.subject(), 0),
                text("convener", wanted.convener(), 0),
                text("chairName", wanted.chairName(), 0),
                unit.toString(),
                MeetingState.PUBLISHED,
                startsAt,
                null,
                null,
                mainSite,
                wanted.deputySite(),
                mainSite,
                house.demo());
        return new Made(meetings.create(actor, basics, book.groups(), book.places(), now).id);
    }

    /** For the unit where the actor may do it; the first of several. */
    private static UUID convening(Actor actor) {
        return actor.grants().stream()
                .filter(grant -> CONVENING.contains(grant.role()))
                .map(Actor.Grant::unit)
                .findFirst()
                .orElseThrow(MeetingRefused::unknownMeeting);
    }

    private static String text(String field, @Nullable String given, int least) {
        String text = given == null ? "" : java.text.Normalizer.normalize(given.strip(), java.text.Normalizer.Form.NFC);
        if (text.length() < least || text.length() > MAX_TITLE || text.chars().anyMatch(Character::isISOControl)) {
            throw MeetingRefused.wrong(field, "Cần " + least + " đến " + MAX_TITLE + " ký tự.");
        }
        return text;
    }

    @GetMapping("/api/meetings/{meeting}")
    @Allowed(
            value = {OPERATOR, SECRETARY, CHAIR, DISTRICT_CLERK, OBSERVER},
            in = MEETING)
    Wire.Snapshot snapshot(Actor actor, @PathVariable String meeting) {
        return meetings.get(meeting).snapshot(actor);
    }

    @GetMapping("/api/meetings/{meeting}/events")
    @Allowed(
            value = {OPERATOR, SECRETARY, CHAIR, DISTRICT_CLERK, OBSERVER},
            in = MEETING)
    ResponseEntity<StreamingResponseBody> events(
            Actor actor,
            @PathVariable String meeting,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            HttpServletResponse response) {
        boolean operates = actor.has(OPERATOR) || actor.has(DISTRICT_CLERK);
        return meetings.get(meeting).follow(actor, operates, lastEventId).answer(response);
    }

    /** What happened, from the record: for whoever wants all of it. */
    @GetMapping("/api/meetings/{meeting}/log")
    @Allowed(
            value = {OPERATOR, SECRETARY, DISTRICT_CLERK, OBSERVER},
            in = MEETING)
    List<Wire.LogLine> log(
            Actor actor, @PathVariable String meeting, @RequestParam(name = "after", defaultValue = "0") long after) {
        return meetings.get(meeting).log(after, MAX_LINES);
    }

    record Opening(@Nullable Integer waveSize, @Nullable Integer waveMillis) {}

    @PostMapping("/api/meetings/{meeting}/open-lines")
    @Allowed(
            value = {OPERATOR, DISTRICT_CLERK},
            in = MEETING)
    void openLines(Actor actor, @PathVariable String meeting, @RequestBody Opening how) {
        pace(meeting, how.waveSize(), how.waveMillis());
        meetings.get(meeting)
                .actOnLines(actor, (model, live, now) -> SessionRules.openLines(model, live, now, actor.name()));
    }

    /** @param failedOnly a second pass: whoever has passed is left in peace */
    record Rehearsal(@Nullable Boolean failedOnly) {}

    /** All sites are called for a technical check. */
    @PostMapping("/api/meetings/{meeting}/rehearse")
    @Allowed(
            value = {OPERATOR, DISTRICT_CLERK},
            in = MEETING)
    void rehearse(Actor actor, @PathVariable String meeting, @RequestBody Rehearsal how) {
        boolean failedOnly = Boolean.TRUE.equals(how.failedOnly());
        act(actor, meeting, (model, now) -> RehearsalRules.begin(model, failedOnly, now, actor.name()));
    }

    /** What was found is kept, and the lines close again. */
    @PostMapping("/api/meetings/{meeting}/end-rehearsal")
    @Allowed(
            value = {OPERATOR, DISTRICT_CLERK},
            in = MEETING)
    void endRehearsal(Actor actor, @PathVariable String meeting) {
        meetings.get(meeting).endRehearsal(actor);
    }

    private void pace(String meeting, @Nullable Integer size, @Nullable Integer millis) {
        if (size != null || millis != null) {
            meetings.pace(
                    meeting,
                    Seats.within("waveSize", size == null ? 20 : size, 1, 500),
                    Duration.ofMillis(Seats.within("waveMillis", millis == null ? 1500 : millis, 100, 60_000)));
        }
    }

    private void act(Actor actor, String meeting, Meeting.Rule rule) {
        meetings.get(meeting).act(actor, "", rule);
    }

    @PostMapping("/api/meetings/{meeting}/begin")
    @Allowed(
            value = {OPERATOR, DISTRICT_CLERK},
            in = MEETING)
    void begin(Actor actor, @PathVariable String meeting) {
        act(actor, meeting, (model, now) -> SessionRules.begin(model, now, actor.name()));
    }

    @PostMapping("/api/meetings/{meeting}/suspend")
    @Allowed(
            value = {OPERATOR, DISTRICT_CLERK},
            in = MEETING)
    void suspend(Actor actor, @PathVariable String meeting) {
        act(actor, meeting, (model, now) -> SessionRules.suspend(model, now, actor.name()));
    }

    @PostMapping("/api/meetings/{meeting}/resume")
    @Allowed(
            value = {OPERATOR, DISTRICT_CLERK},
            in = MEETING)
    void resume(Actor actor, @PathVariable String meeting) {
        act(actor, meeting, (model, now) -> SessionRules.resume(model, now, actor.name()));
    }

    @PostMapping("/api/meetings/{meeting}/end")
    @Allowed(
            value = {OPERATOR, DISTRICT_CLERK},
            in = MEETING)
    void end(Actor actor, @PathVariable String meeting) {
        act(actor, meeting, (model, now) -> SessionRules.end(model, now, actor.name()));
    }

    @PostMapping("/api/meetings/{meeting}/undo")
    @Allowed(
            value = {OPERATOR, SECRETARY, DISTRICT_CLERK},
            in = MEETING)
    void undo(Actor actor, @PathVariable String meeting) {
        meetings.get(meeting).undo(actor);
    }

    record OneSeat(@Nullable String seat) {}

    @PostMapping("/api/meetings/{meeting}/deputy")
    @Allowed(
            value = {OPERATOR, DISTRICT_CLERK},
            in = MEETING)
    void deputy(Actor actor, @PathVariable String meeting, @RequestBody OneSeat seat) {
        act(actor, meeting, (model, now) -> SessionRules.deputy(model, seat.seat()));
    }

    @PostMapping("/api/meetings/{meeting}/chair")
    @Allowed(
            value = {OPERATOR, DISTRICT_CLERK},
            in = MEETING)
    void chair(Actor actor, @PathVariable String meeting, @RequestBody OneSeat seat) {
        String id = Seats.given(seat.seat());
        act(actor, meeting, (model, now) -> SessionRules.handChair(model, id, now, actor.name()));
    }

    record DutyWanted(@Nullable Duty duty) {}

    @PostMapping("/api/meetings/{meeting}/duty")
    @Allowed(
            value = {OPERATOR, DISTRICT_CLERK},
            in = MEETING)
    void duty(Actor actor, @PathVariable String meeting, @RequestBody DutyWanted wanted) {
        act(actor, meeting, (model, now) -> SessionRules.duty(model, actor.id(), wanted.duty()));
    }

    /** Into the media room: operators watch, others see the programme as sites do. */
    @PostMapping("/api/meetings/{meeting}/ticket")
    @Allowed(
            value = {OPERATOR, SECRETARY, CHAIR, DISTRICT_CLERK, OBSERVER},
            in = MEETING)
    Wire.Ticket ticket(Actor actor, Arrival arrival, @PathVariable String meeting) {
        Meeting known = meetings.get(meeting);
        boolean operates = actor.has(OPERATOR) || actor.has(DISTRICT_CLERK);
        String identity = (operates ? "operator:" : "reader:") + actor.id() + ":" + UUID.randomUUID();
        if (arrival.person() == null) {
            throw new AccessRefused.NotYours();
        }
        return new Wire.Ticket(
                "/",
                known.viewer(
                        identity, actor, operates, arrival.person().session().id()));
    }

    @GetMapping("/api/meetings/{meeting}/stills/{seat}")
    @Allowed(
            value = {OPERATOR, SECRETARY, CHAIR, DISTRICT_CLERK, OBSERVER},
            in = MEETING)
    ResponseEntity<byte[]> still(Actor actor, @PathVariable String meeting, @PathVariable String seat) {
        byte[] picture = meetings.get(meeting).still(seat);
        if (picture == null) {
            return ResponseEntity.notFound().build();
        }
        return ResponseEntity.ok()
                .contentType(MediaType.IMAGE_JPEG)
                // The number in the address changes with the picture.
                .cacheControl(CacheControl.maxAge(Duration.ofMinutes(1)).cachePrivate())
                .body(picture);
    }
}
