package vn.nharong.sfu.net;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the threads that carry sound and pictures go before all others of a busy machine (docs/adr/0018). Linux gives it to
 * root, to CAP_SYS_NICE, and to a service with {@code LimitRTPRIO=}; without it all works, only later under load.
 */
public final class ThreadUrgency {
    /** System property that leaves threads as they are: for comparing. */
    public static final String NONE = "nharong.thread.plain";

    /** The lowest of the real-time priorities: before every usual thread, behind whatever the system itself has there. */
    private static final int PRIORITY = 1;

    /** The calling one, for the kernel. */
    private static final int THIS = 0;

    /** As HotSpot calls it. */
    private static final String STOPS = "VM Thread";

    private static final Logger log = LoggerFactory.getLogger(ThreadUrgency.class);

    private ThreadUrgency() {}

    /**
     * Gives the calling platform thread round-robin real-time scheduling (sched(7)); threads that it starts are usual ones
     * again. The kernel itself keeps the twentieth part of a processor free of such threads.
     *
     * @return whether it was granted
     */
    public static boolean raise() {
        return raise(THIS, Thread.currentThread().getName());
    }

    /**
     * Gives the same to the thread by which the virtual machine stands still: nobody runs on until it has had a processor, so where
     * it waits for one behind usual threads, every urgent thread does. Any thread; once for the process.
     *
     * @return whether it was granted; false, too, where there is no thread of that name
     */
    public static boolean raiseStops() {
        try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
            for (Path thread : threads.toList()) {
                if (name(thread).equals(STOPS)) {
                    return raise(Integer.parseInt(thread.getFileName().toString()), STOPS);
                }
            }
        } catch (IOException | RuntimeException e) {
            log.debug("no thread that stops the others is found", e);
        }
        return false;
    }

    private static String name(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).strip();
        } catch (IOException e) {
            return ""; // it has ended meanwhile
        }
    }

    private static boolean raise(int thread, String name) {
        if (Boolean.getBoolean(NONE)) {
            return false;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment parameters = arena.allocate(8, 8);
            parameters.set(ValueLayout.JAVA_INT, 0, PRIORITY);
            int result = LibC.schedSetscheduler(
                    arena.allocate(LibC.stateLayout()),
                    thread,
                    LibC.SCHED_RR | LibC.SCHED_RESET_ON_FORK,
                    parameters.address());
            if (result < 0) {
                log.info(
                        "{} has to wait its turn on a busy machine: real-time scheduling is not granted (errno {})",
                        name,
                        -result);
            }
            return result >= 0;
        } catch (LinkageError | RuntimeException e) {
            log.debug("no real-time scheduling on this system", e);
            return false;
        }
    }
}
