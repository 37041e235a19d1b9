package vn.nharong.fuzz;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.nharong.fuzz.FuzzReport.Finding;
import vn.nharong.fuzz.FuzzReport.Kind;

/**
 * Feeds one parser mutants until the box is full or something is wrong. Runs on a thread of its own, since an input that
 * never ends must be told too; that thread is then left behind.
 */
public final class FuzzRun {
    /** Processor time no input may need; a datagram every 200 ms from one peer would fill a core. */
    private static final long SLOW_NANOS = 200_000_000;

    /** An input that takes so much processor time is taken for endless, on however busy a machine. */
    private static final long ENDLESS_NANOS = 2_000_000_000L;

    /** So is one that waits so long by the clock, for whatever it is. */
    private static final long STUCK_NANOS = 120_000_000_000L;

    /** What may stay of a run: caches of libraries, state of the parser. */
    private static final long RETAINED_BYTES = 64 << 20;

    /** Rounds over the corpus before measuring begins: classes get loaded, tables get their size. */
    private static final int WARM_ROUNDS = 20;

    private static final int SHOWN_BYTES = 4096;

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final FuzzTarget target;
    private final FuzzBox box;
    private long inputs;
    private long taken;
    private long refused;
    private @Nullable Finding finding;
    private volatile byte[] current = {};
    /** 0 between inputs. */
    private volatile long begunNanos;

    private FuzzRun(FuzzTarget target, FuzzBox box) {
        this.target = target;
        this.box = box;
    }

    /** Runs until the end of the box, or runs the one input that {@code fuzz.again} gives in hex. */
    public static FuzzReport run(FuzzTarget target, FuzzBox box) {
        if (target.corpus.isEmpty()) {
            throw new IllegalArgumentException(target + " has nothing to start from");
        }
        return new FuzzRun(target, box).run();
    }

    private FuzzReport run() {
        long retained = used();
        long start = System.nanoTime();
        Thread thread = Thread.ofPlatform().daemon().name("fuzz " + target.name).start(this::loop);
        try {
            long watched = 0;
            long cpuThen = 0;
            while (!thread.join(Duration.ofMillis(50))) {
                long begun = begunNanos;
                byte[] input = current;
                long cpu = THREADS.getThreadCpuTime(thread.threadId());
                if (begun != watched) {
                    watched = begun;
                    cpuThen = cpu;
                } else if (begun != 0 && (cpu - cpuThen > ENDLESS_NANOS || System.nanoTime() - begun > STUCK_NANOS)) {
                    String stack = Arrays.stream(thread.getStackTrace())
                            .map(frame -> "\n    at " + frame)
                            .collect(Collectors.joining());
                    return report(start, new Finding(Kind.ENDLESS, "no end" + stack, input));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return report(start, new Finding(Kind.IDLE, "interrupted", current));
        }
        FuzzReport report = report(start, finding);
        if (report.clean()) {
            // Twice, since others run beside.
            long grown = Math.min(used(), used()) - retained;
            if (grown > RETAINED_BYTES) {
                return report(start, new Finding(Kind.RETAINED, grown + " bytes are still held", current));
            }
        }
        return report;
    }

    private FuzzReport report(long start, @Nullable Finding found) {
        double seconds = (System.nanoTime() - start) / 1e9;
        return new FuzzReport(target.name, box.seed(), inputs, taken, refused, seconds, found);
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private void loop() {
        String again = System.getProperty("fuzz.again", "");
        if (!again.isEmpty()) {
            one(HexFormat.of().parseHex(again));
            return;
        }
        if (!warm()) {
            return;
        }
        Mutator mutator = new Mutator(target, box.seed());
        long end = System.nanoTime() + (long) (box.seconds() * 1e9);
        while (inputs < box.inputs() && System.nanoTime() < end) {
            if (!one(target.repair.repair(mutator.next(), mutator.random()))) {
                return;
            }
        }
        if (taken == 0 || refused == 0 && !target.takesEverything) {
            finding = new Finding(Kind.IDLE, taken + " taken and " + refused + " refused: nothing is tried", current);
        }
    }

    private boolean warm() {
        for (int round = 0; round < WARM_ROUNDS; round++) {
            for (byte[] valid : target.corpus) {
                try {
                    if (!target.parser.take(valid.clone())) {
                        finding = new Finding(Kind.IDLE, "a valid input is refused", valid);
                        return false;
                    }
                } catch (Throwable e) {
                    finding = new Finding(Kind.IDLE, "a valid input is refused: " + stack(e), valid);
                    return false;
                }
            }
        }
        return true;
    }

    /** @return false when something was found */
    private boolean one(byte[] input) {
        current = input;
        long begun = System.nanoTime();
        begunNanos = begun;
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        try {
            boolean ok = take(input);
            allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
            inputs++;
            if (ok) {
                taken++;
            } else {
                refused++;
            }
            // Once more, lest a class loaded or a busy machine be blamed on the input.
            if (allocated > target.allocatedBytes) {
                long second = THREADS.getCurrentThreadAllocatedBytes();
                take(input);
                second = THREADS.getCurrentThreadAllocatedBytes() - second;
                if (second > target.allocatedBytes) {
                    finding = new Finding(Kind.MEMORY, allocated + ", again " + second + " bytes allocated", input);
                    return false;
                }
            }
            if (System.nanoTime() - begun > SLOW_NANOS) {
                long cpu = THREADS.getCurrentThreadCpuTime();
                take(input);
                cpu = THREADS.getCurrentThreadCpuTime() - cpu;
                if (cpu > SLOW_NANOS) {
                    finding = new Finding(Kind.SLOW, cpu / 1_000_000 + " ms of processor time", input);
                    return false;
                }
            }
            return true;
        } catch (Throwable e) {
            inputs++;
            finding = new Finding(Kind.ESCAPED, stack(e), input);
            return false;
        } finally {
            begunNanos = 0;
        }
    }

    private boolean take(byte[] input) throws Exception {
        try {
            // A parser may work in place; the finding must show what came in.
            return target.parser.take(input.clone());
        } catch (Exception e) {
            Class<? extends Exception> refusal = target.refusal;
            if (refusal != null && refusal.isInstance(e)) {
                return false;
            }
            throw e;
        }
    }

    private static String stack(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        String all = text.toString();
        return all.length() > SHOWN_BYTES ? all.substring(0, SHOWN_BYTES) + "…" : all;
    }
}
