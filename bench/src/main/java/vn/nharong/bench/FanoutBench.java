package vn.nharong.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import vn.nharong.sfu.net.NativeUdpPort;

/**
 * {@code bench fanout}: what one forwarded packet costs the whole server, and what the same work costs in C. Four passes, each
 * against the C program in turns: at saturation (pictures of usual size so fast that the loop never sleeps, to receivers whose
 * socket drops media and who tell nothing of it, as those of the C program) and at the pace of a meeting (receivers that
 * decrypt, count and answer); each with segmentation offload and without.
 *
 * <p>{@code --only=meeting} is one long pass at a meeting's pace, {@code --only=saturated} one at saturation, without C.
 */
final class FanoutBench {
    private static final int MEETING_FRAMES = 30;

    private final Path data;
    private final @Nullable FanoutInC reference;
    private final int receivers;
    private final int rounds;
    private final int seconds;
    private final int warmUp;
    private final int saturating;
    private final int saturatingSingly;

    private FanoutBench(Path data, @Nullable FanoutInC reference, BenchOptions options) {
        this.data = data;
        this.reference = reference;
        receivers = options.number("receivers", 240);
        rounds = options.number("rounds", 5);
        seconds = options.number("seconds", 4);
        // The compiler's threads are in the process's time too.
        warmUp = options.number("warm-up", 40);
        saturating = options.number("frames-per-second", 320);
        // As much more than a loop can do would be lost in the socket, and asked for again.
        saturatingSingly = options.number("frames-per-second-without-offload", 170);
    }

    static int run(String[] arguments) throws Exception {
        BenchOptions options = new BenchOptions(arguments);
        Path data = Files.createTempDirectory("nharong-bench");
        switch (options.text("only", "")) {
            case "meeting":
                return new FanoutBench(data, null, options).meeting();
            case "saturated":
                return new FanoutBench(data, null, options).saturated(options.number("floor", 300_000));
            default:
                break;
        }
        FanoutInC reference =
                new FanoutInC(Path.of(System.getProperty("nharong.root", ".")), data, options.number("receivers", 240));
        try {
            return new FanoutBench(data, reference, options)
                    .all(!options.text("switch-off", "").equals("offload"));
        } finally {
            reference.delete();
        }
    }

    private int all(boolean offload) throws Exception {
        Pass full = pass(offload, false);
        Pass single = pass(false, false);
        Pass meeting = pass(offload, true);
        Pass meetingSingle = pass(false, true);
        Result result = new Result();
        result.say("receivers", receivers);
        tell(result, "", full, single);
        tell(result, "_paced", meeting, meetingSingle);
        result.say("loop_busy", full.of(MeasuredServer.Window::busy), 2);
        result.say("loop_busy_without_offload", single.of(MeasuredServer.Window::busy), 2);
        result.say("generator_late_ms_paced", meeting.lateMillis);
        result.aim("pps_per_core", ">= 300000", full.perCore() >= 300_000);
        result.aim("ratio_to_c", "<= 2.0", full.ratio() <= 2);
        result.aim("ratio_to_c_without_offload", "<= 1.5", single.ratio() <= 1.5);
        result.aim("loop_busy", ">= 0.9 (else it is no saturation)", full.of(MeasuredServer.Window::busy) >= 0.9);
        return result.print();
    }

    private void tell(Result result, String suffix, Pass pass, Pass single) {
        tell(result, suffix, pass);
        result.say("ns_per_packet_c" + suffix, pass.inC(FanoutInC.Figure::nanosPerPacket), 0);
        result.say("ratio_to_c" + suffix, pass.ratio(), 2);
        result.say("gso_segments_mean_c" + suffix, pass.inC(FanoutInC.Figure::segmentsMean), 2);
        result.say("ns_per_packet_without_offload" + suffix, single.of(MeasuredServer.Window::nanos), 0);
        result.say("ns_per_packet_without_offload_c" + suffix, single.inC(FanoutInC.Figure::nanosPerPacket), 0);
        result.say("ratio_to_c_without_offload" + suffix, single.ratio(), 2);
    }

    private static void tell(Result result, String suffix, Pass pass) {
        result.say("pps_per_core" + suffix, pass.perCore(), 0);
        result.say("pps" + suffix, pass.of(MeasuredServer.Window::perSecond), 0);
        result.say("ns_per_packet" + suffix, pass.of(MeasuredServer.Window::nanos), 0);
        result.say("ns_per_packet_of_loops" + suffix, pass.of(MeasuredServer.Window::loopNanos), 0);
        result.say("gso_segments_mean" + suffix, pass.of(MeasuredServer.Window::segments), 2);
        result.say("bytes_allocated_per_packet" + suffix, pass.of(MeasuredServer.Window::bytes), 4);
        result.say("added_us_p99" + suffix, pass.addedMicros);
    }

    private int meeting() throws Exception {
        Pass pass = pass(!Boolean.getBoolean(NativeUdpPort.NO_SEGMENTATION), true);
        Result result = new Result();
        result.say("receivers", receivers);
        tell(result, "", pass);
        result.say("packets_received", pass.received.get("packets").getAsLong());
        result.say("packets_lost", pass.received.get("lost").getAsLong());
        result.told.add("means", pass.means);
        result.say("generator_late_ms", pass.lateMillis);
        double bytes = pass.of(MeasuredServer.Window::bytes);
        result.aim("ns_per_packet", "<= 6000", pass.of(MeasuredServer.Window::nanos) <= 6_000);
        result.aim("bytes_allocated_per_packet", "< 1 (what control packets of clients cost)", bytes < 1);
        return result.print();
    }

    private int saturated(int floor) throws Exception {
        Pass pass = pass(!Boolean.getBoolean(NativeUdpPort.NO_SEGMENTATION), false);
        Result result = new Result();
        result.say("receivers", receivers);
        tell(result, "", pass);
        result.say("loop_busy", pass.of(MeasuredServer.Window::busy), 2);
        result.told.add("means", pass.means);
        result.aim("pps_per_core", ">= " + floor, pass.perCore() >= floor);
        return result.print();
    }

    /** What is told and what was aimed at. */
    private static final class Result {
        private final JsonObject told = new JsonObject();
        private final JsonObject aims = new JsonObject();
        private final JsonArray missed = new JsonArray();

        void say(String name, long value) {
            told.addProperty(name, value);
        }

        void say(String name, double value, int digits) {
            double factor = Math.pow(10, digits);
            told.addProperty(name, Math.round(value * factor) / factor);
        }

        void aim(String name, String aim, boolean held) {
            aims.addProperty(name, aim);
            if (!held) {
                missed.add(name);
            }
        }

        int print() {
            told.add("aims", aims);
            told.add("missed", missed);
            System.out.println(told);
            return missed.isEmpty() ? 0 : 1;
        }
    }

    private record Pass(
            List<MeasuredServer.Window> windows,
            List<FanoutInC.Figure> figures,
            long addedMicros,
            long lateMillis,
            JsonObject received,
            JsonObject means) {
        double of(ToDoubleFunction<MeasuredServer.Window> which) {
            return median(windows, which);
        }

        double inC(ToDoubleFunction<FanoutInC.Figure> which) {
            return median(figures, which);
        }

        double perCore() {
            return 1e9 / of(MeasuredServer.Window::nanos);
        }

        double ratio() {
            return of(MeasuredServer.Window::nanos) / inC(FanoutInC.Figure::nanosPerPacket);
        }

        private static <T> double median(List<T> all, ToDoubleFunction<T> which) {
            List<Double> sorted = all.stream()
                    .map(which::applyAsDouble)
                    .sorted(Comparator.naturalOrder())
                    .toList();
            return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
        }
    }

    private Pass pass(boolean offload, boolean meeting) throws Exception {
        System.setProperty(NativeUdpPort.NO_SEGMENTATION, Boolean.toString(!offload));
        int frames = meeting ? MEETING_FRAMES : offload ? saturating : saturatingSingly;
        List<MeasuredServer.Window> windows = new ArrayList<>();
        List<FanoutInC.Figure> figures = new ArrayList<>();
        try (MeasuredServer server = new MeasuredServer(data, 1)) {
            server.join(1, "\"publishing\":1");
            server.join(receivers, meeting ? "" : "\"deaf\":true");
            server.pace(frames);
            Thread.sleep(warmUp * 1000L);
            server.lateMillis();
            for (int i = 0; i < rounds; i++) {
                server.pace(frames);
                Thread.sleep(500);
                windows.add(server.measure(seconds));
                if (reference != null) {
                    // Never at once: what one takes of the caches and the clock, the other would pay.
                    server.pace(0);
                    Thread.sleep(200);
                    figures.add(reference.run(frames, offload, meeting, Math.max(1, seconds / 2)));
                }
                System.err.printf(
                        "  %s, %s: %s%s%n",
                        meeting ? "a meeting's pace" : "saturated",
                        offload ? "with offload" : "without",
                        windows.getLast(),
                        reference == null ? "" : " C " + figures.getLast());
            }
            JsonObject received = server.stats();
            return new Pass(
                    windows,
                    figures,
                    server.addedMicrosP99(),
                    received.get("late_ms").getAsLong(),
                    received,
                    server.means());
        }
    }
}
