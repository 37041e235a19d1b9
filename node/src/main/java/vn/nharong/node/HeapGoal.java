package vn.nharong.node;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the heap is let grow before it is collected: half more than it holds, never under {@value #LEAST_MIB} MiB. A collector that
 * runs beside the program collects only near its limit, which by default is a quarter of the machine: the server of a province
 * would take some gigabytes for garbage. A limit written down once would be too small for a larger house, where collections would
 * follow each other without a pause.
 *
 * <p>Follows each collection of the whole heap, on the virtual machine's own thread. Does nothing where the collector knows no
 * such limit.
 */
final class HeapGoal {
    private static final Logger LOG = LoggerFactory.getLogger(HeapGoal.class);
    private static final String LIMIT = "SoftMaxHeapSize";
    private static final int LEAST_MIB = 384;
    private static final int MIB = 1 << 20;
    private static final double TIMES = 1.5;

    private final HotSpotDiagnosticMXBean machine;

    private HeapGoal(HotSpotDiagnosticMXBean machine) {
        this.machine = machine;
    }

    /** For the rest of the process's life. */
    static void follow() {
        HotSpotDiagnosticMXBean machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        if (machine == null) {
            return;
        }
        HeapGoal goal = new HeapGoal(machine);
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector.getName().equals("ZGC Major Cycles") && collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener((notification, none) -> goal.collected(notification), null, null);
                goal.set(0);
            }
        }
    }

    private void collected(Notification notification) {
        if (notification.getUserData() instanceof CompositeData data) {
            set(GarbageCollectionNotificationInfo.from(data).getGcInfo().getMemoryUsageAfterGc().values().stream()
                    .mapToLong(usage -> usage.getUsed())
                    .sum());
        }
    }

    /** @param held bytes */
    private void set(long held) {
        long goal = goal(held, Runtime.getRuntime().maxMemory());
        try {
            machine.setVMOption(LIMIT, Long.toString(goal));
        } catch (IllegalArgumentException e) {
            LOG.atDebug().setCause(e).log(() -> "%s %d".formatted(LIMIT, goal));
        }
    }

    /** @param held bytes after a collection @param most bytes that the heap may ever have @return bytes */
    static long goal(long held, long most) {
        return Math.min(most, Math.max((long) LEAST_MIB * MIB, (long) (held * TIMES)));
    }
}
