package vn.nharong.bench;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import vn.nharong.node.Launch;
import vn.nharong.node.Options;
import vn.nharong.sfu.loop.MediaLoops;
import vn.nharong.sfu.loop.MediaLoopsConfig;
import vn.nharong.sfu.loop.PlaneStats;

/**
 * {@code bench fanout}: what one forwarded packet costs. The whole server runs in this process: HTTP, signalling, rooms,
 * loops; the publisher and its receivers are another process. Cost is this process's CPU time over the packets it sent.
 */
final class FanoutBench {
    private static final String KEY = "APIbench";
    private static final String SECRET = "secret-of-a-benchmark-that-lives-for-a-minute";

    /** The compiler's threads are in the process's time too: after 20 s they still take a seventh of it. */
    private static final int WARM_UP_SECONDS = 90;

    private FanoutBench() {}

    static int run(String[] arguments) throws Exception {
        BenchOptions options = new BenchOptions(arguments);
        int receivers = options.number("receivers", 100);
        int seconds = options.number("seconds", 20);
        Path data = Files.createTempDirectory("nharong-bench");
        AtomicReference<MediaLoops> loops = new AtomicReference<>();
        Launch launch = new Launch(
                Options.read(
                        new String[] {
                            "--port",
                            "0",
                            "--tls-port",
                            "0",
                            "--media-port",
                            "0",
                            "--bind",
                            "127.0.0.1",
                            "--data",
                            data.toString()
                        },
                        Map.of("NHARONG_API_KEY", KEY, "NHARONG_API_SECRET", SECRET)),
                config -> {
                    try {
                        MediaLoops started = MediaLoops.start(new MediaLoopsConfig(
                                config.mediaLoops(), java.net.InetAddress.getLoopbackAddress(), 0, List.of(), false));
                        loops.set(started);
                        return new Launch.Plane(started, started);
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                });
        MediaLoops plane = java.util.Objects.requireNonNull(loops.get());
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments()); // of etc/jvm.options
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "vn.nharong.bench.Main", "sites"));
        command.addAll(List.of("--url", "ws://127.0.0.1:" + launch.port(), "--room", "fanout"));
        command.addAll(List.of("--key", KEY, "--secret", SECRET));
        Process sites = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedWriter out =
                        new BufferedWriter(new OutputStreamWriter(sites.getOutputStream(), StandardCharsets.UTF_8));
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(sites.getInputStream(), StandardCharsets.UTF_8))) {
            ask(out, in, "{\"cmd\":\"join\",\"count\":1,\"publishing\":1}");
            JsonObject joined = ask(out, in, "{\"cmd\":\"join\",\"count\":" + receivers + ",\"sections\":3}");
            Thread.sleep(options.number("warm-up", WARM_UP_SECONDS) * 1000L);
            ask(out, in, "{\"cmd\":\"stats\"}");
            Sample before = Sample.take(plane);
            Thread.sleep(seconds * 1000L);
            Sample after = Sample.take(plane);
            JsonObject generator = ask(out, in, "{\"cmd\":\"stop\"}");
            long packets = after.stats.packetsOut() - before.stats.packetsOut();
            double nanos = (double) (after.cpuNanos - before.cpuNanos) / packets;
            double allocated = (double) (after.loopBytes - before.loopBytes) / packets;
            JsonObject result = new JsonObject();
            result.addProperty("receivers", receivers);
            result.addProperty("joined", joined.get("joined").getAsInt());
            result.addProperty("packets", packets);
            result.addProperty("pps", Math.round((double) packets / seconds));
            result.addProperty("ns_per_packet", Math.round(nanos));
            result.addProperty(
                    "ns_per_packet_of_loops", Math.round((double) (after.loopNanos - before.loopNanos) / packets));
            result.addProperty("pps_per_core", Math.round(1e9 / nanos));
            result.addProperty("bytes_allocated_per_packet", Math.round(allocated * 100) / 100.0);
            result.addProperty("added_us_p99", after.stats.addedMicrosP99());
            result.addProperty("held_over_100_ms", after.stats.heldOver100Millis() - before.stats.heldOver100Millis());
            result.addProperty("held_over_100_ms_while_joining", before.stats.heldOver100Millis());
            result.addProperty("generator_late_ms", generator.get("late_ms").getAsLong());
            boolean missed = joined.get("joined").getAsInt() != receivers || nanos > 6_000 || allocated >= 1;
            JsonObject aims = new JsonObject();
            aims.addProperty("ns_per_packet", "<= 6000");
            aims.addProperty("bytes_allocated_per_packet", "0 (< 1: what the control packets of clients cost)");
            result.add("aims", aims);
            System.out.println(result);
            return missed ? 1 : 0;
        } finally {
            sites.destroyForcibly();
            launch.close();
        }
    }

    private static JsonObject ask(BufferedWriter out, BufferedReader in, String command) throws IOException {
        out.write(command);
        out.newLine();
        out.flush();
        String line = in.readLine();
        if (line == null) {
            throw new IOException("the sites ended");
        }
        JsonObject answer = JsonParser.parseString(line).getAsJsonObject();
        if (answer.has("error")) {
            throw new IOException(command + ": " + answer.get("error").getAsString());
        }
        return answer;
    }

    /** Counters at one instant. */
    private record Sample(PlaneStats stats, long cpuNanos, long loopNanos, long loopBytes) {
        static Sample take(MediaLoops plane) {
            OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long bytes = 0;
            long nanos = 0;
            for (java.lang.management.ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
                if (thread != null && thread.getThreadName().startsWith("media-loop-")) {
                    bytes += threads.getThreadAllocatedBytes(thread.getThreadId());
                    nanos += threads.getThreadCpuTime(thread.getThreadId());
                }
            }
            return new Sample(plane.stats(), system.getProcessCpuTime(), nanos, bytes);
        }
    }
}
