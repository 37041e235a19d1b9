package vn.nharong.loadtest;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import vn.nharong.media.dtls.DtlsCertificate;
import vn.nharong.media.dtls.DtlsWarmUp;
import vn.nharong.sfu.net.ThreadUrgency;
import vn.nharong.sites.media.LoadLoop;

/** The loops that carry the sites' media, and how they are themselves: figures of a late generator mean nothing. */
final class Generator implements AutoCloseable {
    /** Above, the run is void. */
    static final int MAX_LATE_MILLIS_P99 = 20;

    private static final List<Path> SOCKETS = List.of(Path.of("/proc/self/net/udp"), Path.of("/proc/self/net/udp6"));
    private static final long LATEST_MICROS = 60_000_000;
    private static final int WARM_UPS = 20;
    private static final long STILL_NANOS = 60_000_000;

    private final List<LoadLoop> loops = new ArrayList<>();
    private final List<Histogram> latencies = new ArrayList<>();
    private final Histogram late = new ConcurrentHistogram(1, LATEST_MICROS, 2);
    private final Map<String, Long> unreadBySocket = new HashMap<>();
    private volatile boolean measuring;
    private long beganNanos;
    private long beganCpuNanos;
    private long unread;

    /** @param off what is broken on purpose */
    Generator(int count, String off) throws IOException {
        DtlsCertificate certificate = DtlsCertificate.generate(new SecureRandom());
        warmUp(certificate);
        for (int i = 0; i < count; i++) {
            LoadLoop loop = new LoadLoop(certificate, ThreadUrgency::raise);
            loop.lateness(nanos -> {
                if (measuring) {
                    late.recordValue(Math.clamp(nanos / 1_000, 0, LATEST_MICROS));
                }
            });
            if (off.equals("late")) {
                loop.standStill(STILL_NANOS);
            }
            loops.add(loop);
            latencies.add(new ConcurrentHistogram(1, SiteFigures.LATEST_MICROS, 3));
            loop.start();
        }
    }

    /** The first handshake of a process takes seconds: they are no site's. */
    private static void warmUp(DtlsCertificate certificate) {
        try (ExecutorService handshakes = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < WARM_UPS; i++) {
                boolean unused = DtlsWarmUp.run(certificate, handshakes);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What was broken on purpose from the beginning of the measurement on. */
    void lose(int percent) {
        loops.forEach(loop -> loop.lose(percent));
    }

    LoadLoop loop(int place) {
        return loops.get(place % loops.size());
    }

    /** Written by that place's loop alone. */
    Histogram latency(int place) {
        return latencies.get(place % loops.size());
    }

    boolean measuring() {
        return measuring;
    }

    void begin() {
        lookAtSockets();
        synchronized (this) {
            unread = 0;
        }
        // Whoever measures several times begins anew each time; nothing is written meanwhile.
        late.reset();
        latencies.forEach(Histogram::reset);
        beganNanos = System.nanoTime();
        beganCpuNanos = cpuNanos();
        measuring = true;
    }

    /** Waits until the loops have done what they were asked for so far: after that their figures can be read. */
    void settle() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(loops.size());
        loops.forEach(loop -> loop.post(now -> done.countDown()));
        done.await();
    }

    void end() {
        measuring = false;
    }

    /** All latencies so far, in microseconds. */
    Histogram latency() {
        Histogram sum = new Histogram(1, SiteFigures.LATEST_MICROS, 3);
        latencies.forEach(sum::add);
        return sum;
    }

    double lateMillisP99() {
        return late.getTotalCount() == 0 ? 0 : late.getValueAtPercentile(99) / 1e3;
    }

    double worstLateMillis() {
        return late.getMaxValue() / 1e3;
    }

    /** Processors in use on average since {@link #begin}. */
    double cores() {
        return (cpuNanos() - beganCpuNanos) / (double) Math.max(1, System.nanoTime() - beganNanos);
    }

    private static long cpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    /**
     * Counts what the kernel threw away of the sites' sockets because we did not read in time (proc(5)). Once a second: a socket
     * that is closed takes its count along.
     */
    void lookAtSockets() {
        Set<Integer> ports = new HashSet<>();
        loops.forEach(loop -> ports.addAll(loop.ports()));
        for (Path table : SOCKETS) {
            try {
                for (String line : Files.readAllLines(table, StandardCharsets.ISO_8859_1)) {
                    count(line.trim().split("\\s+"), ports);
                }
            } catch (IOException | NumberFormatException e) {
                // not Linux: nothing is known
            }
        }
    }

    private synchronized void count(String[] cells, Set<Integer> ports) {
        int colon = cells[1].indexOf(':');
        if (colon < 0 || cells.length < 13 || !ports.contains(Integer.parseInt(cells[1].substring(colon + 1), 16))) {
            return;
        }
        long drops = Long.parseLong(cells[12]);
        String socket = cells[1] + " " + cells[9]; // with the inode: a port is used again
        Long before = unreadBySocket.put(socket, drops);
        unread += drops - (before == null ? 0 : before);
    }

    synchronized long unread() {
        return unread;
    }

    /** Nothing of the run can be believed. */
    boolean isVoid() {
        return isVoid(lateMillisP99(), unread());
    }

    static boolean isVoid(double lateMillisP99, long unread) {
        return lateMillisP99 > MAX_LATE_MILLIS_P99 || unread > 0;
    }

    @Override
    public void close() {
        loops.forEach(LoadLoop::close);
    }
}
