package vn.nharong.control.meeting;

import jakarta.annotation.PreDestroy;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectMapper;
import vn.nharong.control.web.ServerSentEvents;

/** Tells the lists of meetings on people's first pages what is new. Any thread. */
@Component
class ListFeed {
    private final ObjectMapper json;
    private final List<Reader> readers = new CopyOnWriteArrayList<>();

    ListFeed(ObjectMapper json) {
        this.json = json;
    }

    private static final class Reader {
        final Set<UUID> units;
        final ServerSentEvents events = new ServerSentEvents();
        /** Guarded by the feed. */
        List<Wire.Summary> told = List.of();

        boolean begun;

        Reader(Set<UUID> units) {
            this.units = units;
        }
    }

    /** @param units whose meetings are to be told */
    ServerSentEvents follow(Meetings meetings, Set<UUID> units) {
        Reader reader = new Reader(units);
        tell(meetings, reader);
        readers.add(reader);
        return reader.events;
    }

    /** Called some times a second. */
    void look(Meetings meetings) {
        readers.removeIf(reader -> reader.events.ended());
        readers.forEach(reader -> tell(meetings, reader));
    }

    private synchronized void tell(Meetings meetings, Reader reader) {
        List<Wire.Summary> now = meetings.summaries(reader.units);
        if (!reader.begun || !now.equals(reader.told)) {
            reader.begun = true;
            reader.told = now;
            reader.events.offer(new ServerSentEvents.Event("", "meetings", json.writeValueAsString(now)));
        }
    }

    @PreDestroy
    void end() {
        readers.forEach(reader -> reader.events.end());
    }
}
