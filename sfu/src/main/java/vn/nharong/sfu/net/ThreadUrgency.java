package vn.nharong.sfu.net;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
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

    private static final Logger log = LoggerFactory.getLogger(ThreadUrgency.class);

    private ThreadUrgency() {}

    /**
     * Gives the calling platform thread round-robin real-time scheduling (sched(7)); threads that it starts are usual ones
     * again. The kernel itself keeps the twentieth part of a processor free of such threads.
     *
     * @return whether it was granted
     */
    public static boolean raise() {
        if (Boolean.getBoolean(NONE)) {
            return false;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment parameters = arena.allocate(8, 8);
            parameters.set(ValueLayout.JAVA_INT, 0, PRIORITY);
            int result = LibC.schedSetscheduler(
                    arena.allocate(LibC.stateLayout()),
                    0,
                    LibC.SCHED_RR | LibC.SCHED_RESET_ON_FORK,
                    parameters.address());
            if (result < 0) {
                log.info(
                        "{} has to wait its turn on a busy machine: real-time scheduling is not granted (errno {})",
                        Thread.currentThread().getName(),
                        -result);
            }
            return result >= 0;
        } catch (LinkageError | RuntimeException e) {
            log.debug("no real-time scheduling on this system", e);
            return false;
        }
    }
}
