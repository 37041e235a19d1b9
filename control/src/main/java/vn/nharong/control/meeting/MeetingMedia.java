package vn.nharong.control.meeting;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nharong.bus.Conduct;
import vn.nharong.bus.MediaNode;
import vn.nharong.bus.Ticket;
import vn.nharong.control.programme.Cell;

/** Makes the media room of one meeting what the meeting says: whole commands, said again whenever in doubt. Guarded by the {@link Meeting}. */
final class MeetingMedia {
    private static final Logger LOG = LoggerFactory.getLogger(MeetingMedia.class);
    /** The thank-you card stands so long before lines are closed. */
    private static final Duration FAREWELL = Duration.ofSeconds(8);
    /** An operator has a few tabs; older ones have long closed. */
    private static final int MAX_WATCHERS = 64;

    /** Pages of people that were opened in one meeting; the oldest asks for another ticket. */
    private static final int MAX_VIEWERS = 1000;

    /** A client finds back by its ticket after a break, in a meeting of a day; who loses the right loses it at once. */
    private static final Duration HOLDS = Duration.ofHours(12);

    private final String room;
    private final MediaNode node;
    private final Clock clock;
    private final Map<String, String> watchers = new LinkedHashMap<>();
    /** Which session got a connection of its own, by identity: with the one ends the other. */
    private final Map<String, UUID> viewers = new LinkedHashMap<>();
    /** Tickets of seats, by identity: a new text each time would look like news to their screens. */
    private final Map<String, String> tickets = new HashMap<>();

    private long stamp;
    private boolean open;
    private boolean closed;
    private Conduct said = Conduct.NOTHING;

    MeetingMedia(String meeting, MediaNode node, Clock clock) {
        this.room = room(meeting);
        this.node = node;
        this.clock = clock;
    }

    /** Later than every one before, also when the clock is put back meanwhile. */
    private Instant stamp() {
        stamp = Math.max(stamp + 1, clock.millis());
        return Instant.ofEpochMilli(stamp);
    }

    static String room(String meeting) {
        return "meeting:" + meeting;
    }

    void follow(MeetingModel model) {
        if (!model.state().live() && !open) {
            return;
        }
        if (!open && !closed) {
            open = true;
            // What ended in the life of another process is known to nobody: who may come in has a newer ticket by then.
            tickets.clear();
            node.open(room, stamp()).whenComplete(this::told);
        }
        Conduct conduct = conduct(model);
        if (open && !conduct.equals(said)) {
            said = conduct;
            node.conduct(room, conduct).whenComplete(this::told);
        }
    }

    private void told(@Nullable Void nothing, @Nullable Throwable failure) {
        if (failure != null) {
            LOG.error("the media process did not take what {} is to show", room, failure);
        }
    }

    private Conduct conduct(MeetingModel model) {
        List<Conduct.@Nullable Picture> pictures = new ArrayList<>();
        boolean card = model.programme().card() != null || !model.state().live();
        if (!card) {
            for (Cell cell : model.programme().composition().cells()) {
                Conduct.Source source = cell.slides() ? Conduct.Source.SCREEN_SHARE : Conduct.Source.CAMERA;
                pictures.add(cell.seat() == null ? null : new Conduct.Picture(cell.seat(), source));
            }
        }
        Set<Conduct.Loan> loans = new HashSet<>();
        for (Talk talk : model.talks()) {
            watchers.forEach((identity, operator) -> {
                if (operator.equals(talk.operator())) {
                    loans.add(new Conduct.Loan(identity, Conduct.Source.MICROPHONE, talk.seat()));
                    loans.add(new Conduct.Loan(talk.seat(), Conduct.Source.MICROPHONE, identity));
                }
            });
        }
        Set<String> openMicrophones =
                model.state().live() ? new LinkedHashSet<>(model.floor().open()) : Set.of();
        return new Conduct(pictures, openMicrophones, watchers.keySet(), loans, screen(model, card));
    }

    /** For clients that know nothing of us but the room: how the pictures lie. */
    private static String screen(MeetingModel model, boolean card) {
        StringBuilder text = new StringBuilder("{\"layout\":\"")
                .append(model.programme().composition().layout())
                .append("\",\"card\":")
                .append(card ? "\"" + model.programme().card() + "\"" : "null")
                .append(",\"cells\":[");
        String separator = "";
        for (Cell cell : model.programme().composition().cells()) {
            text.append(separator).append(cell.seat() == null ? "null" : "\"" + cell.seat() + "\"");
            separator = ",";
        }
        return text.append("]}").toString();
    }

    void watcher(String identity, String operator) {
        watchers.put(identity, operator);
        if (watchers.size() > MAX_WATCHERS) {
            watchers.remove(watchers.keySet().iterator().next());
        }
    }

    /** A seat's way in, the same until the right to it ends. */
    String ticket(String identity, String name) {
        return tickets.computeIfAbsent(identity, key -> made(identity, name, true));
    }

    /**
     * A way in for somebody who looks on or operates.
     *
     * @param session whose end is its end
     */
    String viewer(String identity, String name, boolean operates, UUID session) {
        viewers.put(identity, session);
        if (viewers.size() > MAX_VIEWERS) {
            dismiss(viewers.keySet().iterator().next());
        }
        return made(identity, name, operates);
    }

    private String made(String identity, String name, boolean publishes) {
        Instant issued = stamp();
        return node.ticket(new Ticket(room, identity, name, publishes, issued, issued.plus(HOLDS)));
    }

    /** Its connection ends, and no ticket that it has got so far opens the room again. */
    void dismiss(String identity) {
        tickets.remove(identity);
        watchers.remove(identity);
        viewers.remove(identity);
        node.dismiss(room, identity, stamp()).whenComplete(this::told);
    }

    /** What was opened by a session is closed with it. @return whether there was anything */
    boolean sessionEnded(UUID session) {
        List<String> gone = viewers.entrySet().stream()
                .filter(viewer -> viewer.getValue().equals(session))
                .map(Map.Entry::getKey)
                .toList();
        gone.forEach(this::dismiss);
        return !gone.isEmpty();
    }

    /** The media process knows nothing any more. */
    void again() {
        open = false;
        said = Conduct.NOTHING;
    }

    /** After the farewell the room closes, once. */
    void endAfter(@Nullable Instant ended, Instant now) {
        if (open && !closed && (ended == null || ended.plus(FAREWELL).isBefore(now))) {
            closed = true;
            open = false;
            node.close(room).whenComplete(this::told);
        }
    }
}
