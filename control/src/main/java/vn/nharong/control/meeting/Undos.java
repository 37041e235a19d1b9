package vn.nharong.control.meeting;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.nharong.control.floor.Floor;
import vn.nharong.control.floor.FloorRequest;

/**
 * What each person may still take back: their own last ten acts, unless somebody else touched the same thing afterwards.
 * Built from the events alone, so it outlives the process. Not thread-safe: the {@link Meeting} guards it.
 */
final class Undos {
    static final int MOST = 10;
    /** The act of taking back. */
    static final String UNDONE = "undone";

    private static final Set<String> REVERSIBLE = Set.of(
            "programme.taken",
            "programme.card",
            "programme.tour",
            "floor.requested",
            "floor.ordered",
            "floor.onDeck",
            "floor.granted",
            "floor.revoked",
            "floor.withdrawn",
            "floor.cleared",
            "floor.mode",
            "microphones.opened",
            "microphones.closed",
            "microphones.locked",
            "microphones.unlocked",
            "rollcall.marked",
            "seat.noted",
            "meeting.deputy",
            "meeting.chair");

    /** @param inverse what it was like before @param touched parts of the meeting, by name */
    record Entry(String act, Change inverse, Set<String> touched, long seq) {}

    private record Touch(String actor, String name, long seq) {}

    private final Map<String, Deque<Entry>> byActor = new HashMap<>();
    private final Map<String, Touch> last = new HashMap<>();

    /** An event is about to be applied. @param inverse as the model stands before it */
    void note(long seq, String actor, String name, MeetingEvent event, Change inverse) {
        Deque<Entry> own = byActor.computeIfAbsent(actor, key -> new ArrayDeque<>());
        if (event.act().equals(UNDONE)) {
            own.pollFirst();
            return;
        }
        if (event.kind() != MeetingEvent.Kind.ACT) {
            return;
        }
        Set<String> touched = touched(event);
        touched.forEach(part -> last.put(part, new Touch(actor, name, seq)));
        if (REVERSIBLE.contains(event.act())) {
            own.addFirst(new Entry(event.act(), inverse, touched, seq));
            if (own.size() > MOST) {
                own.removeLast();
            }
        }
    }

    private static Set<String> touched(MeetingEvent event) {
        Change change = event.change();
        Set<String> parts = new LinkedHashSet<>();
        add(parts, "basics", change.basics());
        add(parts, "programme", change.programme());
        add(parts, "tour", change.tour());
        // A hand that rises changes the queue, but nothing that somebody decided.
        if (!event.act().equals("floor.raised") && !event.act().equals("floor.lowered")) {
            add(parts, "floor", change.floor());
        }
        if (change.seats() != null) {
            change.seats().forEach(seat -> parts.add("seat " + seat.id()));
        }
        return parts;
    }

    private static void add(Set<String> parts, String name, @Nullable Object part) {
        if (part != null) {
            parts.add(name);
        }
    }

    int count(String actor) {
        return byActor.getOrDefault(actor, new ArrayDeque<>()).size();
    }

    Optional<String> newest(String actor) {
        Deque<Entry> own = byActor.get(actor);
        return own == null || own.isEmpty()
                ? Optional.empty()
                : Optional.of(own.getFirst().act());
    }

    /**
     * What takes back the newest act of this person.
     *
     * @throws MeetingRefused when there is none, or somebody else changed the same since
     */
    MeetingEvent undo(String actor, MeetingModel model) {
        Deque<Entry> own = byActor.get(actor);
        if (own == null || own.isEmpty()) {
            throw MeetingRefused.nothingToUndo();
        }
        Entry entry = own.getFirst();
        for (String part : entry.touched()) {
            Touch touch = last.get(part);
            if (touch != null && touch.seq() > entry.seq() && !touch.actor().equals(actor)) {
                throw MeetingRefused.changedSince(touch.name());
            }
        }
        return MeetingEvent.act(UNDONE, merged(entry.inverse(), model)).with("act", entry.act());
    }

    /** What happened by itself since (a line lost, a hand raised) stays. */
    private static Change merged(Change inverse, MeetingModel model) {
        Change merged = inverse;
        if (inverse.basics() != null) {
            // How far the meeting is, is not taken back with who has the chair.
            merged = merged.basics(model.basics()
                    .deputy(inverse.basics().deputySite())
                    .chair(inverse.basics().chairSite()));
        }
        if (inverse.floor() != null) {
            merged = merged.floor(merged(inverse.floor(), model.floor()));
        }
        if (inverse.seats() != null) {
            List<SeatRecord> seats = new ArrayList<>();
            for (SeatRecord before : inverse.seats()) {
                SeatRecord now = model.seat(before.id());
                SeatRecord back = now.present(before.present())
                        .headcount(before.headcount())
                        .note(before.note());
                boolean marked = switch (now.state()) {
                    case PRESENT, EXCUSED, ABSENT, BY_TELEPHONE -> true;
                    default -> false;
                };
                seats.add(marked ? back.state(before.state(), now.since()) : back);
            }
            merged = merged.seats(List.copyOf(seats));
        }
        return merged;
    }

    private static Floor merged(Floor before, Floor now) {
        List<FloorRequest> queue = new ArrayList<>(before.queue());
        Set<String> known = new LinkedHashSet<>();
        before.queue().forEach(request -> known.add(request.seat()));
        if (before.onDeck() != null) {
            known.add(before.onDeck().seat());
        }
        if (before.speaking() != null) {
            known.add(before.speaking().request().seat());
        }
        now.queue().stream()
                .filter(request -> request.raised() && !known.contains(request.seat()))
                .forEach(queue::add);
        return before.queue(queue);
    }
}
