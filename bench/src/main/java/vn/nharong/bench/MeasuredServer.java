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
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import vn.nharong.media.packet.Drop;
import vn.nharong.media.srtp.SrtpBackends;
import vn.nharong.node.Launch;
import vn.nharong.node.Options;
import vn.nharong.sfu.loop.LoopFigures;
import vn.nharong.sfu.loop.MediaLoops;
import vn.nharong.sfu.loop.MediaLoopsConfig;
import vn.nharong.sfu.loop.PlaneStats;

/**
 * The whole server in this process (HTTP, signalling, rooms, loops), with synthetic sites in another one: what this process
 * costs is what the server costs. One thread.
 */
final class MeasuredServer implements AutoCloseable {
    private static final String KEY = "APIbench";
    private static final String SECRET = "secret-of-a-benchmark-that-lives-for-a-minute";

    private final Launch launch;
    private final MediaLoops plane;
    private final Process sites;
    private final BufferedWriter out;
    private final BufferedReader in;

    /** @param loops a room lives on one of them */
    MeasuredServer(Path data, int loops) throws Exception {
        AtomicReference<MediaLoops> started = new AtomicReference<>();
        String[] options = {
            "--port",
            "0",
            "--tls-port",
            "0",
            "--media-port",
            "0",
            "--bind",
            "127.0.0.1",
            "--data",
            data.toString(),
            "--measure-machine=false"
        };
        launch = new Launch(
                Options.read(options, Map.of("NHARONG_API_KEY", KEY, "NHARONG_API_SECRET", SECRET)), config -> {
                    try {
                        MediaLoops all = MediaLoops.start(
                                new MediaLoopsConfig(loops, InetAddress.getLoopbackAddress(), 0, List.of(), false));
                        started.set(all);
                        return new Launch.Plane(all, all);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        plane = Objects.requireNonNull(started.get());
        sites = new ProcessBuilder(command(launch.port()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        out = new BufferedWriter(new OutputStreamWriter(sites.getOutputStream(), StandardCharsets.UTF_8));
        in = new BufferedReader(new InputStreamReader(sites.getInputStream(), StandardCharsets.UTF_8));
    }

    private static List<String> command(int port) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // What this process lacks to see how it does without, the sites shall have.
        command.add("@" + Path.of(System.getProperty("nharong.root", "."), "etc", "jvm.options"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "vn.nharong.bench.Main", "sites"));
        command.addAll(List.of("--url", "ws://127.0.0.1:" + port, "--room", "fanout"));
        command.addAll(List.of("--key", KEY, "--secret", SECRET));
        return command;
    }

    /**
     * Participants come in.
     *
     * @param ways members of the command as JSON, for example {@code "deaf":true}; may be empty
     * @throws IOException when not all are connected after a minute
     */
    void join(int count, String ways) throws IOException {
        JsonObject joined = ask("{\"cmd\":\"join\",\"count\":" + count + (ways.isEmpty() ? "" : ",") + ways + "}");
        if (joined.get("joined").getAsInt() != count) {
            throw new IOException("only " + joined.get("joined") + " joined: " + joined.get("failure"));
        }
    }

    /** Of every camera. @param framesPerSecond 0 to stand still */
    void pace(int framesPerSecond) throws IOException {
        ask("{\"cmd\":\"pace\",\"frames_per_second\":" + framesPerSecond + "}");
    }

    /** Of every microphone. */
    void hush(boolean hushed) throws IOException {
        ask("{\"cmd\":\"hush\",\"hushed\":" + hushed + "}");
    }

    /** What the sites' first one sends beside what is right. */
    void hostile(int perSecond) throws IOException {
        ask("{\"cmd\":\"hostile\",\"per_second\":" + perSecond + "}");
    }

    /** The sites lose so many of a hundred datagrams: to see a measurement fail. */
    void lose(int percent) throws IOException {
        ask("{\"cmd\":\"lose\",\"percent\":" + percent + "}");
    }

    /** What the sites count: {@code packets}, {@code lost}, {@code hostile}, {@code late_ms}. */
    JsonObject stats() throws IOException {
        return ask("{\"cmd\":\"stats\"}");
    }

    /** Datagrams that went no further, by cause. */
    Map<Drop, Long> refusals() {
        return plane.refusals();
    }

    PlaneStats counters() {
        return plane.stats();
    }

    /** What it sends and encrypts with: {@code udp}, {@code segmenting}, {@code srtp}. */
    JsonObject means() {
        LoopFigures loop = plane.figures().getFirst();
        JsonObject means = new JsonObject();
        means.addProperty("udp", loop.udp());
        means.addProperty("segmenting", loop.segmenting());
        means.addProperty("srtp", SrtpBackends.best().name());
        return means;
    }

    /** Where HTTP is answered. */
    int port() {
        return launch.port();
    }

    /** Where the first loop takes media. */
    int mediaPort() {
        return plane.loops().getFirst().port();
    }

    /** How late the sites were at worst since the last call. */
    long lateMillis() throws IOException {
        return ask("{\"cmd\":\"stats\"}").get("late_ms").getAsLong();
    }

    private JsonObject ask(String command) throws IOException {
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

    /** 99th percentile of what the server added to a packet's way, since it began. */
    long addedMicrosP99() {
        return plane.stats().addedMicrosP99();
    }

    /**
     * What was seen in some seconds.
     *
     * @param nanos processor time of the process for each packet sent
     * @param nanosOfAll for each packet sent or received
     * @param loopNanos of the media loops for each packet sent
     * @param segments packets to a message to the kernel
     * @param bytes allocated by the media loops for each packet sent
     * @param busy processor time of the loops in a second
     * @param perSecond packets sent
     */
    record Window(
            double nanos,
            double nanosOfAll,
            double loopNanos,
            double segments,
            double bytes,
            double busy,
            double perSecond) {}

    Window measure(double seconds) throws InterruptedException {
        Sample before = sample();
        Thread.sleep((long) (seconds * 1000));
        Sample after = sample();
        double sent = after.stats.packetsOut() - before.stats.packetsOut();
        double all = sent + after.stats.packetsIn() - before.stats.packetsIn();
        double passed = after.atNanos - before.atNanos;
        double cpu = after.cpuNanos - before.cpuNanos;
        double loops = after.loopNanos - before.loopNanos;
        return new Window(
                cpu / sent,
                cpu / all,
                loops / sent,
                sent / (after.stats.messagesOut() - before.stats.messagesOut()),
                (after.loopBytes - before.loopBytes) / sent,
                loops / passed,
                sent * 1e9 / passed);
    }

    /** Counters at one instant. */
    private record Sample(PlaneStats stats, long atNanos, long cpuNanos, long loopNanos, long loopBytes) {}

    private Sample sample() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = 0;
        long nanos = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith("media-loop-")) {
                bytes += threads.getThreadAllocatedBytes(thread.getThreadId());
                nanos += threads.getThreadCpuTime(thread.getThreadId());
            }
        }
        return new Sample(plane.stats(), System.nanoTime(), system.getProcessCpuTime(), nanos, bytes);
    }

    @Override
    public void close() throws InterruptedException {
        sites.destroyForcibly().waitFor();
        launch.close();
    }
}
