package vn.nharong.control.meeting;

import static vn.nharong.control.identity.Allowed.Scope.MEETING;
import static vn.nharong.control.identity.Role.DISTRICT_CLERK;
import static vn.nharong.control.identity.Role.OPERATOR;
import static vn.nharong.control.identity.Role.SECRETARY;

import jakarta.annotation.PostConstruct;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import vn.nharong.control.access.GuestLinks;
import vn.nharong.control.identity.Actor;
import vn.nharong.control.identity.Allowed;

/** A meeting's link for guests, and its lobby, for who runs the meeting. */
@RestController
class LobbyController implements LinesListener {
    private final Meetings meetings;
    private final GuestLinks links;

    LobbyController(Meetings meetings, GuestLinks links) {
        this.meetings = meetings;
        this.links = links;
    }

    /** Link and PIN, to be sent to guests. */
    @GetMapping("/api/meetings/{meeting}/guests/link")
    @Allowed(
            value = {OPERATOR, SECRETARY, DISTRICT_CLERK},
            in = MEETING)
    Wire.GuestLink link(@PathVariable String meeting) {
        String open = meetings.get(meeting)
                .look((model, live) ->
                        model.state().over() ? null : model.guests().link());
        return open == null
                ? new Wire.GuestLink(null, null)
                : links.get(open).map(LobbyController::told).orElse(new Wire.GuestLink(null, null));
    }

    private static Wire.GuestLink told(GuestLinks.Opened opened) {
        return new Wire.GuestLink(opened.link(), opened.pin());
    }

    /** Opens it; when it is open it gets another address and another PIN, and who is in or waits stays. */
    @PostMapping("/api/meetings/{meeting}/guests/open")
    @Allowed(
            value = {OPERATOR, SECRETARY, DISTRICT_CLERK},
            in = MEETING)
    Wire.GuestLink open(Actor actor, @PathVariable String meeting) {
        Meeting known = meetings.get(meeting);
        links.forgetOver();
        GuestLinks.Opened made = links.make(known.id);
        known.act(actor, "", (model, now) -> GuestRules.opened(model, made.id()));
        return told(made);
    }

    /** Nobody else comes by it; who is in or waits stays. */
    @PostMapping("/api/meetings/{meeting}/guests/close")
    @Allowed(
            value = {OPERATOR, SECRETARY, DISTRICT_CLERK},
            in = MEETING)
    void close(Actor actor, @PathVariable String meeting) {
        meetings.get(meeting).act(actor, "", (model, now) -> GuestRules.closed(model));
    }

    /** @param ids "all", or a list */
    record Admitting(@Nullable Object ids) {}

    @PostMapping("/api/meetings/{meeting}/guests/admit")
    @Allowed(
            value = {OPERATOR, SECRETARY, DISTRICT_CLERK},
            in = MEETING)
    void admit(Actor actor, @PathVariable String meeting, @RequestBody Admitting wanted) {
        List<String> ids = Seats.list(wanted.ids());
        meetings.get(meeting).act(actor, "", (model, now) -> GuestRules.admitted(model, ids, now));
    }

    record Refusing(@Nullable String id, @Nullable String reason) {}

    @PostMapping("/api/meetings/{meeting}/guests/refuse")
    @Allowed(
            value = {OPERATOR, SECRETARY, DISTRICT_CLERK},
            in = MEETING)
    void refuse(Actor actor, @PathVariable String meeting, @RequestBody Refusing wanted) {
        String id = Seats.given(wanted.id());
        String reason = wanted.reason() == null ? "" : wanted.reason();
        meetings.get(meeting).act(actor, "", (model, now) -> GuestRules.refused(model, id, reason));
    }

    // --- what is kept of guests goes with their meeting

    @PostConstruct
    void begin() {
        links.forgetOver();
    }

    @Override
    public void onLinesOpened(String meeting, List<Place> places) {}

    @Override
    public void onLinesClosed(String meeting) {
        Thread.ofVirtual().name("guests of a meeting").start(links::forgetOver);
    }
}
