package vn.nharong.control.meeting;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;
import vn.nharong.control.identity.Actor;
import vn.nharong.control.web.ServerSentEvents;

/**
 * What the pages of one meeting have been told, and what they are told next: the whole of it to who begins to follow, to the
 * others what differs. Guarded by the {@link Meeting}.
 */
final class Bulletin {
    private static final int LOG_SHOWN = 300;
    private static final int WAVE_SIZE = 20;

    private final MeetingModel model;
    private final Map<String, SeatLive> live;
    private final Undos undos;
    private final Feed feed;
    private final ObjectMapper json;
    private final Deque<Wire.LogLine> log = new ArrayDeque<>();
    private final List<Wire.LogLine> newLines = new ArrayList<>();
    private final Map<String, Wire.Seat> toldSeats = new HashMap<>();
    private final Map<String, Object> told = new HashMap<>();
    private final Map<String, Wire.Undo> toldUndo = new HashMap<>();
    private int waveSize = WAVE_SIZE;

    Bulletin(MeetingModel model, Map<String, SeatLive> live, Undos undos, Feed feed, ObjectMapper json) {
        this.model = model;
        this.live = live;
        this.undos = undos;
        this.feed = feed;
        this.json = json;
    }

    /** One more line of the log. */
    void note(MeetingStore.Kept kept) {
        Wire.LogLine line = MeetingView.line(kept);
        log.addLast(line);
        if (log.size() > LOG_SHOWN) {
            log.removeFirst();
        }
        newLines.add(line);
    }

    /** What was noted is no news: it comes from the store, before anybody could follow. */
    void allTold() {
        newLines.clear();
    }

    /** @param size how many lines are called at once */
    void waveSize(int size) {
        waveSize = size;
    }

    /** Whether anybody follows. */
    boolean heard() {
        return feed.heard();
    }

    void end() {
        feed.end();
    }

    /**
     * A page begins to follow, or comes back.
     *
     * @param lastEventId of the last thing it got; null when it knows nothing
     * @return what comes from now on, behind a snapshot or behind all that was missed
     */
    ServerSentEvents follow(Actor actor, boolean operates, @Nullable String lastEventId, Instant now) {
        ServerSentEvents events = new ServerSentEvents();
        List<ServerSentEvents.Event> missed = lastEventId == null ? null : feed.since(lastEventId);
        feed.add(new Feed.Reader(actor.id(), actor.name(), operates, events));
        if (missed == null) {
            events.offer(new ServerSentEvents.Event(
                    feed.position(), "snapshot", json.writeValueAsString(snapshot(actor.id(), now))));
        } else {
            missed.forEach(events::offer);
            events.offer(new ServerSentEvents.Event("", "patch", undoPatch(undo(actor.id()))));
        }
        return events;
    }

    /** @param actor whose own acts can be taken back */
    Wire.Snapshot snapshot(String actor, Instant now) {
        return new Wire.Snapshot(
                now,
                MeetingView.meeting(model),
                seats(now),
                model.groups(),
                guests(now),
                MeetingView.programme(model.programme()),
                model.preview(),
                MeetingView.tour(model.tour()),
                MeetingView.floor(model.floor()),
                MeetingView.rollCall(model.rollCall()),
                MeetingView.calling(model, waveSize),
                model.talks(),
                MeetingView.operators(model, feed.operators()),
                undo(actor),
                List.copyOf(log));
    }

    /** Tells all who follow what differs from what they were told last. @return whether anything does */
    boolean publish(Instant now) {
        Map<String, Object> patch = new LinkedHashMap<>();
        List<Wire.Seat> changed = new ArrayList<>();
        for (Wire.Seat seat : seats(now)) {
            if (!seat.equals(toldSeats.put(seat.id(), seat))) {
                changed.add(seat);
            }
        }
        if (!changed.isEmpty()) {
            patch.put("seats", changed);
        }
        part(patch, "meeting", MeetingView.meeting(model));
        part(patch, "guests", guests(now));
        part(patch, "programme", MeetingView.programme(model.programme()));
        part(patch, "preview", model.preview());
        part(patch, "tour", MeetingView.tour(model.tour()));
        part(patch, "floor", MeetingView.floor(model.floor()));
        part(patch, "rollCall", MeetingView.rollCall(model.rollCall()));
        part(patch, "calling", MeetingView.calling(model, waveSize));
        part(patch, "talks", model.talks());
        part(patch, "operators", MeetingView.operators(model, feed.operators()));
        if (!newLines.isEmpty()) {
            patch.put("log", List.copyOf(newLines));
            newLines.clear();
        }
        if (patch.isEmpty()) {
            return false;
        }
        patch.put("serverTime", now);
        feed.tell("patch", json.writeValueAsString(patch));
        tellUndo();
        return true;
    }

    private void part(Map<String, Object> patch, String name, @Nullable Object now) {
        Object value = now == null ? "" : now;
        if (!value.equals(told.put(name, value))) {
            patch.put(name, now);
        }
    }

    /** What somebody can take back is for that person's pages alone. */
    private void tellUndo() {
        for (String actor : feed.actors()) {
            Wire.Undo undo = undo(actor);
            if (!undo.equals(toldUndo.put(actor, undo))) {
                feed.tellOnly(actor, "patch", undoPatch(undo));
            }
        }
    }

    private Wire.Undo undo(String actor) {
        if (model.state().over()) {
            return new Wire.Undo(0, null); // what was, stays
        }
        return new Wire.Undo(undos.count(actor), undos.newest(actor).orElse(null));
    }

    private String undoPatch(Wire.Undo undo) {
        return json.writeValueAsString(Map.of("undo", undo));
    }

    private List<Wire.Seat> seats(Instant now) {
        return seats(model.places(), now);
    }

    private Wire.Guests guests(Instant now) {
        Guests guests = model.guests();
        return new Wire.Guests(guests.link(), guests.waiting(), seats(model.guestPlaces(), now));
    }

    private List<Wire.Seat> seats(Iterable<SeatPlace> places, Instant now) {
        List<Wire.Seat> seats = new ArrayList<>();
        for (SeatPlace place : places) {
            seats.add(MeetingView.seat(model, model.seat(place.id()), SeatLive.of(live, place.id()), now));
        }
        return List.copyOf(seats);
    }
}
