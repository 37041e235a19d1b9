package vn.nharong.bench.live;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.HdrHistogram.Histogram;
import vn.nharong.sites.SyntheticKiosk;
import vn.nharong.sites.media.LoadLoop;

/**
 * {@code bench live-meeting}: a meeting of all sites of the sample province, each a synthetic kiosk, from the opening of the lines
 * to the end: all called in, pictures taken, the floor granted by the chair. Times are those of this process: from just before an
 * act is sent until its effect is there, at the last of all sites.
 *
 * <p>{@code --url http://127.0.0.1:8080 --pid PID-OF-THE-SERVER [--sites N] [--takes N] [--grants N] [--switch-off WHAT]}. What may
 * be switched off, to see that it is measured: {@code calling} (each tenth site does not answer), {@code keyframes} (cameras make
 * them when they like), {@code opening} (microphones open a second late), {@code events} (the operator's screen asks each second
 * instead of being told), {@code pacing} (stills forty times as often).
 */
public final class LiveMeetingBench {
    private static final Set<String> SWITCHES = Set.of("", "calling", "keyframes", "opening", "events", "pacing");
    private static final long CALLED_WITHIN_MILLIS = 90_000;
    private static final long PATIENCE_MILLIS = 5_000;
    private final URI base;
    private final long pid;
    private final String off;
    private final HttpClient http = Kiosks.http();
    private final LoadLoop loop = Kiosks.loop();
    private final Kiosks made;
    private final List<String> seats = new ArrayList<>();
    private final List<SyntheticKiosk> kiosks = new ArrayList<>();
    private final Console console = new Console();
    private final Random random = new Random(20);
    private final JsonObject result = new JsonObject();

    private LiveMeetingBench(URI base, long pid, String off) throws Exception {
        this.base = base;
        this.pid = pid;
        this.off = off;
        this.made = new Kiosks(base, http, loop);
    }

    /** @return exit code: 1 when an aim is missed */
    public static int run(String url, long pid, int sites, int takes, int grants, String off) throws Exception {
        if (!SWITCHES.contains(off)) {
            System.err.println("cannot be switched off: " + off + "; known: " + SWITCHES);
            return 2;
        }
        LiveMeetingBench bench = new LiveMeetingBench(URI.create(url), pid, off);
        return bench.measure(sites, takes, grants);
    }

    private int measure(int wanted, int takes, int grants) throws Exception {
        House operator = House.as(http, base, "OPERATOR");
        House chair = House.as(http, base, "CHAIR");
        JsonArray choice = House.choice(http, base).getAsJsonArray("sites");
        int count = Math.min(wanted, choice.size());
        Watch watch = new Watch(count);
        for (int i = 0; i < count; i++) {
            JsonObject site = choice.get(i).getAsJsonObject();
            kiosks.add(kiosk(site, i, watch));
        }
        String meeting = "/api/meetings/" + create(operator);
        follow(operator, meeting);
        for (int i = 0; i < count; i++) {
            if (!off.equals("calling") || i % 10 != 9) {
                kiosks.get(i).start();
            }
        }
        Thread.sleep(5_000); // their screens follow
        say("sites", count);
        call(operator, meeting, count);
        rollCall(operator, meeting, count);
        operator.post(meeting + "/begin", new JsonObject());
        Thread.sleep(2_000);
        loop.takeWorstLateMillis();
        ServerThreads before = ServerThreads.of(pid);
        int events = console.events();
        Histogram taken = takes(operator, meeting, takes, watch);
        Histogram screens = new Histogram(60_000_000, 3);
        Histogram granted = grants(operator, chair, meeting, grants, screens, watch);
        ServerThreads after = ServerThreads.of(pid);
        say("control_cores", round(after.controlCores(before)));
        say("media_cores", round(after.mediaCores(before)));
        say("compiler_cores", round(after.compilerCores(before)));
        say("measured_s", round((after.atNanos() - before.atNanos()) / 1e9));
        say("events_per_s", round((console.events() - events) / ((after.atNanos() - before.atNanos()) / 1e9)));
        say("sites_late_ms_max", loop.takeWorstLateMillis());
        operator.post(meeting + "/end", new JsonObject());
        int left = console.await(seat -> !Console.connected(seat), count, 20_000);
        say("left_after_end", left);
        kiosks.forEach(SyntheticKiosk::close);
        return verdict(count, taken, granted, screens);
    }

    private SyntheticKiosk kiosk(JsonObject site, int index, Watch watch) throws IOException, InterruptedException {
        seats.add(site.get("id").getAsString());
        Kiosks.Ways ways = new Kiosks.Ways(
                !off.equals("keyframes"),
                off.equals("opening") ? 1_000 : 0,
                off.equals("pacing") ? Kiosks.STILL_MILLIS / 40 : Kiosks.STILL_MILLIS);
        return made.make(site, index, ways, watch.at(index));
    }

    private String create(House operator) throws IOException, InterruptedException {
        JsonObject wish = new JsonObject();
        wish.addProperty("title", "Đo tải cuộc họp toàn tỉnh");
        wish.addProperty("mainSite", seats.getFirst());
        JsonArray sites = new JsonArray();
        seats.forEach(sites::add);
        wish.add("sites", sites);
        return operator.post("/api/meetings", wish).get("id").getAsString();
    }

    /** The operator's screen, in a session of its own: told of events, as pages are. */
    private void follow(House operator, String meeting) throws IOException, InterruptedException {
        House second = House.as(http, base, "OPERATOR");
        if (!off.equals("events")) {
            second.follow(meeting + "/events", console::take);
            return;
        }
        console.take(operator.get(meeting));
        Thread.ofVirtual().name("asks").start(() -> {
            try {
                while (true) {
                    Thread.sleep(1_000);
                    console.take(second.get(meeting));
                }
            } catch (IOException | InterruptedException e) {
                System.err.println("the operator's screen ends: " + e.getMessage());
            }
        });
    }

    private void call(House operator, String meeting, int count) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        operator.post(meeting + "/open-lines", new JsonObject());
        int there = console.await(Console::connected, count, CALLED_WITHIN_MILLIS);
        say("called_in", there);
        say("called_in_s", round((System.nanoTime() - begun) / 1e9));
        say("checked", console.await(Console::checked, there, 15_000));
    }

    private void rollCall(House operator, String meeting, int count) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        operator.post(meeting + "/roll-call/start", new JsonObject());
        int there = console.count(Console::connected);
        say("answered_roll_call", console.await(Console::present, Math.min(count, there), 40_000));
        say("roll_call_s", round((System.nanoTime() - begun) / 1e9));
    }

    /** A site other than the last one, of those that are there. */
    private int some(int before) {
        while (true) {
            int index = 1 + random.nextInt(seats.size() - 1);
            if (index != before && kiosks.get(index).there()) {
                return index;
            }
        }
    }

    private Histogram takes(House operator, String meeting, int takes, Watch watch)
            throws IOException, InterruptedException {
        Histogram last = new Histogram(60_000_000, 3);
        int missing = 0;
        int shown = 0;
        for (int i = 0; i < takes; i++) {
            shown = some(shown);
            JsonObject composition = composition(seats.get(shown));
            JsonObject take = new JsonObject();
            take.add("composition", composition);
            watch.arm(true, shown, -1);
            long begun = System.nanoTime();
            operator.post(meeting + "/take", take);
            int blind = note(watch.await(PATIENCE_MILLIS), begun, last);
            if (blind > 0) {
                System.err.println(blind + " sites did not see " + kiosks.get(shown));
            }
            missing += blind;
            Thread.sleep(700 + random.nextInt(600));
        }
        say("take_missing", missing);
        return last;
    }

    private static JsonObject composition(String seat) {
        JsonObject cell = new JsonObject();
        cell.addProperty("seat", seat);
        cell.addProperty("slides", false);
        JsonArray cells = new JsonArray();
        cells.add(cell);
        JsonObject composition = new JsonObject();
        composition.addProperty("layout", "ONE");
        composition.addProperty("fill", "FIXED");
        composition.add("cells", cells);
        return composition;
    }

    private Histogram grants(House operator, House chair, String meeting, int grants, Histogram screens, Watch watch)
            throws IOException, InterruptedException {
        Histogram last = new Histogram(60_000_000, 3);
        int missing = 0;
        int unseen = 0;
        int speaking = 0;
        for (int i = 0; i < grants; i++) {
            speaking = some(speaking);
            String seat = seats.get(speaking);
            JsonObject wish = new JsonObject();
            wish.addProperty("seat", seat);
            wish.addProperty("topic", "Ý kiến thứ " + (i + 1));
            operator.post(meeting + "/floor/request", wish);
            JsonObject which = new JsonObject();
            which.addProperty("id", console.request(seat));
            watch.arm(false, speaking, speaking);
            long begun = System.nanoTime();
            Thread called = Thread.ofVirtual().start(() -> post(chair, meeting + "/floor/grant", which));
            long seen = console.awaitSpeaking(seat, PATIENCE_MILLIS);
            unseen += seen == 0 ? 1 : 0;
            screens.recordValue((seen == 0 ? PATIENCE_MILLIS * 1_000_000 : seen - begun) / 1000);
            int deaf = note(watch.await(PATIENCE_MILLIS), begun, last);
            if (deaf > 0) {
                System.err.println(deaf + " sites did not hear " + kiosks.get(speaking));
            }
            missing += deaf;
            called.join();
            Thread.sleep(700 + random.nextInt(600));
        }
        say("floor_missing", missing);
        say("screen_missing", unseen);
        return last;
    }

    private static void post(House house, String path, JsonObject body) {
        try {
            JsonObject unused = house.post(path, body);
        } catch (IOException | InterruptedException e) {
            System.err.println(e.getMessage());
        }
    }

    /** Takes down when the last site had it. @return how many never got it */
    private static int note(long[] arrivals, long begun, Histogram last) {
        long latest = begun;
        int missing = 0;
        for (long at : arrivals) {
            if (at == 0) {
                missing++;
            } else {
                latest = Math.max(latest, at);
            }
        }
        last.recordValue((missing > 0 ? PATIENCE_MILLIS * 1_000_000 : latest - begun) / 1000);
        return missing;
    }

    // --- what is said of it

    private void say(String name, Number value) {
        result.addProperty(name, value);
        System.err.println(name + " " + value);
    }

    private static double round(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    private void say(String name, Histogram micros) {
        say(name + "_p50", Math.round(micros.getValueAtPercentile(50) / 1000.0));
        say(name + "_p99", Math.round(micros.getValueAtPercentile(99) / 1000.0));
        say(name + "_n", micros.getTotalCount());
    }

    private int verdict(int count, Histogram taken, Histogram granted, Histogram screens) {
        say("take_last_site_ms", taken);
        say("floor_last_site_ms", granted);
        say("chair_to_operator_ms", screens);
        JsonObject aims = new JsonObject();
        JsonArray missed = new JsonArray();
        aim(aims, missed, "called_in", String.valueOf(count), at("called_in") == count);
        aim(aims, missed, "called_in_s", "< 60", at("called_in_s") < 60);
        aim(aims, missed, "take_last_site_ms_p99", "< 700", at("take_last_site_ms_p99") < 700);
        aim(aims, missed, "take_missing", "0", at("take_missing") == 0);
        aim(aims, missed, "floor_last_site_ms_p99", "< 300", at("floor_last_site_ms_p99") < 300);
        aim(aims, missed, "floor_missing", "0", at("floor_missing") == 0);
        aim(aims, missed, "chair_to_operator_ms_p99", "< 500", at("chair_to_operator_ms_p99") < 500);
        aim(aims, missed, "control_cores", "< 0.3", at("control_cores") < 0.3);
        result.add("aims", aims);
        result.add("missed", missed);
        System.out.println(result);
        return missed.isEmpty() ? 0 : 1;
    }

    private double at(String name) {
        JsonElement value = result.get(name);
        return value.getAsDouble();
    }

    private static void aim(JsonObject aims, JsonArray missed, String name, String aim, boolean holds) {
        aims.addProperty(name, aim);
        if (!holds) {
            missed.add(name);
        }
    }
}
