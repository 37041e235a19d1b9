package vn.nharong.control.meeting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import vn.nharong.bus.MediaFacts;
import vn.nharong.control.audit.AuditLog;
import vn.nharong.control.data.Database;
import vn.nharong.control.identity.Actor;

/** One meeting of a few sites on a real database, with a clock that is moved and media that are only told. */
final class TriedMeeting implements AutoCloseable {
    static final Actor OPERATOR = new Actor("op1", "Vận hành 1", List.of(), null);
    static final Actor SECOND = new Actor("op2", "Vận hành 2", List.of(), null);
    static final MediaFacts.Sources ALL = new MediaFacts.Sources(MediaFacts.Microphone.CLOSED, true, false);

    final MovedClock clock = new MovedClock();
    final Lines lines = new Lines(new java.util.Random(1));
    final AuditLog audit;
    SaidNode node = new SaidNode();
    Meeting meeting;
    private final Database database;
    private final MeetingStore store;
    private final ObjectMapper json = JsonMapper.builder().build();

    TriedMeeting(Path folder, @Nullable String url, int sites) {
        database = Database.open(folder, url);
        try {
            audit = new AuditLog(database.jdbc(), folder, clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        store = new MeetingStore(database.jdbc(), database.transactions(), audit, json);
        meeting = make(UUID.randomUUID().toString());
        List<SeatPlace> places = new ArrayList<>();
        List<SeatRecord> seats = new ArrayList<>();
        for (int i = 0; i < sites; i++) {
            places.add(new SeatPlace("s" + i, "Xã " + i, "X. " + i, "g", "Huyện", i == 0, i, ""));
            seats.add(SeatRecord.expected("s" + i, clock.instant()));
        }
        Basics basics = new Basics(
                "Hội nghị",
                "",
                "UBND tỉnh",
                "Chủ tịch",
                UUID.randomUUID().toString(),
                MeetingState.PUBLISHED,
                clock.instant(),
                null,
                null,
                "s0",
                "s1",
                "s0",
                false);
        act((model, now) -> MeetingEvent.act(
                "meeting.created",
                Change.NOTHING
                        .basics(basics)
                        .groups(List.of(new SeatGroup("g", "Huyện", "H.", 1)))
                        .places(places)
                        .seats(seats)));
    }

    private Meeting make(String id) {
        return new Meeting(id, store, node, json, clock, "test", new KioskFeed());
    }

    /** The process dies and begins anew on the same records. */
    void restart() {
        node = new SaidNode();
        Meeting again = make(meeting.id);
        again.load(store.load(meeting.id));
        meeting = again;
    }

    void act(Meeting.Rule rule) {
        meeting.act(OPERATOR, "", rule);
    }

    void connect(String... seats) {
        presence(MediaFacts.Presence.CONNECTED, seats);
        for (String seat : seats) {
            meeting.sources(seat, ALL);
        }
    }

    void presence(MediaFacts.Presence presence, String... seats) {
        Map<String, MediaFacts.Presence> changes = new LinkedHashMap<>();
        for (String seat : seats) {
            changes.put(seat, presence);
        }
        meeting.presence(changes);
    }

    void pass(Duration time) {
        Duration step = Duration.ofMillis(200);
        for (Duration gone = Duration.ZERO; gone.compareTo(time) < 0; gone = gone.plus(step)) {
            clock.pass(step);
            meeting.tick(lines);
        }
    }

    void openLines() {
        meeting.actOnLines(OPERATOR, (model, live, now) -> SessionRules.openLines(model, live, now, "op"));
    }

    /** Opened, all connected, in session. */
    TriedMeeting inSession() {
        openLines();
        pass(Duration.ofSeconds(4));
        connect(meeting.look(
                (model, live) -> model.places().stream().map(SeatPlace::id).toArray(String[]::new)));
        pass(Duration.ofSeconds(3));
        act((model, now) -> SessionRules.begin(model, now, "op"));
        return this;
    }

    SiteState shown(String seat) {
        return meeting.look((model, live) -> model.shown(model.seat(seat)));
    }

    <T> T model(java.util.function.Function<MeetingModel, T> question) {
        return meeting.look((model, live) -> question.apply(model));
    }

    Wire.Snapshot snapshot() {
        return meeting.snapshot(OPERATOR);
    }

    @Override
    public void close() {
        database.close();
    }
}
