package vn.nharong.control.meeting;

import static vn.nharong.control.identity.Allowed.Scope.MEETING;
import static vn.nharong.control.identity.Role.CHAIR;
import static vn.nharong.control.identity.Role.DISTRICT_CLERK;
import static vn.nharong.control.identity.Role.OPERATOR;
import static vn.nharong.control.identity.Role.SECRETARY;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import vn.nharong.control.floor.Floor;
import vn.nharong.control.identity.Actor;
import vn.nharong.control.identity.Allowed;

/** The floor: who waits, who is called, who speaks. */
@RestController
class FloorController {
    private final Meetings meetings;

    FloorController(Meetings meetings) {
        this.meetings = meetings;
    }

    private void act(Actor actor, String meeting, Meeting.Rule rule) {
        meetings.get(meeting).act(actor, "", rule);
    }

    record Wish(
            @Nullable String seat,
            @Nullable String speaker,
            @Nullable String topic) {}

    @PostMapping("/api/meetings/{meeting}/floor/request")
    @Allowed(
            value = {OPERATOR, SECRETARY, DISTRICT_CLERK},
            in = MEETING)
    void request(Actor actor, @PathVariable String meeting, @RequestBody Wish wish) {
        String seat = Seats.given(wish.seat());
        act(
                actor,
                meeting,
                (model, now) -> FloorRules.request(
                        model,
                        UUID.randomUUID().toString(),
                        seat,
                        text(wish.speaker()),
                        text(wish.topic()),
                        false,
                        now));
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given;
    }

    record Order(@Nullable List<String> ids) {}

    @PostMapping("/api/meetings/{meeting}/floor/order")
    @Allowed(
            value = {OPERATOR, SECRETARY, DISTRICT_CLERK},
            in = MEETING)
    void order(Actor actor, @PathVariable String meeting, @RequestBody Order order) {
        act(actor, meeting, (model, now) -> FloorRules.order(model, order.ids() == null ? List.of() : order.ids()));
    }

    record Which(@Nullable String id) {
        String given() {
            if (id == null) {
                throw MeetingRefused.unknownRequest();
            }
            return id;
        }
    }

    @PostMapping("/api/meetings/{meeting}/floor/on-deck")
    @Allowed(
            value = {OPERATOR, SECRETARY, DISTRICT_CLERK},
            in = MEETING)
    void onDeck(Actor actor, @PathVariable String meeting, @RequestBody Which which) {
        act(actor, meeting, (model, now) -> FloorRules.onDeck(model, which.given(), now, actor.name()));
    }

    @PostMapping("/api/meetings/{meeting}/floor/grant")
    @Allowed(
            value = {OPERATOR, SECRETARY, CHAIR, DISTRICT_CLERK},
            in = MEETING)
    void grant(Actor actor, @PathVariable String meeting, @RequestBody Which which) {
        act(actor, meeting, (model, now) -> FloorRules.grant(model, which.given(), now, actor.name()));
    }

    @PostMapping("/api/meetings/{meeting}/floor/withdraw")
    @Allowed(
            value = {OPERATOR, SECRETARY, DISTRICT_CLERK},
            in = MEETING)
    void withdraw(Actor actor, @PathVariable String meeting, @RequestBody Which which) {
        act(actor, meeting, (model, now) -> FloorRules.withdraw(model, which.given(), false, now, actor.name()));
    }

    @PostMapping("/api/meetings/{meeting}/floor/next")
    @Allowed(
            value = {OPERATOR, SECRETARY, CHAIR, DISTRICT_CLERK},
            in = MEETING)
    void next(Actor actor, @PathVariable String meeting) {
        Meeting known = meetings.get(meeting);
        known.act(actor, "", (model, now) -> FloorRules.next(model, known::connected, now, actor.name()));
    }

    @PostMapping("/api/meetings/{meeting}/floor/revoke")
    @Allowed(
            value = {OPERATOR, SECRETARY, CHAIR, DISTRICT_CLERK},
            in = MEETING)
    void revoke(Actor actor, @PathVariable String meeting) {
        act(actor, meeting, (model, now) -> FloorRules.revoke(model, now, actor.name()));
    }

    @PostMapping("/api/meetings/{meeting}/floor/clear")
    @Allowed(
            value = {OPERATOR, SECRETARY, DISTRICT_CLERK},
            in = MEETING)
    void clear(Actor actor, @PathVariable String meeting) {
        act(actor, meeting, (model, now) -> FloorRules.clear(model, now, actor.name()));
    }

    record ModeWanted(Floor.@Nullable Mode mode, @Nullable Integer limitSeconds) {}

    @PostMapping("/api/meetings/{meeting}/floor/mode")
    @Allowed(
            value = {OPERATOR, SECRETARY, DISTRICT_CLERK},
            in = MEETING)
    void mode(Actor actor, @PathVariable String meeting, @RequestBody ModeWanted wanted) {
        act(
                actor,
                meeting,
                (model, now) -> FloorRules.mode(
                        model,
                        wanted.mode() == null ? model.floor().mode() : wanted.mode(),
                        wanted.limitSeconds() == null ? model.floor().limitSeconds() : wanted.limitSeconds()));
    }
}
