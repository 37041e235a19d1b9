package vn.nharong.loadtest;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import livekit.LivekitModels;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nharong.sites.halls.TestCard;

/** Does what the script says, at its time. One thread of its own; what it counts may be read by any. */
final class Director implements AutoCloseable {
    static final String PROGRAMME = "programme";
    static final String OPERATOR = "operator";
    private static final Logger LOG = LoggerFactory.getLogger(Director.class);

    /** After a cut, until what can be repaired is. */
    private static final int SETTLE_SECONDS = 3;

    private static final int TICK_MILLIS = 50;
    private static final String STILL = "still";

    private final Script script;
    private final List<Place> sites;
    private final TestCard card;
    private final IntFunction<List<Place>> meetings;
    private final ScheduledExecutorService times = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().name("director").daemon().unstarted(task));
    private final SplittableRandom random = new SplittableRandom(7);
    private final List<Outcome.Done> log = new ArrayList<>();
    private final AtomicLong stillsSent = new AtomicLong();
    private final AtomicLong stillsReceived = new AtomicLong();
    private final Histogram stillMillis = new ConcurrentHistogram(1, SiteFigures.LATEST_MICROS, 2);
    private final AtomicInteger left = new AtomicInteger();
    private final AtomicInteger returned = new AtomicInteger();
    private final AtomicInteger cuts = new AtomicInteger();
    private final AtomicInteger floods = new AtomicInteger();
    private final AtomicLong hostile = new AtomicLong();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicInteger seats = new AtomicInteger();
    private final AtomicInteger seated = new AtomicInteger();
    private int nextStill;
    private int stillNumber;
    private double stillsDue;
    private int meetingNumber;
    private long beganNanos;

    /** @param meetings makes the places of a small meeting, by its number of seats */
    Director(Script script, List<Place> sites, TestCard card, IntFunction<List<Place>> meetings) {
        this.script = script;
        this.sites = sites;
        this.card = card;
        this.meetings = meetings;
    }

    void begin() {
        beganNanos = System.nanoTime();
        for (Script.Act act : script.acts()) {
            if (act.every() > 0) {
                repeat(act.at() * 1_000L, act.every() * 1_000L, () -> act(act.what()));
            } else {
                later(act.at(), () -> act(act.what()));
            }
        }
        if (script.stillSeconds() > 0) {
            repeat(0, TICK_MILLIS, this::stills);
        }
        if (script.changesPerMinute() > 0) {
            long millis = 60_000 / script.changesPerMinute();
            repeat(millis, millis, this::change);
        }
    }

    private static void join(Place place, AtomicInteger count) {
        Future<?> unused = place.join().thenAccept(joined -> {
            if (joined) {
                count.incrementAndGet();
            }
        });
    }

    private void later(long seconds, Runnable what) {
        Future<?> unused = times.schedule(guarded(what), seconds, TimeUnit.SECONDS);
    }

    private void repeat(long firstMillis, long everyMillis, Runnable what) {
        Future<?> unused = times.scheduleAtFixedRate(guarded(what), firstMillis, everyMillis, TimeUnit.MILLISECONDS);
    }

    /** A defect in one act must not end all those that come after it. */
    private static Runnable guarded(Runnable what) {
        return () -> {
            try {
                what.run();
            } catch (RuntimeException e) {
                LOG.error("an act of the script failed", e);
            }
        };
    }

    private void act(Script.What what) {
        switch (what) {
            case Script.What.Speak speak -> speak(speak.site());
            case Script.What.Layout layout -> {
                note("layout", layout.width(), layout.height());
                sites.forEach(site -> site.shows(layout.width(), layout.height()));
            }
            case Script.What.Cut cut -> cut(cut);
            case Script.What.Flood flood -> flood(flood);
            case Script.What.Meetings many -> {
                for (int i = 0; i < many.count(); i++) {
                    meeting(many.sites(), many.seconds());
                }
            }
        }
    }

    private void speak(int index) {
        String speaker = index < 0 || index >= sites.size()
                ? PROGRAMME
                : sites.get(index).identity();
        note("speak", speaker);
        for (Place site : sites) {
            if (!site.identity().equals(speaker)) {
                site.asksAnew();
                site.takes(Set.of(speaker));
            }
        }
    }

    private void cut(Script.What.Cut cut) {
        Place site = sites.get(cut.site() % sites.size());
        cuts.incrementAndGet();
        note("cut", site.identity(), cut.seconds());
        site.cut(System.nanoTime() + (cut.seconds() + SETTLE_SECONDS) * 1_000_000_000L);
        later(cut.seconds(), site::mend);
        later(cut.seconds() + SETTLE_SECONDS, site::settle);
    }

    private void flood(Script.What.Flood flood) {
        List<Place> district = sites.subList(0, Math.min(flood.sites(), sites.size()));
        floods.incrementAndGet();
        hostile.addAndGet((long) district.size() * flood.perSecond() * flood.seconds());
        note("flood", district.size(), flood.perSecond(), flood.seconds());
        district.forEach(site -> site.flood(flood.perSecond()));
        later(flood.seconds(), () -> district.forEach(site -> site.flood(0)));
    }

    private void meeting(int size, int seconds) {
        List<Place> places = meetings.apply(size);
        int number = ++meetingNumber;
        opened.incrementAndGet();
        seats.addAndGet(size);
        note("meeting", number, size, seconds);
        places.forEach(place -> join(place, seated));
        later(seconds, () -> {
            places.forEach(Place::leave);
            closed.incrementAndGet();
        });
    }

    /** Some site leaves, and comes back. */
    private void change() {
        Place site = sites.get(random.nextInt(sites.size()));
        if (!site.connected()) {
            return;
        }
        left.incrementAndGet();
        note("leave", site.identity());
        site.leave();
        later(script.awaySeconds(), () -> join(site, returned));
    }

    /** Those that are due now: each site sends every few seconds, all of them evenly spread. */
    private void stills() {
        stillsDue += sites.size() * TICK_MILLIS / 1_000.0 / script.stillSeconds();
        while (stillsDue >= 1) {
            stillsDue--;
            Place site = sites.get(nextStill);
            nextStill = (nextStill + 1) % sites.size();
            if (site.connected()) {
                stillsSent.incrementAndGet();
                site.still(LivekitModels.DataPacket.newBuilder()
                        .addDestinationIdentities(OPERATOR)
                        .setUser(LivekitModels.UserPacket.newBuilder()
                                .setTopic(STILL)
                                .setStartTime(System.nanoTime())
                                .setPayload(ByteString.copyFrom(card.still(stillNumber++))))
                        .build());
            }
        }
    }

    /** What the operator gets. On the load loop. */
    void onData(byte[] message) {
        long now = System.nanoTime();
        try {
            LivekitModels.DataPacket packet = LivekitModels.DataPacket.parseFrom(message);
            if (packet.hasUser() && packet.getUser().getTopic().equals(STILL)) {
                stillsReceived.incrementAndGet();
                stillMillis.recordValue(
                        Math.clamp((now - packet.getUser().getStartTime()) / 1_000_000, 0, SiteFigures.LATEST_MICROS));
            }
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            LOG.warn("the operator got what is no data packet");
        }
    }

    private synchronized void note(String key, Object... values) {
        log.add(new Outcome.Done(Duration.ofNanos(System.nanoTime() - beganNanos), key, List.of(values)));
    }

    synchronized List<Outcome.Done> log() {
        return List.copyOf(log);
    }

    Outcome.Stills stillFigures() {
        return new Outcome.Stills(
                stillsSent.get(),
                stillsReceived.get(),
                stillMillis.getTotalCount() == 0 ? Double.NaN : stillMillis.getValueAtPercentile(99));
    }

    Outcome.Changes changes() {
        return new Outcome.Changes(left.get(), returned.get(), cuts.get(), floods.get(), hostile.get());
    }

    Outcome.Meetings meetingFigures() {
        return new Outcome.Meetings(opened.get(), closed.get(), seats.get(), seated.get());
    }

    @Override
    public void close() {
        times.shutdownNow();
    }
}
