package vn.nharong.control.meeting;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.nharong.control.web.ServerSentEvents;
import vn.nharong.control.web.ServerSentEvents.Event;

/** What readers of one meeting are told, in order, and the last of it again for who was away. Guarded by the {@link Meeting}. */
final class Feed {
    /** At fifty changes a second the last minute and more. */
    private static final int KEPT = 4000;

    private final String epoch;
    private final Deque<Event> kept = new ArrayDeque<>();
    private final List<Reader> readers = new ArrayList<>();
    private long last;

    /** @param epoch differs with each start of the process: numbers of another one say nothing */
    Feed(String epoch) {
        this.epoch = epoch;
    }

    /** @param name for others to see */
    record Reader(String actor, String name, boolean operates, ServerSentEvents events) {}

    /** To all readers, and kept. */
    void tell(String name, String data) {
        Event event = new Event(epoch + "-" + ++last, name, data);
        kept.addLast(event);
        if (kept.size() > KEPT) {
            kept.removeFirst();
        }
        forgetGone();
        readers.forEach(reader -> reader.events().offer(event));
    }

    /** To the readers of one account alone; who missed it gets it with the next snapshot or resume. */
    void tellOnly(String actor, String name, String data) {
        for (Reader reader : readers) {
            if (reader.actor().equals(actor)) {
                reader.events().offer(new Event("", name, data));
            }
        }
    }

    /** The number of the newest event, for a snapshot that holds everything up to it. */
    String position() {
        return epoch + "-" + last;
    }

    /** What came after this number; null when that is not known any more. */
    @Nullable
    List<Event> since(String id) {
        int dash = id.lastIndexOf('-');
        if (dash < 0 || !id.substring(0, dash).equals(epoch)) {
            return null;
        }
        try {
            long from = Long.parseLong(id.substring(dash + 1));
            long oldest = last - kept.size();
            if (from > last || from < oldest) {
                return null;
            }
            return kept.stream().skip(from - oldest).toList();
        } catch (NumberFormatException e) {
            return null;
        }
    }

    void add(Reader reader) {
        forgetGone();
        readers.add(reader);
    }

    boolean remove(Reader reader) {
        return readers.remove(reader);
    }

    /** Whether anybody reads. */
    boolean heard() {
        forgetGone();
        return !readers.isEmpty();
    }

    private void forgetGone() {
        readers.removeIf(reader -> reader.events().ended());
    }

    /** Names of those who operate now, by account. */
    Map<String, String> operators() {
        Map<String, String> present = new TreeMap<>();
        for (Reader reader : readers) {
            if (reader.operates() && !reader.events().ended()) {
                present.put(reader.actor(), reader.name());
            }
        }
        return present;
    }

    List<String> actors() {
        return readers.stream().map(Reader::actor).distinct().toList();
    }

    void end() {
        readers.forEach(reader -> reader.events().end());
        readers.clear();
    }
}
