package vn.nharong.control.meeting;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;
import vn.nharong.bus.Correlation;
import vn.nharong.bus.MediaFacts;
import vn.nharong.bus.MediaNode;
import vn.nharong.control.identity.Actor;
import vn.nharong.control.web.ServerSentEvents;

/**
 * One meeting, alive: takes acts in their turn, keeps them, then lets the media and the screens follow. What was not kept has
 * not happened. Any thread; a lock lets one act in at a time.
 */
final class Meeting {
    final String id;
    private final ReentrantLock lock = new ReentrantLock();
    private final MeetingModel model;
    private final Undos undos = new Undos();
    private final Map<String, SeatLive> live = new HashMap<>();
    private final MeetingStore store;
    private final Clock clock;
    private final Bulletin bulletin;
    private final KioskFeed kiosks;
    private final MeetingMedia media;
    private final EchoWatch echoes = new EchoWatch();

    Meeting(
            String id,
            MeetingStore store,
            MediaNode node,
            ObjectMapper json,
            Clock clock,
            String epoch,
            KioskFeed kiosks) {
        this.id = id;
        this.model = new MeetingModel(id);
        this.store = store;
        this.clock = clock;
        this.bulletin = new Bulletin(model, live, undos, new Feed(epoch), json);
        this.kiosks = kiosks;
        this.media = new MeetingMedia(id, node, clock);
    }

    /** Rebuilds it from what was kept. Called once, before anybody else knows it. */
    void load(List<MeetingStore.Kept> events) {
        lock.lock();
        try {
            events.forEach(this::fold);
            bulletin.allTold();
            begunAnew(now());
        } finally {
            lock.unlock();
        }
    }

    /** Nobody is connected to a process that begins: each line comes back by itself. */
    private void begunAnew(Instant now) {
        if (!model.state().live()) {
            return;
        }
        List<SeatRecord> gone = new ArrayList<>();
        for (SeatRecord seat : model.seats()) {
            if (seat.state() == SiteState.RINGING && model.guest(seat.id())) {
                continue; // nobody calls a guest: it comes by itself
            }
            if (seat.state() == SiteState.RINGING) {
                gone.add(seat.state(SiteState.EXPECTED, now));
            } else if (seat.state().called() && seat.state() != SiteState.LOST) {
                gone.add(seat.state(SiteState.LOST, now));
            }
        }
        if (!gone.isEmpty() || !model.talks().isEmpty()) {
            Change change = Change.NOTHING.seats(List.copyOf(gone)).talks(List.of());
            commit(
                    Actor.SYSTEM,
                    "start",
                    List.of(MeetingEvent.incident("house.began", null, change)
                            .with("count", String.valueOf(gone.size()))));
        }
        media.follow(model);
    }

    private void fold(MeetingStore.Kept kept) {
        MeetingEvent event = kept.event();
        undos.note(kept.seq(), kept.actor(), kept.name(), event, model.inverse(event.change()));
        model.apply(event.change());
        bulletin.note(kept);
    }

    /** What an act comes to, as the meeting stands at that moment; may refuse by {@link MeetingRefused}. */
    interface Rule extends BiFunction<MeetingModel, Instant, MeetingEvent> {}

    /** Does one act. When this returns it is kept, and on its way to everybody. */
    void act(Actor actor, String cause, Rule rule) {
        lock.lock();
        try {
            commit(actor, cause, List.of(rule.apply(model, now())));
        } finally {
            lock.unlock();
        }
    }

    /** As {@link Rule}, where it matters what the lines do at that moment. */
    interface LineRule {
        MeetingEvent apply(MeetingModel model, Map<String, SeatLive> live, Instant now);
    }

    void actOnLines(Actor actor, LineRule rule) {
        act(actor, "", (now, at) -> rule.apply(now, live, at));
    }

    /** The rehearsal is over: what was found is kept, and nobody's connection stays. */
    void endRehearsal(Actor actor) {
        lock.lock();
        try {
            actOnLines(actor, (now, lines, at) -> RehearsalRules.end(now, lines, at, actor.name()));
            live.forEach((seat, is) -> {
                is.nextCall = Instant.EPOCH;
                if (is.connected && model.has(seat)) {
                    media.dismiss(seat);
                }
            });
        } finally {
            lock.unlock();
        }
    }

    /** Takes back the newest act of this person that can be. */
    void undo(Actor actor) {
        act(actor, "undo", (now, at) -> {
            if (now.state().over()) {
                throw MeetingRefused.notNow(now.state());
            }
            return undos.undo(actor.id(), now);
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
    }

    /** Under the lock. */
    private void commit(Actor actor, String cause, List<MeetingEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        Basics basics = model.seatCount() == 0 ? null : model.basics();
        for (MeetingEvent event : events) {
            basics = event.change().basics() == null ? basics : event.change().basics();
        }
        try (Correlation.Scope scope = Correlation.begin()) {
            for (MeetingStore.Kept kept : store.append(id, Objects.requireNonNull(basics), actor, cause, events)) {
                fold(kept);
                MeetingEvent event = kept.event();
                Correlation.ACTS.info("meeting={} seq={} {} seat={}", id, kept.seq(), event.act(), event.seat());
            }
            follow();
        }
    }

    /** Media and screens follow what the meeting is now. */
    private void follow() {
        media.follow(model);
        publish();
    }

    // --- facts of the media

    /** A site's screen is on: whoever was called in vain is called now, not when its pause is over. */
    void screenCame(String seat) {
        lock.lock();
        try {
            if (model.has(seat)) {
                live(seat).nextCall = Instant.EPOCH;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Several connections that came or went; the last word on each counts. */
    void presence(Map<String, MediaFacts.Presence> changes) {
        lock.lock();
        try {
            Instant now = now();
            List<MeetingEvent> events = new ArrayList<>();
            changes.forEach((seat, presence) -> presence(seat, presence, now, events));
            commit(Actor.SYSTEM, "media", events);
            publish();
        } finally {
            lock.unlock();
        }
    }

    private void presence(String seat, MediaFacts.Presence presence, Instant now, List<MeetingEvent> events) {
        if (!model.has(seat)) {
            return; // an operator's own connection
        }
        SeatLive is = live(seat);
        boolean connected = presence == MediaFacts.Presence.CONNECTED;
        if (presence == MediaFacts.Presence.LEFT) {
            is.noSources();
        }
        if (connected && model.seat(seat).state() == SiteState.LEFT) {
            // It was hung up and holds an old ticket: nobody called it.
            media.dismiss(seat);
        } else if (connected && !is.connected) {
            is.connected = true;
            is.connectedAt = now;
            events.add(LineRules.connected(model, seat, now));
        } else if (!connected && is.connected) {
            is.lost();
            is.nextCall = now;
            if (!model.state().live()) {
                return;
            }
            add(events, LineRules.lost(model, seat, now));
            add(events, LineRules.chairLost(model, seat, this::connected, now));
        }
    }

    private static void add(List<MeetingEvent> events, @Nullable MeetingEvent event) {
        if (event != null) {
            events.add(event);
        }
    }

    void sources(String seat, MediaFacts.Sources sources) {
        lock.lock();
        try {
            SeatLive is = live(seat);
            is.microphone = sources.microphone();
            is.camera = sources.camera();
            is.screen = sources.screen();
        } finally {
            lock.unlock();
        }
    }

    void level(String seat, float level) {
        lock.lock();
        try {
            live(seat).level = Math.round(level * 100) / 100f;
            echoes.heard(seat, level, now());
        } finally {
            lock.unlock();
        }
    }

    void line(String seat, MediaFacts.Line line) {
        lock.lock();
        try {
            live(seat).line = line;
        } finally {
            lock.unlock();
        }
    }

    /** The media process began anew: what it knew is said again. */
    void mediaLost() {
        lock.lock();
        try {
            media.again();
            Map<String, MediaFacts.Presence> gone = new LinkedHashMap<>();
            live.forEach((seat, is) -> {
                if (is.connected) {
                    gone.put(seat, MediaFacts.Presence.LOST);
                }
            });
            presence(gone);
            live.values().forEach(SeatLive::noSources);
            media.follow(model);
            kiosks.changed(this);
        } finally {
            lock.unlock();
        }
    }

    private SeatLive live(String seat) {
        return SeatLive.of(live, seat);
    }

    boolean connected(String seat) {
        SeatLive is = live.get(seat);
        return is != null && is.connected;
    }

    // --- time

    /** Some times a second. @param waves how lines are called */
    void tick(Lines waves) {
        lock.lock();
        try {
            Instant now = now();
            if (model.state().live()) {
                List<MeetingEvent> events = waves.due(model, live, now);
                commit(Actor.SYSTEM, "timer", events);
                bulletin.waveSize(waves.waveSize(id));
                step(now);
                listen(now);
            } else if (model.state() == MeetingState.ENDED) {
                media.endAfter(model.basics().endedAt(), now);
            }
            // Nobody listens to most of the meetings that a house has ever had.
            if (model.state().live() || bulletin.heard()) {
                publish();
            }
        } finally {
            lock.unlock();
        }
    }

    private void listen(Instant now) {
        List<String> open = new ArrayList<>();
        live.forEach((seat, is) -> {
            if (is.connected && is.microphone == MediaFacts.Microphone.OPEN) {
                open.add(seat);
            }
        });
        Set<String> suspects = echoes.suspects(open, now);
        List<MeetingEvent> news = new ArrayList<>();
        live.forEach((seat, is) -> {
            if (suspects.contains(seat) && !is.echo) {
                news.add(MeetingEvent.incident("seat.echo", seat, Change.NOTHING));
            }
            is.echo = suspects.contains(seat);
        });
        commit(Actor.SYSTEM, "media", news);
    }

    private void step(Instant now) {
        Instant next = model.tour().nextAt();
        if (model.tour().running() && (next == null || !next.isAfter(now))) {
            List<String> there = new ArrayList<>();
            for (SeatPlace place : model.places()) {
                SeatLive is = live(place.id());
                boolean poor = model.tour().skipPoor() && MeetingView.poor(is, now) != null;
                if (is.camera() == Wire.Camera.OK && !poor) {
                    there.add(place.id());
                }
            }
            MeetingEvent stepped = ProgrammeRules.step(model, there, now);
            if (stepped != null) {
                commit(Actor.SYSTEM, "tour", List.of(stepped));
            }
        }
        if (model.rollCall().secondsEach() > 0) {
            String calling = model.rollCall().calling();
            Instant nextCall = model.rollCall().nextAt();
            boolean answered = calling != null && model.seat(calling).present();
            if (answered || nextCall == null || !nextCall.isAfter(now)) {
                commit(Actor.SYSTEM, "tour", List.of(RollCallRules.step(model, this::connected, now)));
            }
        }
    }

    // --- readers

    /** A page begins to follow: a snapshot, or what it missed. */
    ServerSentEvents follow(Actor actor, boolean operates, @Nullable String lastEventId) {
        lock.lock();
        try {
            publish();
            ServerSentEvents events = bulletin.follow(actor, operates, lastEventId, now());
            publish();
            return events;
        } finally {
            lock.unlock();
        }
    }

    Wire.Snapshot snapshot(Actor actor) {
        lock.lock();
        try {
            return bulletin.snapshot(actor.id(), now());
        } finally {
            lock.unlock();
        }
    }

    /** Tells readers what differs from what they were told last. Under the lock. */
    private void publish() {
        if (model.seatCount() > 0 && bulletin.publish(now())) {
            kiosks.changed(this);
        }
    }

    /** What happened after a place in the log, the oldest first. */
    List<Wire.LogLine> log(long after, int most) {
        return store.after(id, after, most).stream().map(MeetingView::line).toList();
    }

    Wire.Summary summary() {
        lock.lock();
        try {
            int connected = 0;
            for (Map.Entry<String, SeatLive> seat : live.entrySet()) {
                // Guests come beside the sites: nobody expected them.
                connected += seat.getValue().connected && !model.guest(seat.getKey()) ? 1 : 0;
            }
            Basics basics = model.basics();
            return new Wire.Summary(
                    id,
                    basics.title(),
                    basics.subject(),
                    basics.state(),
                    basics.startsAt(),
                    model.seatCount(),
                    connected);
        } finally {
            lock.unlock();
        }
    }

    /** Looks at the meeting, in turn with acts. */
    <T> T look(BiFunction<MeetingModel, Map<String, SeatLive>, T> question) {
        lock.lock();
        try {
            return question.apply(model, live);
        } finally {
            lock.unlock();
        }
    }

    SeatLive liveOf(String seat) {
        return live(seat);
    }

    /** Its seat's way into the media room. */
    String ticket(String seat, String name) {
        lock.lock();
        try {
            return media.ticket(seat, name);
        } finally {
            lock.unlock();
        }
    }

    /**
     * A person's way into the media room; a page of an operator's may watch, and is let in as such.
     *
     * @param session whose end is its end
     */
    String viewer(String identity, Actor actor, boolean operates, UUID session) {
        lock.lock();
        try {
            if (operates) {
                media.watcher(identity, actor.id());
                media.follow(model);
            }
            return media.viewer(identity, actor.name(), operates, session);
        } finally {
            lock.unlock();
        }
    }

    /** Nobody has that session any more. */
    void sessionEnded(UUID session) {
        lock.lock();
        try {
            if (media.sessionEnded(session)) {
                media.follow(model);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Rings now. @param seats null for all */
    void call(Actor actor, @Nullable List<String> seats) {
        lock.lock();
        try {
            List<String> meant = seats == null
                    ? model.places().stream().map(SeatPlace::id).toList()
                    : seats.stream().filter(seat -> !model.guest(seat)).toList();
            List<MeetingEvent> events = new ArrayList<>();
            add(events, LineRules.call(model, meant, this::connected, true, now()));
            commit(actor, "", events);
        } finally {
            lock.unlock();
        }
    }

    void hangUp(Actor actor, List<String> seats) {
        lock.lock();
        try {
            List<MeetingEvent> events = new ArrayList<>();
            List<String> sites =
                    seats.stream().filter(seat -> !model.guest(seat)).toList();
            if (!sites.isEmpty()) {
                events.add(LineRules.hangUp(model, sites, now()));
            }
            for (String seat : new LinkedHashSet<>(seats)) {
                if (model.guest(seat)) {
                    events.add(GuestRules.removed(model, seat, now(), actor.name()));
                }
            }
            commit(actor, "", events);
            seats.forEach(media::dismiss);
        } finally {
            lock.unlock();
        }
    }

    /** A guest goes, from the lobby or from its seat. */
    void leave(Actor guest) {
        lock.lock();
        try {
            commit(guest, "", List.of(GuestRules.left(model, guest.id(), now(), guest.name())));
            media.dismiss(guest.id());
        } finally {
            lock.unlock();
        }
    }

    /** Its connection ends, and no ticket it has holds any more; the seat stays as it is, for whoever gets the next one. */
    void sendAway(String seat) {
        lock.lock();
        try {
            if (model.has(seat) && model.state().live()) {
                media.dismiss(seat);
                kiosks.changed(this);
            }
        } finally {
            lock.unlock();
        }
    }

    /** @return number of the new picture, or 0 when the site is not in the meeting */
    long still(String seat, byte[] picture) {
        boolean black = CameraLook.black(picture);
        lock.lock();
        try {
            if (!model.has(seat) || !model.state().live()) {
                return 0;
            }
            SeatLive is = live(seat);
            is.still(picture, black);
            return is.still;
        } finally {
            lock.unlock();
        }
    }

    byte @Nullable [] still(String seat) {
        lock.lock();
        try {
            return live(seat).picture;
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            bulletin.end();
        } finally {
            lock.unlock();
        }
    }
}
