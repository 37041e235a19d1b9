package vn.nharong.sfu.loop;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * When a loop did not serve its port for longer than {@link #LIMIT_NANOS}, and why: itself too long at one thing, the collector
 * held it, or the machine gave it no processor. Fed by the loop; read by any thread. No allocation.
 */
final class LoopStalls {
    static final long LIMIT_NANOS = 20_000_000;

    /** Why. */
    public enum Cause {
        /** The loop was at work all the time. */
        WORK,
        /** The garbage collector stopped the process. */
        COLLECTOR,
        /** Neither: the system ran something else. */
        SCHEDULER
    }

    private final AtomicLongArray counts = new AtomicLongArray(Cause.values().length);
    private final AtomicLongArray longest = new AtomicLongArray(Cause.values().length);
    private final LongSupplier cpuNanos;
    private final LongSupplier collectionMillis;
    /** As of the last {@link #sample}. */
    private long sampledNanos;

    private long sampledCpuNanos;
    private long sampledCollectionMillis;
    /** What waited before this was told of already. */
    private long explainedNanos;

    /** On the loop's thread: of this process. */
    static LoopStalls ofThisThread() {
        GarbageCollectorMXBean[] collectors =
                ManagementFactory.getGarbageCollectorMXBeans().toArray(GarbageCollectorMXBean[]::new);
        return new LoopStalls(ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime, () -> {
            long sum = 0;
            for (GarbageCollectorMXBean collector : collectors) {
                sum += collector.getCollectionTime();
            }
            return sum;
        });
    }

    /**
     * @param cpuNanos of the loop's thread
     * @param collectionMillis of all collections since the start
     */
    LoopStalls(LongSupplier cpuNanos, LongSupplier collectionMillis) {
        this.cpuNanos = cpuNanos;
        this.collectionMillis = collectionMillis;
    }

    /** Some ten times a second. */
    void sample(long nowNanos) {
        sampledNanos = nowNanos;
        sampledCpuNanos = cpuNanos.getAsLong();
        sampledCollectionMillis = collectionMillis.getAsLong();
    }

    /**
     * At the end of a turn.
     *
     * @param beganNanos when the turn began
     * @param waitedNanos how long the oldest of what it read had waited for that
     */
    void turned(long beganNanos, long waitedNanos, long nowNanos) {
        long from = Math.max(explainedNanos, beganNanos - waitedNanos);
        long before = beganNanos - from;
        if (before > LIMIT_NANOS) {
            stalled(before, beganNanos, nowNanos);
        }
        if (nowNanos - beganNanos > LIMIT_NANOS) {
            stalled(nowNanos - beganNanos, nowNanos, nowNanos);
        }
        explainedNanos = nowNanos;
    }

    private void stalled(long nanos, long endNanos, long nowNanos) {
        long atWork = cpuNanos.getAsLong() - sampledCpuNanos - (nowNanos - endNanos);
        long idle = endNanos - sampledNanos - atWork;
        Cause cause = idle < nanos / 2
                ? Cause.WORK
                : (collectionMillis.getAsLong() - sampledCollectionMillis) * 2_000_000 >= nanos
                        ? Cause.COLLECTOR
                        : Cause.SCHEDULER;
        int at = cause.ordinal();
        counts.setOpaque(at, counts.getPlain(at) + 1);
        longest.setOpaque(at, Math.max(longest.getPlain(at), nanos));
        sample(nowNanos);
    }

    /** Any thread. */
    List<LoopFigures.Stalls> figures() {
        return Arrays.stream(Cause.values())
                .map(cause -> new LoopFigures.Stalls(
                        cause.name().toLowerCase(Locale.ROOT),
                        counts.getOpaque(cause.ordinal()),
                        longest.getOpaque(cause.ordinal())))
                .toList();
    }

    /** Any thread. */
    long count(Cause cause) {
        return counts.getOpaque(cause.ordinal());
    }

    /** Any thread. */
    long longestNanos(Cause cause) {
        return longest.getOpaque(cause.ordinal());
    }
}
