package vn.nharong.sites;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import livekit.LivekitModels;
import livekit.LivekitRtc;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nharong.sites.media.LoadLoop;
import vn.nharong.sites.media.SyntheticSite;

/**
 * A synthetic site as the server sees it: a kiosk that follows its events, comes when it is called, sends its camera, opens its
 * microphone when the server says so, answers the roll call, and comes back by itself whatever happened. Its few virtual threads
 * share what a lock guards; media is on the load loop.
 */
public final class SyntheticKiosk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SyntheticKiosk.class);
    private static final String PROGRAMME = "programme";
    /** What a conducted room offers at first; more is asked for by the server. */
    private static final int SOUNDS = 2;

    private static final int PICTURES = 4;
    private static final int PATIENCE_SECONDS = 30;
    /** Who was sent away waits for what its screen is told before it knocks again. */
    private static final int SENT_AWAY_MILLIS = 3_000;

    private static final Set<String> ANSWERS = Set.of("CONNECTED", "CHECKED", "RETURNED", "ON_DECK", "ON_AIR");

    /**
     * @param seat the site's id
     * @param key of its device
     */
    public record Identity(String seat, String key, String name) {}

    /** What it shows and says; made anew for each connection. @param stills JPEG by number */
    public record Look(Supplier<SyntheticSite.Sending> sending, IntFunction<byte[]> stills) {}

    /** What all sites of a process share. @param base {@code http://host:port} */
    public record Machine(LoadLoop loop, HttpClient http, URI base) {}

    /** What a device is answered whose key was taken back; a server that only restarts knows the key. */
    private static final int UNKNOWN = 401;

    private final Machine machine;
    private final Identity identity;
    private final Look look;
    private final Manners manners;
    private final SyntheticSite.Taking taking;
    private final DeviceClient client;
    private final RandomGenerator random = new java.util.Random();
    private final List<Thread> threads;
    private final AtomicBoolean answering = new AtomicBoolean();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private @Nullable JsonObject kiosk;
    private @Nullable SyntheticSite site;
    private String ended = "";
    private int joins;
    private volatile Consumer<JsonObject> watcher = told -> {};
    private volatile boolean running = true;

    public SyntheticKiosk(Machine machine, Identity identity, Look look, Manners manners, SyntheticSite.Taking taking) {
        this.machine = machine;
        this.identity = identity;
        this.look = look;
        this.manners = manners;
        this.taking = taking;
        this.client = new DeviceClient(machine.http(), machine.base(), identity.key());
        Thread.Builder name = Thread.ofVirtual().name(identity.name());
        this.threads = List.of(
                name.unstarted(() -> run(this::follow)),
                name.unstarted(() -> {
                    run(this::stay);
                    leave();
                }),
                name.unstarted(() -> run(this::still)),
                name.unstarted(() -> run(this::ask)));
    }

    /** Hears what the site's screen is told, on its own thread; before {@link #start}. */
    public SyntheticKiosk watching(Consumer<JsonObject> watcher) {
        this.watcher = watcher;
        return this;
    }

    public SyntheticKiosk start() {
        threads.forEach(Thread::start);
        return this;
    }

    private interface Life {
        void live() throws InterruptedException;
    }

    private void run(Life life) {
        try {
            life.live();
        } catch (InterruptedException e) {
            if (running) {
                LOG.error("{}: interrupted by nobody", identity.name(), e);
            }
        }
    }

    // --- what its screen is told

    private void follow() throws InterruptedException {
        Pause pause = new Pause(random, 500, 8_000);
        while (running) {
            try {
                int status = client.follow(told -> {
                    pause.reset();
                    told(told);
                });
                if (status == UNKNOWN) {
                    LOG.info("{}: its key holds no more, it stays away", identity.name());
                    close();
                    return;
                }
                if (status != 200) {
                    LOG.warn("{}: no events, {}", identity.name(), status);
                }
            } catch (IOException e) {
                LOG.debug("{}: events cut: {}", identity.name(), e.getMessage());
            }
            pause.sleep();
        }
    }

    private void told(JsonObject told) {
        lock.lock();
        try {
            kiosk = told;
            news.signalAll();
        } finally {
            lock.unlock();
        }
        if (rollCallWaits(told) && answering.compareAndSet(false, true)) {
            Thread.ofVirtual().name(identity.name()).start(() -> run(this::answer));
        }
        watcher.accept(told);
    }

    private @Nullable JsonObject kiosk() {
        lock.lock();
        try {
            return kiosk;
        } finally {
            lock.unlock();
        }
    }

    private static @Nullable JsonObject part(@Nullable JsonObject of, String name) {
        JsonElement part = of == null ? null : of.get(name);
        return part != null && part.isJsonObject() ? part.getAsJsonObject() : null;
    }

    private static String text(@Nullable JsonObject of, String name) {
        JsonElement text = of == null ? null : of.get(name);
        return text != null && text.isJsonPrimitive() ? text.getAsString() : "";
    }

    // --- the connection

    /** Under the lock: the meeting it is called into; empty for none. */
    private String called() {
        return part(kiosk, "ticket") == null ? "" : text(part(kiosk, "meeting"), "id");
    }

    private void stay() throws InterruptedException {
        Pause pause = new Pause(random, 800, 6_000);
        while (running) {
            JsonObject ticket;
            String meeting;
            lock.lockInterruptibly();
            try {
                while (called().isEmpty()) {
                    news.await();
                }
                ticket = Objects.requireNonNull(part(kiosk, "ticket"));
                meeting = called();
                ended = "";
            } finally {
                lock.unlock();
            }
            if (join(ticket)) {
                pause.reset();
                remain(meeting);
            }
            leave();
            if (running && !ended.isEmpty()) {
                LOG.info("{}: {}", identity.name(), ended);
                if (ended.startsWith("sent away")) {
                    Thread.sleep(SENT_AWAY_MILLIS);
                }
                pause.sleep();
            }
        }
    }

    private boolean join(JsonObject ticket) throws InterruptedException {
        String address = machine.base().resolve(text(ticket, "url")).toString();
        String base = "ws" + address.substring("http".length()).replaceFirst("/$", "");
        SyntheticSite joining = new SyntheticSite(
                        identity.seat(), random.nextLong(), machine.loop(), machine.http(), taking)
                .sending(look.sending().get())
                .onEnd(this::over);
        Set<String> asked = new HashSet<>();
        joining.watching(message -> size(joining, message, asked));
        lock.lock();
        try {
            site = joining;
        } finally {
            lock.unlock();
        }
        try {
            joining.join(base, text(ticket, "token"), SOUNDS, PICTURES).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            lock.lock();
            try {
                joins++;
            } finally {
                lock.unlock();
            }
            return true;
        } catch (ExecutionException e) {
            over(String.valueOf(e.getCause()));
        } catch (TimeoutException e) {
            over("no connection after " + PATIENCE_SECONDS + " s");
        }
        return false;
    }

    private void over(String reason) {
        lock.lock();
        try {
            ended = reason.isEmpty() ? "over" : reason;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Until the connection is over, or the site is no longer wanted. A new ticket into the same meeting changes nothing. */
    private void remain(String meeting) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (ended.isEmpty() && called().equals(meeting)) {
                news.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        SyntheticSite gone;
        lock.lock();
        try {
            gone = site;
            site = null;
        } finally {
            lock.unlock();
        }
        if (gone != null) {
            gone.close();
        }
    }

    /** Asks for small pictures of the programme, once for each place. On a signalling thread, one at a time. */
    private void size(SyntheticSite of, LivekitRtc.SignalResponse message, Set<String> asked) {
        List<LivekitModels.ParticipantInfo> known = message.hasJoin()
                ? message.getJoin().getOtherParticipantsList()
                : message.hasUpdate() ? message.getUpdate().getParticipantsList() : List.of();
        Set<String> fresh = new HashSet<>();
        for (LivekitModels.ParticipantInfo participant : known) {
            if (participant.getIdentity().equals(PROGRAMME)) {
                for (LivekitModels.TrackInfo track : participant.getTracksList()) {
                    if (track.getType() == LivekitModels.TrackType.VIDEO && asked.add(track.getSid())) {
                        fresh.add(track.getSid());
                    }
                }
            }
        }
        if (!fresh.isEmpty()) {
            int height = manners.pictureHeight();
            of.send(SyntheticSite.settings(fresh, height * 16 / 9, height, false));
        }
    }

    /** Whether it is in a meeting now. */
    public boolean there() {
        lock.lock();
        try {
            return site != null && ended.isEmpty() && joins > 0;
        } finally {
            lock.unlock();
        }
    }

    /** How often it got into a meeting. */
    public int joins() {
        lock.lock();
        try {
            return joins;
        } finally {
            lock.unlock();
        }
    }

    // --- what its people do

    private void still() throws InterruptedException {
        int number = random.nextInt(100);
        while (running && manners.stillMillis() > 0) {
            Thread.sleep(manners.stillMillis() / 2 + random.nextInt(manners.stillMillis() / 2 + 1));
            if (there()) {
                byte[] picture = look.stills().apply(number++);
                quietly(() -> client.still(picture));
            }
        }
    }

    private interface Call {
        int call() throws IOException, InterruptedException;
    }

    /** A call that may fail: the server is away, or says no; then later. @return whether it was taken */
    private boolean quietly(Call call) throws InterruptedException {
        try {
            int status = call.call();
            if (status >= 400) {
                LOG.debug("{}: refused, {}", identity.name(), status);
            }
            return status < 400;
        } catch (IOException e) {
            LOG.debug("{}: {}", identity.name(), e.getMessage());
            return false;
        }
    }

    private static boolean rollCallWaits(@Nullable JsonObject told) {
        JsonObject seat = part(told, "seat");
        return text(part(told, "meeting"), "state").equals("ROLL_CALL")
                && seat != null
                && ANSWERS.contains(text(seat, "state"))
                && !text(seat, "present").equals("true");
    }

    /** Counts its people and says how many, until it stands in the list. */
    private void answer() throws InterruptedException {
        try {
            while (running && rollCallWaits(kiosk())) {
                Thread.sleep(manners.answerMillis() / 8 + random.nextInt(Math.max(1, manners.answerMillis())));
                if (there() && rollCallWaits(kiosk())) {
                    JsonObject said = new JsonObject();
                    said.addProperty(
                            "headcount", 4 + Math.floorMod(identity.seat().hashCode(), 17));
                    quietly(() -> client.post("/api/kiosk/headcount", said));
                    Thread.sleep(1_000); // the screen is told
                }
            }
        } finally {
            answering.set(false);
        }
    }

    private static boolean mayAsk(@Nullable JsonObject told) {
        return text(part(told, "meeting"), "state").equals("IN_SESSION")
                && text(told, "queuePlace").equals("0")
                && part(told, "speaking") == null;
    }

    private void ask() throws InterruptedException {
        Hands hands = manners.hands();
        while (running && hands != null) {
            Thread.sleep(hands.pauseMillis(random));
            if (!there() || !mayAsk(kiosk()) || !hands.raised()) {
                continue;
            }
            try {
                JsonObject hand = new JsonObject();
                hand.addProperty("speaker", Hands.speaker(identity.name()));
                hand.addProperty("topic", hands.topic(random));
                if (quietly(() -> client.post("/api/kiosk/hand", hand))) {
                    speak(hands);
                }
            } finally {
                hands.lowered();
            }
        }
    }

    /** Waits for its turn, speaks, and says that it has finished. */
    private void speak(Hands hands) throws InterruptedException {
        Thread.sleep(2_000); // the screen is told
        while (running && "IN_SESSION".equals(text(part(kiosk(), "meeting"), "state"))) {
            if (part(kiosk(), "speaking") != null) {
                Thread.sleep(hands.speechMillis(random));
                if (part(kiosk(), "speaking") != null) {
                    quietly(() -> client.post("/api/kiosk/hand/lower", new JsonObject()));
                }
                return;
            }
            if (text(kiosk(), "queuePlace").equals("0")) {
                return; // withdrawn by an operator
            }
            Thread.sleep(500);
        }
    }

    @Override
    public String toString() {
        lock.lock();
        try {
            return identity.name() + " (" + joins + " joins, " + site + ")";
        } finally {
            lock.unlock();
        }
    }

    /** Leaves at once and for good. */
    @Override
    public void close() {
        running = false;
        threads.forEach(Thread::interrupt);
        leave();
    }
}
