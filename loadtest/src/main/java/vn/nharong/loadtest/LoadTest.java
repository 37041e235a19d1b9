package vn.nharong.loadtest;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import vn.nharong.sites.halls.Murmur;
import vn.nharong.sites.halls.TestCard;
import vn.nharong.sites.media.HttpClients;
import vn.nharong.sites.media.Pictures;
import vn.nharong.sites.media.Sound;
import vn.nharong.sites.media.SyntheticSite;

/** One run: greets the server, lets the sites join in waves, measures while the script goes on, and says what was seen. */
final class LoadTest implements AutoCloseable {
    private static final int LOSS_PERCENT = 30;
    private static final int TOLD_EVERY_SECONDS = 5;
    private static final int LIVE_FROM = 1;
    private static final int LOOK_MILLIS = 500;
    private static final List<Integer> VOICES = Murmur.HERTZ;

    private final LoadOptions options;
    private final Script script;
    private final Consumer<String> tell;
    private final TestCard card;
    private final Generator generator;
    private final HttpClient http;
    private final AccessTokens tokens;
    private final ServerFigures server;
    private final List<Place> sites = new ArrayList<>();
    private final Place programme;
    private final Place operator;
    private final Director director;
    private final Instant began = Instant.now();
    private final List<Outcome.Moment> moments = new ArrayList<>();
    private final Map<String, Integer> failures = new TreeMap<>();
    private final AtomicInteger meetingRooms = new AtomicInteger();
    private volatile boolean running = true;
    private int joined;
    private double joinSeconds;

    /** @param tell hears lines for who watches */
    LoadTest(LoadOptions options, Script script, Consumer<String> tell) throws IOException, LoadOptions.Refused {
        this.options = options;
        this.script = script;
        this.tell = tell;
        http = HttpClients.oneThread()
                .sslContext(Trust.in(options.authority()))
                .connectTimeout(Duration.ofSeconds(10))
                .build();
        card = new TestCard(options.burstMillis());
        tokens = new AccessTokens(options.key(), options.secret());
        server = new ServerFigures(http, options.url(), tokens);
        generator = new Generator(options.loops(), options.off());
        Set<Integer> speakers = script.speakers();
        for (int i = 0; i < options.sites(); i++) {
            Place site = place(
                            i,
                            options.room(),
                            "site-" + (i + 1),
                            options.words().say("site", i + 1))
                    .withData(message -> {});
            site.takes(Set.of(Director.PROGRAMME));
            if (speakers.contains(i)) {
                site.sending(sending(card.pictures(), i + 1, false));
            } else if (isLive(i)) {
                site.sending(sending(card.small(), i + 1, true));
            }
            sites.add(site);
        }
        director = new Director(script, sites, card, this::meeting);
        programme = place(0, options.room(), Director.PROGRAMME, options.words().say("programme"))
                .sending(sending(options.script().equals("programme") ? card.large() : card.pictures(), 0, false));
        operator = place(0, options.room(), Director.OPERATOR, options.words().say("operator"))
                .picturesOnly(Math.max(1, script.live()))
                .withData(director::onData);
        operator.shows(320, 180);
        operator.takes(Set.copyOf(sites.stream()
                .filter(site -> isLive(sites.indexOf(site)))
                .map(Place::identity)
                .toList()));
    }

    private boolean isLive(int index) {
        return index >= LIVE_FROM
                && index < LIVE_FROM + script.live()
                && !script.speakers().contains(index);
    }

    private static SyntheticSite.Sending sending(Pictures pictures, int voice, boolean closed) {
        try {
            Sound sound = new Murmur(VOICES.get(voice % VOICES.size())).sound(true);
            return new SyntheticSite.Sending(pictures, sound, closed, 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("part of the program is missing", e);
        }
    }

    private Place place(int index, String room, String identity, String name) {
        Ground ground = new Ground(
                generator.loop(index),
                http,
                options.socketBase(),
                tokens,
                generator::measuring,
                () -> running,
                generator.latency(index));
        return new Place(ground, room, identity, name, identity.hashCode() * 31L + index);
    }

    /** The first of a small meeting speaks, the others look. */
    private List<Place> meeting(int size) {
        String room = options.room() + "-" + meetingRooms.incrementAndGet();
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Place place = place(i, room, "seat-" + (i + 1), options.words().say("site", i + 1));
            if (i == 0) {
                place.sending(sending(card.small(), i, false));
            } else {
                place.takes(Set.of("seat-1"));
            }
            places.add(place);
        }
        return places;
    }

    /** @return what was seen, also when {@link #stop} came before the end */
    Outcome run() throws LoadOptions.Refused, InterruptedException {
        Words words = options.words();
        server.greet();
        tell.accept(words.say("told.server", options.url().toString(), machine()));
        joinAll();
        for (int i = 0; i < options.warmUp() && running; i++) {
            Thread.sleep(1_000);
        }
        return measure();
    }

    private String machine() {
        var machine = server.empty().getAsJsonObject("machine");
        return machine == null
                ? "?"
                : machine.get("cores").getAsString() + " × " + machine.get("os").getAsString();
    }

    private void joinAll() throws LoadOptions.Refused, InterruptedException {
        if (!first(programme) || !first(operator)) {
            String why = programme.failure() + operator.failure();
            throw new LoadOptions.Refused(why.contains("401") ? "server.key" : "server.room", options.room(), why);
        }
        long begun = System.nanoTime();
        List<CompletableFuture<Boolean>> joins = new ArrayList<>();
        long[] last = new long[1];
        long told = begun;
        for (int from = 0; from < sites.size() && running; from += options.wave()) {
            for (Place site : sites.subList(from, Math.min(sites.size(), from + options.wave()))) {
                joins.add(site.join().thenApply(came -> {
                    synchronized (last) {
                        last[0] = Math.max(last[0], System.nanoTime());
                    }
                    return came;
                }));
            }
            if (System.nanoTime() - told > 1_000_000_000L || joins.size() == sites.size()) {
                told = System.nanoTime();
                tell.accept(options.words().say("told.joining", joins.size(), sites.size()));
            }
            if (joins.size() < sites.size()) {
                Thread.sleep(options.waveMillis());
            }
        }
        long until = System.nanoTime() + options.patience() * 1_000_000_000L;
        for (int i = 0; i < joins.size(); i++) {
            joined += came(joins.get(i), sites.get(i), until) ? 1 : 0;
        }
        synchronized (last) {
            joinSeconds = (Math.max(last[0], begun) - begun) / 1e9;
        }
        tell.accept(options.words()
                .say("told.joined", joined, sites.size(), options.words().number(joinSeconds, 1)));
        failures.forEach((why, count) -> tell.accept(options.words().say("told.failure", count, why)));
        if (joined == 0) {
            throw new LoadOptions.Refused("server.nobody", options.room(), String.join("; ", failures.keySet()));
        }
    }

    private boolean first(Place place) throws InterruptedException {
        return came(place.join(), place, System.nanoTime() + options.patience() * 1_000_000_000L);
    }

    private boolean came(CompletableFuture<Boolean> join, Place place, long untilNanos) throws InterruptedException {
        while (true) {
            long left = (untilNanos - System.nanoTime()) / 1_000_000;
            try {
                if (join.get(Math.clamp(left, 1, LOOK_MILLIS), TimeUnit.MILLISECONDS)) {
                    return true;
                }
                failures.merge(place.failure(), 1, Integer::sum);
                return false;
            } catch (TimeoutException e) {
                if (left <= LOOK_MILLIS || !running) {
                    failures.merge(options.words().say("told.timeout"), 1, Integer::sum);
                    return false;
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException("a place tells of its failure by itself", e);
            }
        }
    }

    private Outcome measure() throws InterruptedException {
        Words words = options.words();
        server.begin();
        generator.begin();
        long begun = System.nanoTime();
        if (options.off().equals("loss")) {
            generator.lose(LOSS_PERCENT);
        }
        if (!options.off().equals("script")) {
            director.begin();
        }
        Histogram before = generator.latency();
        for (int second = 1; second <= options.seconds() && running; second++) {
            long wait = begun + second * 1_000_000_000L - System.nanoTime();
            if (wait > 0) {
                Thread.sleep(Duration.ofNanos(wait));
            }
            boolean sampled = server.sample();
            generator.lookAtSockets();
            Histogram now = generator.latency();
            Histogram passed = now.copy();
            passed.subtract(before);
            before = now;
            moments.add(moment(second, passed, sampled));
            if (second % TOLD_EVERY_SECONDS == 0 || second == options.seconds()) {
                Outcome.Moment at = moments.getLast();
                tell.accept(words.say(
                        "told.second",
                        second,
                        options.seconds(),
                        at.connected(),
                        words.number(at.latencyMillisP50(), 2),
                        words.number(at.latencyMillisP99(), 2),
                        words.number(at.cores(), 2),
                        words.number(at.rssMib(), 0),
                        words.number(generator.lateMillisP99(), 1)));
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        double cores = generator.cores();
        boolean interrupted = !running;
        generator.end();
        director.close();
        return end(seconds, cores, interrupted);
    }

    private Outcome.Moment moment(int second, Histogram passed, boolean sampled) {
        int count = server.samples().size();
        double cores = Double.NaN;
        if (sampled && count > 1) {
            var one = server.samples().get(count - 2);
            var two = server.samples().get(count - 1);
            cores = (ServerFigures.number(two, "process", "cpu_ns") - ServerFigures.number(one, "process", "cpu_ns"))
                    / (two.get("uptime_ns").getAsDouble() - one.get("uptime_ns").getAsDouble());
        }
        return new Outcome.Moment(
                second,
                passed.getTotalCount() == 0 ? Double.NaN : passed.getValueAtPercentile(50) / 1e3,
                passed.getTotalCount() == 0 ? Double.NaN : passed.getValueAtPercentile(99) / 1e3,
                cores,
                ServerFigures.number(server.latest(), "process", "rss_bytes") / (1 << 20),
                (int) sites.stream().filter(Place::connected).count());
    }

    /** Stops sending, lets what is under way be repaired, leaves. */
    private Outcome end(double seconds, double cores, boolean interrupted) throws InterruptedException {
        running = false;
        generator.lose(0);
        programme.leave();
        Thread.sleep(700);
        sites.forEach(Place::leave);
        operator.leave();
        Thread.sleep(300);
        generator.close();
        Histogram latency = generator.latency();
        return new Outcome(
                options,
                script,
                began,
                seconds,
                interrupted,
                joined,
                joinSeconds,
                Map.copyOf(failures),
                sites.stream().map(Place::figures).toList(),
                latency,
                director.stillFigures(),
                director.changes(),
                director.meetingFigures(),
                List.copyOf(moments),
                director.log(),
                new Outcome.Own(
                        options.loops(),
                        generator.lateMillisP99(),
                        generator.worstLateMillis(),
                        cores,
                        generator.unread(),
                        latency.getTotalCount() / seconds,
                        generator.isVoid()),
                server);
    }

    /** Comes to an end early; {@link #run} then tells what was seen until now. Any thread. */
    void stop() {
        running = false;
    }

    @Override
    public void close() {
        running = false;
        director.close();
        generator.close();
        http.shutdownNow();
    }
}
