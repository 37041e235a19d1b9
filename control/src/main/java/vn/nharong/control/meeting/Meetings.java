package vn.nharong.control.meeting;

import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectMapper;
import vn.nharong.bus.MediaFacts;
import vn.nharong.bus.MediaNode;
import vn.nharong.control.identity.AccessEnded;
import vn.nharong.control.identity.Actor;
import vn.nharong.control.identity.DeviceRevoked;
import vn.nharong.control.identity.MeetingScope;

/** All meetings of the house. Any thread. */
@Component
class Meetings implements MeetingScope, MediaFacts {
    private static final Logger LOG = LoggerFactory.getLogger(Meetings.class);
    private static final Duration TICK = Duration.ofMillis(200);
    /** A site's screen shows a meeting so long before it begins, and so long after its end. */
    private static final Duration AHEAD = Duration.ofHours(18);

    private static final Duration AFTERWARDS = Duration.ofMinutes(2);

    private final MeetingStore store;
    private final MediaNode node;
    private final ObjectMapper json;
    private final Clock clock;
    private final KioskFeed kiosks;
    private final ListFeed lists;
    private final String epoch = UUID.randomUUID().toString().substring(0, 8);
    private final ConcurrentMap<String, Meeting> meetings = new ConcurrentHashMap<>();
    private final Lines lines = new Lines(new java.security.SecureRandom());
    private final BlockingQueue<Fact> facts = new LinkedBlockingQueue<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("meetings").daemon().factory());
    private final Thread reader;
    private final ObjectProvider<LinesListener> listeners;
    /** Meetings of whose open lines the listeners know; the timer's. */
    private final Set<String> openLines = new HashSet<>();

    /** Something the media said. @param presence null when {@code rest} says it */
    private record Fact(
            String meeting,
            String identity,
            MediaFacts.@Nullable Presence presence,
            @Nullable Runnable rest) {}

    Meetings(
            MeetingStore store,
            MediaNode node,
            ObjectMapper json,
            Clock clock,
            KioskFeed kiosks,
            ObjectProvider<LinesListener> listeners,
            ListFeed lists) {
        this.lists = lists;
        this.listeners = listeners;
        this.store = store;
        this.node = node;
        this.json = json;
        this.clock = clock;
        this.kiosks = kiosks;
        store.meetings().forEach(id -> {
            Meeting meeting = make(id);
            meetings.put(id, meeting);
            meeting.load(store.load(id));
        });
        this.reader = Thread.ofVirtual().name("media facts").start(this::readFacts);
        node.watch(this);
        timer.scheduleWithFixedDelay(this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Meeting make(String id) {
        return new Meeting(id, store, node, json, clock, epoch, kiosks);
    }

    /** Makes a meeting; when this returns it is kept. */
    Meeting create(Actor actor, Basics basics, List<SeatGroup> groups, List<SeatPlace> places, Instant now) {
        String id = UUID.randomUUID().toString();
        Meeting meeting = make(id);
        List<SeatRecord> seats = places.stream()
                .map(place -> SeatRecord.expected(place.id(), now))
                .toList();
        meeting.act(
                actor,
                "",
                (model, at) -> MeetingEvent.act(
                                "meeting.created",
                                Change.NOTHING
                                        .basics(basics)
                                        .groups(groups)
                                        .places(places)
                                        .seats(seats))
                        .with("title", basics.title())
                        .with("count", String.valueOf(places.size())));
        meetings.put(id, meeting);
        kiosks.changed(meeting);
        return meeting;
    }

    /** @throws MeetingRefused when there is none */
    Meeting get(String id) {
        Meeting meeting = meetings.get(id);
        if (meeting == null) {
            throw MeetingRefused.unknownMeeting();
        }
        return meeting;
    }

    List<Meeting> all() {
        return List.copyOf(meetings.values());
    }

    /** Those convened by one of these units, the newest first. */
    List<Wire.Summary> summaries(Set<UUID> units) {
        List<Wire.Summary> summaries = new ArrayList<>();
        for (Meeting meeting : meetings.values()) {
            if (unitOf(meeting.id).filter(units::contains).isPresent()) {
                summaries.add(meeting.summary());
            }
        }
        summaries.sort(java.util.Comparator.comparing(Wire.Summary::startsAt).reversed());
        return summaries;
    }

    /** What a site's screen is about: the meeting it is in, else the next one, else the one that just ended. */
    Optional<Meeting> of(String site) {
        Instant now = clock.instant();
        Meeting best = null;
        long bestRank = Long.MAX_VALUE;
        for (Meeting meeting : meetings.values()) {
            long rank = meeting.look((model, live) -> rank(model, site, now));
            if (rank < bestRank) {
                best = meeting;
                bestRank = rank;
            }
        }
        return Optional.ofNullable(best);
    }

    private static long rank(MeetingModel model, String site, Instant now) {
        if (!model.has(site)) {
            return Long.MAX_VALUE;
        }
        Basics basics = model.basics();
        if (model.state().live()) {
            return model.seat(site).state() == SiteState.LEFT ? 1 : 0;
        }
        if (!model.state().over() && basics.startsAt().isBefore(now.plus(AHEAD))) {
            return 2 + Math.max(0, Duration.between(now, basics.startsAt()).toSeconds());
        }
        boolean justEnded =
                basics.endedAt() != null && basics.endedAt().plus(AFTERWARDS).isAfter(now);
        return justEnded ? 1_000_000_000L : Long.MAX_VALUE;
    }

    void pace(String meeting, int waveSize, Duration pause) {
        Meeting known = get(meeting);
        known.look((model, live) -> {
            lines.pace(meeting, waveSize, pause);
            return true;
        });
    }

    private void tick() {
        for (Meeting meeting : meetings.values()) {
            try {
                meeting.tick(lines);
                tellOfLines(meeting);
            } catch (RuntimeException e) {
                LOG.error("{} did not get its turn", meeting, e);
            }
        }
        try {
            lists.look(this);
        } catch (RuntimeException e) {
            LOG.error("lists of meetings were not told", e);
        }
    }

    private void tellOfLines(Meeting meeting) {
        boolean open = meeting.look((model, live) -> model.state().live());
        if (open && openLines.add(meeting.id)) {
            List<LinesListener.Place> places = meeting.look((model, live) -> places(model));
            listeners.forEach(listener -> listener.onLinesOpened(meeting.id, places));
        } else if (!open && openLines.remove(meeting.id)) {
            listeners.forEach(listener -> listener.onLinesClosed(meeting.id));
        }
    }

    private static List<LinesListener.Place> places(MeetingModel model) {
        List<LinesListener.Place> places = new ArrayList<>();
        for (SeatPlace place : model.places()) {
            boolean main = place.id().equals(model.basics().mainSite());
            places.add(
                    main ? 0 : places.size(),
                    new LinesListener.Place(UUID.fromString(place.id()), place.name(), place.group()));
        }
        return List.copyOf(places);
    }

    // --- what the media says

    private void readFacts() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                List<Fact> some = new ArrayList<>();
                some.add(facts.take());
                facts.drainTo(some);
                take(some);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("what the media said was not taken down", e);
            }
        }
    }

    /** Of many connections that came at once one transaction is made. */
    private void take(List<Fact> some) {
        Map<String, Map<String, MediaFacts.Presence>> presences = new LinkedHashMap<>();
        for (Fact fact : some) {
            if (fact.presence() != null) {
                presences
                        .computeIfAbsent(fact.meeting(), key -> new LinkedHashMap<>())
                        .put(fact.identity(), fact.presence());
            }
        }
        presences.forEach((id, changes) -> {
            Meeting meeting = meetings.get(id);
            if (meeting != null) {
                meeting.presence(changes);
            }
        });
        for (Fact fact : some) {
            if (fact.rest() != null) {
                fact.rest().run();
            }
        }
    }

    private static String meetingOf(String room) {
        return room.substring(room.indexOf(':') + 1);
    }

    private void later(String room, java.util.function.Consumer<Meeting> word) {
        Meeting meeting = meetings.get(meetingOf(room));
        if (meeting != null) {
            facts.add(new Fact(meeting.id, "", null, () -> word.accept(meeting)));
        }
    }

    @Override
    public void onPresence(String room, String identity, Presence presence) {
        facts.add(new Fact(meetingOf(room), identity, presence, null));
    }

    @Override
    public void onSources(String room, String identity, Sources sources) {
        later(room, meeting -> meeting.sources(identity, sources));
    }

    @Override
    public void onLevel(String room, String identity, float level) {
        later(room, meeting -> meeting.level(identity, level));
    }

    @Override
    public void onLine(String room, String identity, Line line) {
        later(room, meeting -> meeting.line(identity, line));
    }

    @Override
    public void onRoomLost(String room) {
        later(room, Meeting::mediaLost);
    }

    // --- where roles must hold

    @Override
    public Optional<UUID> unitOf(String meeting) {
        Meeting known = meetings.get(meeting);
        return known == null
                ? Optional.empty()
                : Optional.of(UUID.fromString(
                        known.look((model, live) -> model.basics().unit())));
    }

    @Override
    public boolean hasSeat(String meeting, UUID site) {
        Meeting known = meetings.get(meeting);
        return known != null && known.look((model, live) -> model.has(site.toString()));
    }

    /** Whoever holds the ticket of that site is sent away; what is paired next gets in by itself. */
    @EventListener
    void revoked(DeviceRevoked revoked) {
        meetings.values().forEach(meeting -> meeting.sendAway(revoked.site().toString()));
    }

    /** Who was signed out, or whose account was closed, is out of the media rooms too. */
    @EventListener
    void ended(AccessEnded ended) {
        meetings.values().forEach(meeting -> meeting.sessionEnded(ended.access()));
    }

    @PreDestroy
    void end() {
        timer.shutdownNow();
        reader.interrupt();
        meetings.values().forEach(Meeting::end);
    }
}
