package vn.nharong.control.meeting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import vn.nharong.bus.Conduct;
import vn.nharong.control.floor.Floor;
import vn.nharong.control.floor.FloorRequest;
import vn.nharong.control.floor.Speaking;
import vn.nharong.control.programme.Programme;

/** Rules of the floor: who waits, who speaks, whose microphone is open. Each looks at the meeting and says what happens. */
final class FloorRules {
    private static final int MAX_TEXT = 200;
    /** The longest turn: longer is a lecture, which needs no timer. */
    private static final int MAX_SECONDS = 3 * 3600;

    private FloorRules() {}

    static MeetingEvent request(
            MeetingModel model, String id, String seat, String speaker, String topic, boolean raised, Instant now) {
        model.seat(seat);
        if (model.state().over()) {
            throw MeetingRefused.notNow(model.state());
        }
        if (model.floor().of(seat).isPresent()) {
            throw MeetingRefused.waitsAlready(seat);
        }
        FloorRequest request = new FloorRequest(id, seat, text("speaker", speaker), text("topic", topic), raised, now);
        return MeetingEvent.act(
                        raised ? "floor.raised" : "floor.requested",
                        seat,
                        Change.NOTHING.floor(model.floor().with(request)))
                .with("topic", request.topic())
                .with("speaker", request.speaker());
    }

    /** The site itself asks; again, and it changes what about. */
    static MeetingEvent raise(MeetingModel model, String id, String seat, String speaker, String topic, Instant now) {
        Floor floor = model.floor();
        java.util.Optional<FloorRequest> before = floor.of(seat);
        if (before.isEmpty()) {
            return request(model, id, seat, speaker, topic, true, now);
        }
        FloorRequest old = before.get();
        FloorRequest changed = new FloorRequest(
                old.id(), seat, text("speaker", speaker), text("topic", topic), old.raised(), old.at());
        List<FloorRequest> queue = floor.queue().stream()
                .map(request -> request.id().equals(old.id()) ? changed : request)
                .toList();
        Floor after = floor.queue(queue);
        boolean onDeck = floor.onDeck() != null && floor.onDeck().id().equals(old.id());
        return MeetingEvent.act("floor.raised", seat, Change.NOTHING.floor(onDeck ? after.onDeck(changed) : after))
                .with("topic", changed.topic())
                .with("speaker", changed.speaker());
    }

    /** The site itself no longer asks, or has finished. */
    static MeetingEvent lower(MeetingModel model, String seat, Instant now, String by) {
        Speaking speaking = model.floor().speaking();
        if (speaking != null && speaking.request().seat().equals(seat)) {
            return revoke(model, now, by);
        }
        String id = model.floor()
                .of(seat)
                .orElseThrow(MeetingRefused::unknownRequest)
                .id();
        return withdraw(model, id, true, now, by);
    }

    private static String text(String field, String given) {
        String text = java.text.Normalizer.normalize(given.strip(), java.text.Normalizer.Form.NFC);
        if (text.length() > MAX_TEXT || text.chars().anyMatch(Character::isISOControl)) {
            throw MeetingRefused.wrong(field, "Chữ dài quá " + MAX_TEXT + " ký tự hoặc có ký tự lạ.");
        }
        return text;
    }

    static MeetingEvent order(MeetingModel model, List<String> ids) {
        Floor floor = model.floor();
        Set<FloorRequest> ordered = new LinkedHashSet<>();
        for (String id : ids) {
            ordered.add(waiting(floor, id));
        }
        ordered.remove(floor.onDeck());
        // Who came in while the list was being sorted stays at its end.
        ordered.addAll(floor.queue());
        return MeetingEvent.act("floor.ordered", Change.NOTHING.floor(floor.queue(List.copyOf(ordered))));
    }

    private static FloorRequest waiting(Floor floor, String id) {
        return floor.find(id).orElseThrow(MeetingRefused::unknownRequest);
    }

    /** Called to prepare; who stood there before goes back to the head of the queue. */
    static MeetingEvent onDeck(MeetingModel model, String id, Instant now, String by) {
        Floor floor = model.floor();
        FloorRequest next = waiting(floor, id);
        List<FloorRequest> queue = new ArrayList<>(floor.without(id).queue());
        if (floor.onDeck() != null && !floor.onDeck().id().equals(id)) {
            queue.addFirst(floor.onDeck());
        }
        Floor changed = floor.queue(queue).onDeck(next);
        return MeetingEvent.act("floor.onDeck", next.seat(), following(model, changed, now, by));
    }

    /** The floor is given: in a lecture the speaker before is closed; the chair's site stays open. */
    static MeetingEvent grant(MeetingModel model, String id, Instant now, String by) {
        if (model.state() != MeetingState.IN_SESSION && model.state() != MeetingState.ROLL_CALL) {
            throw MeetingRefused.notNow(model.state());
        }
        Floor floor = model.floor();
        FloorRequest request = waiting(floor, id);
        Set<String> open = new LinkedHashSet<>();
        open.add(model.basics().chairSite());
        if (floor.mode() == Floor.Mode.DISCUSSION) {
            open.addAll(floor.open());
        }
        open.add(request.seat());
        Floor changed = floor.without(id)
                .speaking(new Speaking(request, now, floor.limitSeconds()))
                .open(bounded(open));
        return MeetingEvent.act("floor.granted", request.seat(), following(model, changed, now, by))
                .with("topic", request.topic())
                .with("speaker", request.speaker());
    }

    private static List<String> bounded(Set<String> open) {
        if (open.size() > Conduct.MAX_SOUNDS) {
            throw MeetingRefused.tooManyOpen(Conduct.MAX_SOUNDS);
        }
        return List.copyOf(open);
    }

    /** The one on deck if it is there, else the first of the queue that is. */
    static MeetingEvent next(MeetingModel model, Predicate<String> connected, Instant now, String by) {
        Floor floor = model.floor();
        List<FloorRequest> waiting = new ArrayList<>(floor.queue());
        if (floor.onDeck() != null) {
            waiting.addFirst(floor.onDeck());
        }
        FloorRequest next = waiting.stream()
                .filter(request -> connected.test(request.seat()))
                .findFirst()
                .orElseThrow(MeetingRefused::nobodyWaits);
        return grant(model, next.id(), now, by);
    }

    static MeetingEvent revoke(MeetingModel model, Instant now, String by) {
        Floor floor = model.floor();
        if (floor.speaking() == null) {
            throw MeetingRefused.wrong("speaking", "Không có ai đang phát biểu.");
        }
        String seat = floor.speaking().request().seat();
        List<String> open = floor.open().stream()
                .filter(one -> !one.equals(seat) || one.equals(model.basics().chairSite()))
                .toList();
        return MeetingEvent.act(
                "floor.revoked", seat, following(model, floor.speaking(null).open(open), now, by));
    }

    /** @param lowered by the site itself */
    static MeetingEvent withdraw(MeetingModel model, String id, boolean lowered, Instant now, String by) {
        FloorRequest request = waiting(model.floor(), id);
        return MeetingEvent.act(
                lowered ? "floor.lowered" : "floor.withdrawn",
                request.seat(),
                following(model, model.floor().without(id), now, by));
    }

    static MeetingEvent clear(MeetingModel model, Instant now, String by) {
        Floor floor = model.floor().queue(List.of()).onDeck(null);
        return MeetingEvent.act("floor.cleared", following(model, floor, now, by));
    }

    static MeetingEvent mode(MeetingModel model, Floor.Mode mode, int limitSeconds) {
        if (limitSeconds < 30 || limitSeconds > MAX_SECONDS) {
            throw MeetingRefused.wrong("limitSeconds", "Thời gian mỗi lượt từ 30 giây đến 3 giờ.");
        }
        return MeetingEvent.act("floor.mode", Change.NOTHING.floor(model.floor().mode(mode, limitSeconds)))
                .with("mode", mode.name())
                .with("seconds", String.valueOf(limitSeconds));
    }

    /** Opens or closes microphones. @param seats null for all */
    static MeetingEvent microphones(
            MeetingModel model, @org.jspecify.annotations.Nullable List<String> seats, boolean open) {
        Floor floor = model.floor();
        List<String> meant = seats != null
                ? seats
                : open ? model.places().stream().map(SeatPlace::id).toList() : model.everybody();
        meant.forEach(model::seat);
        if (open && !model.state().live()) {
            throw MeetingRefused.notNow(model.state());
        }
        if (open && floor.locked() && meant.size() > 1) {
            throw MeetingRefused.locked();
        }
        Set<String> now = new LinkedHashSet<>(floor.open());
        if (open) {
            now.addAll(meant);
        } else {
            now.removeAll(meant);
        }
        return MeetingEvent.act(
                        open ? "microphones.opened" : "microphones.closed",
                        meant.size() == 1 ? meant.getFirst() : null,
                        Change.NOTHING.floor(floor.open(bounded(now))))
                .with("count", String.valueOf(meant.size()));
    }

    /** Locking closes all but the chair's. */
    static MeetingEvent lock(MeetingModel model, boolean locked) {
        Floor floor = model.floor();
        List<String> open = locked
                ? floor.open().stream()
                        .filter(seat -> seat.equals(model.basics().chairSite()))
                        .toList()
                : floor.open();
        return MeetingEvent.act(
                locked ? "microphones.locked" : "microphones.unlocked",
                Change.NOTHING.floor(floor.locked(locked).open(open)));
    }

    private static Change following(MeetingModel model, Floor floor, Instant now, String by) {
        Change change = Change.NOTHING.floor(floor);
        Programme programme = ProgrammeRules.followed(model, floor, now, by);
        return programme == null ? change : change.programme(Objects.requireNonNull(programme));
    }
}
