package vn.nharong.node.capacity;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * What bounds a machine beside its speed.
 *
 * @param cores processors that this process may use
 * @param loops media loops that the server would start
 * @param memoryBytes that can be had without swapping
 * @param heapBytes the largest heap of this Java
 * @param card the network card of the way out; empty when there is none or the system does not say
 * @param cardBps its speed; empty when the card does not tell, as those of virtual machines
 * @param load threads that wanted a core in the last minute, as the system counts them; negative where it does not
 */
public record Surroundings(
        int cores, int loops, long memoryBytes, long heapBytes, String card, OptionalLong cardBps, double load) {

    /** Whether so much else was done that packets were dearer than they are on an idle machine. */
    public boolean busy() {
        return load > cores;
    }

    /** @param loops as the server is told. Reads some files of the kernel where there are such; some milliseconds */
    static Surroundings look(int loops) {
        Path root = Path.of("/");
        String card = wayOut(text(root.resolve("proc/net/route")));
        return new Surroundings(
                Runtime.getRuntime().availableProcessors(),
                loops,
                memory(text(root.resolve("proc/meminfo"))),
                Runtime.getRuntime().maxMemory(),
                card,
                card.isEmpty() ? OptionalLong.empty() : speed(text(root.resolve("sys/class/net/" + card + "/speed"))),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** The kernel's estimate where it gives one, but no more than a container may have; else what is free. */
    static long memory(String meminfo) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return meminfo.lines()
                .filter(line -> line.startsWith("MemAvailable:"))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .filter(digits -> !digits.isEmpty())
                .mapToLong(digits -> Math.min(Long.parseLong(digits) << 10, system.getTotalMemorySize()))
                .findFirst()
                .orElseGet(system::getFreeMemorySize);
    }

    /** Name of the card that the default route leaves by (proc(5), /proc/net/route), or nothing. */
    static String wayOut(String routes) {
        return routes.lines()
                .map(line -> List.of(line.strip().split("\\s+", -1)))
                .filter(fields -> fields.size() > 7
                        && fields.get(1).equals("00000000")
                        && fields.get(7).equals("00000000"))
                .map(List::getFirst)
                .filter(name -> name.matches("[A-Za-z0-9._-]+"))
                .findFirst()
                .orElse("");
    }

    /** The kernel tells Mbit/s, or -1, or refuses to be read. */
    static OptionalLong speed(String megabits) {
        return megabits.matches("[1-9][0-9]{0,6}")
                ? OptionalLong.of(Long.parseLong(megabits) * 1_000_000)
                : OptionalLong.empty();
    }

    /** A small file of the kernel, or nothing. */
    private static String text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(1 << 16), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
