package vn.nharong.control.meeting;

import static vn.nharong.control.identity.Allowed.Scope.MEETING;
import static vn.nharong.control.identity.Role.DISTRICT_CLERK;
import static vn.nharong.control.identity.Role.OPERATOR;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import vn.nharong.control.identity.Actor;
import vn.nharong.control.identity.Allowed;
import vn.nharong.control.programme.Card;
import vn.nharong.control.programme.Composition;

/** The picture: preview, take, card, tour. */
@RestController
class ProgrammeController {
    private final Meetings meetings;

    ProgrammeController(Meetings meetings) {
        this.meetings = meetings;
    }

    @PostMapping("/api/meetings/{meeting}/preview")
    @Allowed(
            value = {OPERATOR, DISTRICT_CLERK},
            in = MEETING)
    void preview(Actor actor, @PathVariable String meeting, @RequestBody Composition wanted) {
        meetings.get(meeting).act(actor, "", (model, now) -> ProgrammeRules.preview(model, wanted));
    }

    /** @param composition taken at once; null for what stands in the preview */
    record Take(@Nullable Composition composition) {}

    @PostMapping("/api/meetings/{meeting}/take")
    @Allowed(
            value = {OPERATOR, DISTRICT_CLERK},
            in = MEETING)
    void take(Actor actor, @PathVariable String meeting, @RequestBody Take wanted) {
        Meeting known = meetings.get(meeting);
        known.act(
                actor,
                "",
                (model, now) -> ProgrammeRules.take(model, wanted.composition(), known::connected, actor.name(), now));
    }

    record CardWanted(@Nullable Card card) {}

    @PostMapping("/api/meetings/{meeting}/card")
    @Allowed(
            value = {OPERATOR, DISTRICT_CLERK},
            in = MEETING)
    void card(Actor actor, @PathVariable String meeting, @RequestBody CardWanted wanted) {
        meetings.get(meeting)
                .act(actor, "", (model, now) -> ProgrammeRules.card(model, wanted.card(), actor.name(), now));
    }

    record TourWanted(int seconds, @Nullable Boolean skipPoor) {}

    @PostMapping("/api/meetings/{meeting}/tour")
    @Allowed(
            value = {OPERATOR, DISTRICT_CLERK},
            in = MEETING)
    void tour(Actor actor, @PathVariable String meeting, @RequestBody TourWanted wanted) {
        boolean skipPoor = wanted.skipPoor() == null || wanted.skipPoor();
        meetings.get(meeting)
                .act(actor, "", (model, now) -> ProgrammeRules.tour(model, wanted.seconds(), skipPoor, now));
    }
}
