package vn.nharong.control.meeting;

import static vn.nharong.control.identity.Allowed.Scope.MEETING;
import static vn.nharong.control.identity.Role.CHAIR;
import static vn.nharong.control.identity.Role.DISTRICT_CLERK;
import static vn.nharong.control.identity.Role.OPERATOR;
import static vn.nharong.control.identity.Role.SECRETARY;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import vn.nharong.control.identity.Actor;
import vn.nharong.control.identity.Allowed;
import vn.nharong.control.rollcall.Mark;

/** Acts on sites: calling, roll call, microphones, private talk, words onto their screens. */
@RestController
class SitesController {
    private final Meetings meetings;

    SitesController(Meetings meetings) {
        this.meetings = meetings;
    }

    /** @param seats "all" or ids */
    record Call(
            @Nullable Object seats,
            @Nullable Integer waveSize,
            @Nullable Integer waveMillis) {}

    @PostMapping("/api/meetings/{meeting}/call")
    @Allowed(
            value = {OPERATOR, DISTRICT_CLERK},
            in = MEETING)
    void call(Actor actor, @PathVariable String meeting, @RequestBody Call wanted) {
        if (wanted.waveSize() != null || wanted.waveMillis() != null) {
            meetings.pace(
                    meeting,
                    Seats.within("waveSize", wanted.waveSize() == null ? 20 : wanted.waveSize(), 1, 500),
                    Duration.ofMillis(Seats.within(
                            "waveMillis", wanted.waveMillis() == null ? 1500 : wanted.waveMillis(), 100, 60_000)));
        }
        meetings.get(meeting).call(actor, Seats.list(wanted.seats()));
    }

    record SeatList(@Nullable Object seats) {}

    @PostMapping("/api/meetings/{meeting}/hang-up")
    @Allowed(
            value = {OPERATOR, DISTRICT_CLERK},
            in = MEETING)
    void hangUp(Actor actor, @PathVariable String meeting, @RequestBody SeatList wanted) {
        Meeting known = meetings.get(meeting);
        known.hangUp(actor, known.look((model, live) -> Seats.list(model, wanted.seats())));
    }

    private void act(Actor actor, String meeting, Meeting.Rule rule) {
        meetings.get(meeting).act(actor, "", rule);
    }

    @PostMapping("/api/meetings/{meeting}/roll-call/start")
    @Allowed(
            value = {OPERATOR, SECRETARY, DISTRICT_CLERK},
            in = MEETING)
    void startRollCall(Actor actor, @PathVariable String meeting) {
        act(actor, meeting, SessionRules::startRollCall);
    }

    @PostMapping("/api/meetings/{meeting}/roll-call/close")
    @Allowed(
            value = {OPERATOR, SECRETARY, DISTRICT_CLERK},
            in = MEETING)
    void closeRollCall(Actor actor, @PathVariable String meeting) {
        act(actor, meeting, RollCallRules::close);
    }

    record Marking(
            @Nullable String seat,
            @Nullable Mark as,
            @Nullable Integer headcount,
            @Nullable String note) {}

    @PostMapping("/api/meetings/{meeting}/roll-call/mark")
    @Allowed(
            value = {OPERATOR, SECRETARY, DISTRICT_CLERK},
            in = MEETING)
    void mark(Actor actor, @PathVariable String meeting, @RequestBody Marking wanted) {
        String seat = Seats.given(wanted.seat());
        if (wanted.as() == null) {
            throw MeetingRefused.wrong("as", "Thiếu kết quả điểm danh.");
        }
        Mark mark = wanted.as();
        String note = wanted.note() == null ? "" : wanted.note();
        act(actor, meeting, (model, now) -> RollCallRules.mark(model, seat, mark, wanted.headcount(), note, now));
    }

    record RollCallTour(int seconds, @Nullable String group) {}

    @PostMapping("/api/meetings/{meeting}/roll-call/tour")
    @Allowed(
            value = {OPERATOR, SECRETARY, DISTRICT_CLERK},
            in = MEETING)
    void rollCallTour(Actor actor, @PathVariable String meeting, @RequestBody RollCallTour wanted) {
        act(actor, meeting, (model, now) -> RollCallRules.tour(model, wanted.seconds(), wanted.group(), now));
    }

    record Microphones(@Nullable Object seats, boolean open) {}

    @PostMapping("/api/meetings/{meeting}/microphones")
    @Allowed(
            value = {OPERATOR, CHAIR, DISTRICT_CLERK},
            in = MEETING)
    void microphones(Actor actor, @PathVariable String meeting, @RequestBody Microphones wanted) {
        List<String> seats = Seats.list(wanted.seats());
        if (wanted.open() && !actor.has(OPERATOR) && !actor.has(DISTRICT_CLERK)) {
            throw MeetingRefused.wrong("open", "Chủ tọa đóng micro; mở micro là việc của cán bộ vận hành.");
        }
        act(actor, meeting, (model, now) -> FloorRules.microphones(model, seats, wanted.open()));
    }

    record Lock(boolean locked) {}

    @PostMapping("/api/meetings/{meeting}/microphones/lock")
    @Allowed(
            value = {OPERATOR, DISTRICT_CLERK},
            in = MEETING)
    void lock(Actor actor, @PathVariable String meeting, @RequestBody Lock wanted) {
        act(actor, meeting, (model, now) -> FloorRules.lock(model, wanted.locked()));
    }

    record Talking(@Nullable String seat) {}

    @PostMapping("/api/meetings/{meeting}/talk")
    @Allowed(
            value = {OPERATOR, DISTRICT_CLERK},
            in = MEETING)
    void talk(Actor actor, @PathVariable String meeting, @RequestBody Talking wanted) {
        act(actor, meeting, (model, now) -> SessionRules.talk(model, actor.id(), wanted.seat()));
    }

    record Message(@Nullable Object seats, @Nullable String text) {}

    @PostMapping("/api/meetings/{meeting}/messages")
    @Allowed(
            value = {OPERATOR, SECRETARY, DISTRICT_CLERK},
            in = MEETING)
    void message(Actor actor, @PathVariable String meeting, @RequestBody Message wanted) {
        List<String> seats = Seats.list(wanted.seats());
        String text = wanted.text() == null ? "" : wanted.text();
        act(
                actor,
                meeting,
                (model, now) -> SessionRules.message(
                        model, UUID.randomUUID().toString(), seats == null ? List.of() : seats, text, now));
    }

    record SeatNote(@Nullable String seat, @Nullable String note) {}

    @PostMapping("/api/meetings/{meeting}/note")
    @Allowed(
            value = {OPERATOR, SECRETARY, DISTRICT_CLERK},
            in = MEETING)
    void note(Actor actor, @PathVariable String meeting, @RequestBody SeatNote wanted) {
        String seat = Seats.given(wanted.seat());
        act(actor, meeting, (model, now) -> SessionRules.note(model, seat, wanted.note() == null ? "" : wanted.note()));
    }
}
