package vn.nharong.loadtest;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import vn.nharong.sites.halls.Murmur;
import vn.nharong.sites.halls.TestCard;
import vn.nharong.sites.media.Departures;
import vn.nharong.sites.media.HttpClients;
import vn.nharong.sites.media.Pictures;
import vn.nharong.sites.media.SyntheticSite;

/**
 * Our server, the same without segmentation offload, and another one carry the same load in turn, at the far end of the same cable.
 * All of them run all the time; those whose turn it is not have nobody.
 */
final class Against implements AutoCloseable {
    static final String OWN = "nharong";
    static final String WITHOUT_OFFLOAD = "nharong_without_offload";
    /** In the order of reports. */
    static final List<String> SERVERS = List.of(OWN, WITHOUT_OFFLOAD, JanusContender.KEY, JanusContender.URGENT);

    private static final String NO_OFFLOAD = "-Dnharong.udp.nosegmentation=true";
    private static final String NO_LIBCRYPTO = "-Dnharong.srtp=jce";
    private static final int WAVE = 3;
    private static final int WAVE_MILLIS = 100;
    private static final int PATIENCE_SECONDS = 60;
    private static final int LOOK_MILLIS = 500;
    private static final int REST_MILLIS = 1_500;

    private final AgainstOptions options;
    private final Consumer<String> tell;
    private final HttpClient http =
            HttpClients.oneThread().connectTimeout(Duration.ofSeconds(10)).build();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<Contender> contenders = new ArrayList<>();
    private final List<Trial> trials = new ArrayList<>();
    private final TestCard card;
    /** For what servers keep while they run; gone with them. */
    private final Path folder;

    private final Path logs;
    private volatile boolean running = true;
    private boolean closed;

    /** @param tell hears lines for who watches */
    Against(AgainstOptions options, Consumer<String> tell) throws IOException {
        this.options = options;
        this.tell = tell;
        card = new TestCard(options.burstMillis(), false);
        folder = Files.createTempDirectory("nharong-against-");
        logs = Files.createDirectories(options.out());
    }

    /** On a thread that lives until {@link #close}: with it the servers end. */
    Comparison run() throws IOException, LoadOptions.Refused, InterruptedException {
        JanusBuild janus = JanusBuild.look();
        start();
        try (Generator generator = new Generator(options.loops(), "")) {
            Words words = options.words();
            for (Contender contender : contenders) {
                if (running && options.warmUp() > 0) {
                    tell.accept(words.say("told.against.warm", words.say("against." + contender.key())));
                    Trial unused = trial(generator, contender, Trial.PROGRAMME, 0, options.warmUp());
                }
            }
            for (int round = 1; round <= options.rounds() && running; round++) {
                for (String load : loads()) {
                    // Who goes first changes: whatever wears on in a round wears on everybody.
                    List<Contender> order = new ArrayList<>(contenders);
                    Collections.rotate(order, round - 1);
                    for (Contender contender : order) {
                        if (running) {
                            Trial trial = trial(generator, contender, load, round, options.seconds());
                            if (running) {
                                trials.add(trial);
                                tell.accept(line(trial));
                            }
                        }
                    }
                }
            }
        }
        return new Comparison(options, List.copyOf(trials), janus, !running);
    }

    private List<String> loads() {
        return options.rooms() == 0 ? List.of(Trial.PROGRAMME) : List.of(Trial.PROGRAMME, Trial.ROOMS);
    }

    private String line(Trial trial) {
        Words words = options.words();
        return words.say(
                "told.against.trial",
                trial.round(),
                options.rounds(),
                load(words, options, trial.load()),
                words.say("against." + trial.server()),
                words.number(trial.nanosPerPacket(), 0),
                words.number(trial.packetsPerSecond(), 0),
                words.number(trial.cores(), 2),
                words.number(trial.latencyMillisP50(), 2),
                words.number(trial.latencyMillisP99(), 2),
                trial.lost(),
                words.number(trial.lateMillisP99(), 1));
    }

    static String load(Words words, AgainstOptions options, String load) {
        return load.equals(Trial.PROGRAMME)
                ? words.say("load.programme", options.sites())
                : words.say("load.rooms", options.rooms(), options.seats());
    }

    private void start() throws IOException, LoadOptions.Refused, InterruptedException {
        Wire wire = new Wire();
        open.add(wire);
        List<String> broken = switch (options.off()) {
            case "offload" -> List.of(NO_OFFLOAD);
            case "crypto" -> List.of(NO_LIBCRYPTO);
            default -> List.of();
        };
        add(new OwnContender(OWN, wire, http, options.root(), folder, logs, 8080, secret(), broken));
        List<String> without = new ArrayList<>(broken);
        without.add(NO_OFFLOAD);
        add(new OwnContender(WITHOUT_OFFLOAD, wire, http, options.root(), folder, logs, 8090, secret(), without));
        add(new JanusContender(JanusContender.KEY, wire, http, folder, logs, 8188, secret(), options.janusLoops()));
        if (JanusContender.canBeUrgent()) {
            add(new JanusContender(
                    JanusContender.URGENT, wire, http, folder, logs, 8189, secret(), options.janusLoops()));
        }
        for (Contender contender : contenders) {
            contender.awaitReady();
        }
        tell.accept(options.words()
                .say(
                        "told.against.ready",
                        contenders.stream()
                                .map(each -> options.words().say("against." + each.key()))
                                .collect(Collectors.joining(", "))));
    }

    private void add(Contender contender) {
        open.add(contender);
        contenders.add(contender);
    }

    private static String secret() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Who sends what to whom, the same for every server. */
    private static final class Cast {
        final List<Guest> guests = new ArrayList<>();
        final List<Contender.Room> rooms = new ArrayList<>();
    }

    private SyntheticSite.Sending sending(Pictures pictures, int voice) {
        try {
            int hertz = Murmur.HERTZ.get(voice % Murmur.HERTZ.size());
            return new SyntheticSite.Sending(pictures, new Murmur(hertz).sound(false), false, 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("part of the program is missing", e);
        }
    }

    private Ground ground(Generator generator, int index) {
        return new Ground(
                generator.loop(index),
                http,
                "",
                new AccessTokens("", ""),
                generator::measuring,
                () -> false, // who breaks off stays away: a trial with somebody missing is void
                generator.latency(index));
    }

    private Cast cast(Generator generator, Contender contender, String load, int round)
            throws LoadOptions.Refused, InterruptedException {
        Cast cast = new Cast();
        if (load.equals(Trial.PROGRAMME)) {
            Contender.Room room = contender.room("programme-" + round, 1);
            cast.rooms.add(room);
            Map<String, Departures> departures = Map.of(Director.PROGRAMME, new Departures());
            cast.guests.add(room.guest(
                    ground(generator, 0),
                    new Contender.Part(Director.PROGRAMME, Set.of(), sending(card.large(), 0), departures)));
            for (int i = 0; i < options.sites(); i++) {
                cast.guests.add(room.guest(
                        ground(generator, i),
                        new Contender.Part("site-" + (i + 1), Set.of(Director.PROGRAMME), null, departures)));
            }
            return cast;
        }
        for (int r = 0; r < options.rooms(); r++) {
            Contender.Room room = contender.room("room-" + round + "-" + r, options.seats());
            cast.rooms.add(room);
            Map<String, Departures> departures = new HashMap<>();
            for (int i = 0; i < options.seats(); i++) {
                departures.put("seat-" + (i + 1), new Departures());
            }
            for (int i = 0; i < options.seats(); i++) {
                String identity = "seat-" + (i + 1);
                Set<String> others = new TreeSet<>(departures.keySet());
                others.remove(identity);
                cast.guests.add(room.guest(
                        ground(generator, r),
                        new Contender.Part(identity, others, sending(card.medium(), i), departures)));
            }
        }
        return cast;
    }

    private Trial trial(Generator generator, Contender contender, String load, int round, int seconds)
            throws LoadOptions.Refused, InterruptedException {
        contender.expectAlive();
        Cast cast = cast(generator, contender, load, round);
        try {
            all(contender, cast.guests, Guest::join);
            all(contender, cast.guests, Guest::follow);
            pause(options.settle());
            contender.beginCounting();
            generator.begin();
            long begun = System.nanoTime();
            long cpuBefore = contender.cpuNanos();
            pause(seconds);
            generator.end();
            long cpu = contender.cpuNanos() - cpuBefore;
            double lasted = (System.nanoTime() - begun) / 1e9;
            double perMessage = contender.datagramsPerMessage();
            generator.lookAtSockets();
            Histogram latency = generator.latency();
            int connected = (int) cast.guests.stream().filter(Guest::connected).count();
            leave(cast);
            generator.settle();
            return new Trial(
                    load,
                    contender.key(),
                    round,
                    cast.guests.size(),
                    connected,
                    lasted,
                    latency.getTotalCount(),
                    cpu,
                    latency.getTotalCount() == 0 ? Double.NaN : latency.getValueAtPercentile(50) / 1e3,
                    latency.getTotalCount() == 0 ? Double.NaN : latency.getValueAtPercentile(99) / 1e3,
                    cast.guests.stream()
                            .mapToLong(each -> each.figures().lost())
                            .sum(),
                    cast.guests.stream()
                            .mapToInt(each -> each.figures().freezes())
                            .sum(),
                    perMessage,
                    generator.lateMillisP99(),
                    generator.unread());
        } finally {
            leave(cast);
        }
    }

    private interface Step {
        CompletableFuture<Boolean> of(Guest guest);
    }

    /** In waves, as in a load test. */
    private void all(Contender contender, List<Guest> guests, Step step)
            throws LoadOptions.Refused, InterruptedException {
        List<CompletableFuture<Boolean>> begun = new ArrayList<>();
        for (int i = 0; i < guests.size() && running; i++) {
            begun.add(step.of(guests.get(i)));
            if (i == 0 || i % WAVE == 0) {
                Thread.sleep(WAVE_MILLIS);
            }
        }
        long until = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
        for (int i = 0; i < begun.size() && running; i++) {
            while (!came(begun.get(i)) && running) {
                contender.expectAlive();
                boolean failed = begun.get(i).isDone();
                if (failed || System.nanoTime() > until) {
                    throw new LoadOptions.Refused(
                            "against.guest",
                            options.words().say("against." + contender.key()),
                            failed ? guests.get(i).failure() : options.words().say("told.timeout"));
                }
            }
        }
    }

    private static boolean came(CompletableFuture<Boolean> joining) throws InterruptedException {
        try {
            return joining.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a guest tells of its failure by itself", e);
        }
    }

    private void pause(int seconds) throws LoadOptions.Refused, InterruptedException {
        long until = System.nanoTime() + seconds * 1_000_000_000L;
        for (long left = until - System.nanoTime(); left > 0 && running; left = until - System.nanoTime()) {
            Thread.sleep(Duration.ofNanos(Math.min(left, 1_000_000_000L)));
            for (Contender each : contenders) {
                each.expectAlive();
            }
        }
    }

    /** Everybody goes, and the rooms close. Again, it does nothing. */
    private void leave(Cast cast) throws InterruptedException {
        if (cast.guests.isEmpty()) {
            return;
        }
        try (ExecutorService leaving = Executors.newVirtualThreadPerTaskExecutor()) {
            cast.guests.forEach(guest -> leaving.execute(guest::leave));
        }
        cast.rooms.forEach(Contender.Room::close);
        cast.rooms.clear();
        Thread.sleep(REST_MILLIS);
    }

    /** Comes to an end early. Any thread. */
    void stop() {
        running = false;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        running = false;
        http.shutdownNow();
        for (AutoCloseable each : open.reversed()) {
            try {
                each.close();
            } catch (Exception e) {
                tell.accept(ServerFigures.said(e));
            }
        }
        try (Stream<Path> left = Files.walk(folder)) {
            for (Path each : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            tell.accept(ServerFigures.said(e));
        }
    }
}
