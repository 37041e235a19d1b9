package vn.nharong.node;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import vn.nharong.media.packet.Drop;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.srtp.SrtpBackends;
import vn.nharong.node.capacity.Capacity;
import vn.nharong.node.capacity.StartTrial;
import vn.nharong.sfu.loop.LoopFigures;
import vn.nharong.sfu.loop.MediaPlane;
import vn.nharong.sfu.loop.PlaneStats;

/**
 * What this process uses and carries, measured at the moment somebody asks; what the system does not tell is left out. Counters
 * since start, times in nanoseconds, sizes in bytes. Any thread.
 */
final class Figures {
    private static final Gson GSON = new Gson();
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final List<Path> SOCKETS = List.of(Path.of("/proc/self/net/udp"), Path.of("/proc/self/net/udp6"));

    private final MediaPlane media;
    private final StartTrial trial;

    Figures(MediaPlane media, StartTrial trial) {
        this.media = media;
        this.trial = trial;
    }

    String json() {
        JsonObject all = new JsonObject();
        all.addProperty("at", Instant.now().toString());
        all.addProperty("version", version());
        all.addProperty("uptime_ns", ManagementFactory.getRuntimeMXBean().getUptime() * 1_000_000);
        all.add("machine", machine());
        all.add("process", process());
        trial.now().ifPresent(capacity -> all.add("capacity", capacity(capacity)));
        List<LoopFigures> loops = media.figures();
        all.add("loops", GSON.toJsonTree(loops.stream().map(Figures::loop).toList()));
        all.add("media", media(loops));
        all.add("drops", drops(loops));
        return all.toString();
    }

    /** When the program was built: releases bear no other number yet. */
    private static String version() {
        try {
            Path program = Path.of(Figures.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Files.getLastModifiedTime(program).toInstant().toString();
        } catch (IOException | java.net.URISyntaxException | SecurityException e) {
            return "";
        }
    }

    private JsonObject machine() {
        JsonObject machine = new JsonObject();
        machine.addProperty("cores", Runtime.getRuntime().availableProcessors());
        machine.addProperty("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.addProperty("arch", System.getProperty("os.arch"));
        machine.addProperty("java", Runtime.version().toString());
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            machine.addProperty("memory_bytes", system.getTotalMemorySize());
            double load = system.getSystemLoadAverage();
            if (load >= 0) {
                machine.addProperty("load_average", load);
            }
        }
        boolean segmenting =
                !media.figures().isEmpty() && media.figures().stream().allMatch(LoopFigures::segmenting);
        machine.addProperty("segmentation_offload", segmenting);
        machine.addProperty("srtp", SrtpBackends.describe());
        machine.addProperty("libcrypto", SrtpBackends.best().name().equals("openssl"));
        return machine;
    }

    /** Seats by profile, in small letters; see {@link Capacity}. */
    private static JsonObject capacity(Capacity capacity) {
        JsonObject all = new JsonObject();
        for (Capacity.Seats seats : capacity.seats()) {
            JsonObject one = new JsonObject();
            one.addProperty("in_one_meeting", seats.inOneMeeting());
            one.addProperty("altogether", seats.altogether());
            one.addProperty("limit", seats.limit().name().toLowerCase(Locale.ROOT));
            all.add(seats.profile().name().toLowerCase(Locale.ROOT), one);
        }
        return all;
    }

    private static JsonObject process() {
        JsonObject process = new JsonObject();
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            process.addProperty("cpu_ns", system.getProcessCpuTime());
        }
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
            process.addProperty("descriptors", unix.getOpenFileDescriptorCount());
            process.addProperty("descriptors_limit", unix.getMaxFileDescriptorCount());
        }
        status("VmRSS", "rss_bytes", 1024, process);
        status("VmHWM", "rss_peak_bytes", 1024, process);
        status("Threads", "system_threads", 1, process);
        process.addProperty("threads", ManagementFactory.getThreadMXBean().getThreadCount());
        var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        process.addProperty("heap_bytes", heap.getUsed());
        process.addProperty("heap_committed_bytes", heap.getCommitted());
        process.addProperty("heap_limit_bytes", heap.getMax());
        process.addProperty(
                "non_heap_bytes",
                ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage().getUsed());
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            if (pool.getName().equals("direct")) {
                process.addProperty("direct_bytes", pool.getMemoryUsed());
            }
        }
        long collections = 0;
        long millis = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            collections += Math.max(0, collector.getCollectionCount());
            millis += Math.max(0, collector.getCollectionTime());
        }
        process.addProperty("collections", collections);
        process.addProperty("collection_ns", millis * 1_000_000);
        return process;
    }

    private static void status(String line, String name, long unit, JsonObject into) {
        try {
            for (String each : Files.readAllLines(STATUS, StandardCharsets.ISO_8859_1)) {
                if (each.startsWith(line + ":")) {
                    into.addProperty(name, Long.parseLong(each.replaceAll("[^0-9]", "")) * unit);
                }
            }
        } catch (IOException | NumberFormatException e) {
            // not Linux: left out
        }
    }

    private static Map<String, Object> loop(LoopFigures loop) {
        return Map.ofEntries(
                Map.entry("name", loop.name()),
                Map.entry("port", loop.port()),
                Map.entry("transports", loop.transports()),
                Map.entry("cpu_ns", loop.cpuNanos()),
                Map.entry("allocated_bytes", loop.allocatedBytes()),
                Map.entry("stalls", stalls(loop)),
                Map.entry("packets_in", loop.packetsIn()),
                Map.entry("packets_out", loop.packetsOut()),
                Map.entry("messages_out", loop.messagesOut()),
                Map.entry("bytes_in", loop.bytesIn()),
                Map.entry("bytes_out", loop.bytesOut()),
                Map.entry("packets_leased", loop.packetsLeased()),
                Map.entry("packets_made", loop.packetsMade()));
    }

    private static Map<String, Object> stalls(LoopFigures loop) {
        return loop.stalls().stream()
                .collect(Collectors.toMap(
                        LoopFigures.Stalls::cause,
                        each -> Map.of("count", each.count(), "longest_ns", each.longestNanos())));
    }

    private JsonObject media(List<LoopFigures> loops) {
        PlaneStats stats = media.stats();
        JsonObject sum = new JsonObject();
        sum.addProperty("transports", stats.transports());
        sum.addProperty("packets_in", stats.packetsIn());
        sum.addProperty("packets_out", stats.packetsOut());
        sum.addProperty("bytes_in", stats.bytesIn());
        sum.addProperty("bytes_out", stats.bytesOut());
        sum.addProperty("messages_out", stats.messagesOut());
        sum.addProperty("packets_leased", stats.packetsLeased());
        sum.addProperty(
                "packet_memory_bytes",
                loops.stream().mapToLong(LoopFigures::packetsMade).sum() * PacketBuffer.CAPACITY);
        sum.addProperty("added_us_p99", stats.addedMicrosP99());
        sum.addProperty("sound_added_us_p99", stats.soundAddedMicrosP99());
        sum.addProperty("held_over_100_ms", stats.heldOver100Millis());
        return sum;
    }

    private JsonElement drops(List<LoopFigures> loops) {
        PlaneStats stats = media.stats();
        JsonObject drops = new JsonObject();
        drops.addProperty("refused_by_socket", stats.refusedBySocket());
        drops.addProperty("refused_by_pacer", stats.refusedByPacer());
        drops.addProperty("left_out", stats.leftOut());
        drops.addProperty("unread", unread(loops.stream().map(LoopFigures::port).collect(Collectors.toSet())));
        JsonObject refused = new JsonObject();
        for (Map.Entry<Drop, Long> each : media.refusals().entrySet()) {
            refused.addProperty(each.getKey().name().toLowerCase(Locale.ROOT), each.getValue());
        }
        drops.add("refused", refused);
        return drops;
    }

    /** Datagrams that the kernel threw away because a loop did not read them in time (proc(5)). */
    private static long unread(Set<Integer> ports) {
        long unread = 0;
        for (Path table : SOCKETS) {
            try {
                for (String line : Files.readAllLines(table, StandardCharsets.ISO_8859_1)) {
                    String[] cells = line.trim().split("\\s+");
                    String local = cells[1];
                    if (local.indexOf(':') > 0
                            && ports.contains(Integer.parseInt(local.substring(local.indexOf(':') + 1), 16))) {
                        unread += Long.parseLong(cells[cells.length - 1]);
                    }
                }
            } catch (IOException | NumberFormatException e) {
                // not Linux: nothing is known
            }
        }
        return unread;
    }
}
