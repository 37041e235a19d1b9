package vn.nharong.sim;

import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a bad line: packets go in with {@link #offer}, come out of {@link #poll}, later, fewer, doubled or in
 * another order. Time comes from outside, so that scenarios run in virtual time and a relay in real time; the same seed
 * and the same calls give the same line. Belongs to one thread.
 *
 * <p>A packet's way: cut? lost by itself? in a burst? then the bottleneck's queue (bounded) and its rate, then delay with
 * jitter, perhaps held back, perhaps doubled. Loss comes before the queue, so a full line delivers its whole rate.
 *
 * @param <T> what travels
 */
public final class Line<T> {
    private static final long DUPLICATE_AFTER_NANOS = 1_000_000;
    /** Weight of one packet in the mean by which jitter is centred. */
    private static final double MEAN_WEIGHT = 1.0 / 256;

    private record Waiting<T>(T packet, int sizeBytes, boolean reliable) {}

    private record Delivery<T>(T packet, int sizeBytes, long atNanos, long order) implements Comparable<Delivery<T>> {
        @Override
        public int compareTo(Delivery<T> other) {
            int byTime = Long.compare(atNanos, other.atNanos);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final LineScript script;
    private final long startNanos;
    // One source for each mechanism: switching one on does not change what another does.
    private final RandomGenerator lossRandom;
    private final RandomGenerator burstRandom;
    private final RandomGenerator jitterRandom;
    private final RandomGenerator reorderRandom;
    private final RandomGenerator duplicateRandom;

    private final ArrayDeque<Waiting<T>> queue = new ArrayDeque<>();
    private final PriorityQueue<Delivery<T>> underway = new PriorityQueue<>();
    private final LineStats stats = new LineStats();

    private LineSpec spec;
    private int nextStep = 1;
    private int burstLeft;
    private boolean goodAfterBurst;
    private long queuedBytes;
    /** When the packet at the head of the queue has left the bottleneck. */
    private long headDoneNanos;

    private long lastInOrderNanos = Long.MIN_VALUE;
    private double excessNanos;
    private long order;

    public Line(LineScript script, long seed, long startNanos) {
        this.script = script;
        this.startNanos = startNanos;
        spec = script.steps().getFirst().spec();
        SplittableRandom random = new SplittableRandom(seed);
        lossRandom = random.split();
        burstRandom = random.split();
        jitterRandom = random.split();
        reorderRandom = random.split();
        duplicateRandom = random.split();
    }

    public Line(LineSpec spec, long seed) {
        this(LineScript.constant(spec), seed, 0);
    }

    /** A packet enters the line. */
    public void offer(long nowNanos, int sizeBytes, T packet) {
        advance(nowNanos);
        stats.offered++;
        stats.offeredBytes += sizeBytes;
        if (spec.cut()) {
            stats.cut++;
        } else if (lostByItself() | lostInBurst()) {
            stats.lost++;
        } else if (spec.rateBps() > 0
                && (queuedBytes + sizeBytes > spec.queueBytes() || waitNanos(nowNanos) > spec.queueNanos())) {
            stats.queueDropped++;
        } else {
            enqueue(nowNanos, new Waiting<>(packet, sizeBytes, false));
        }
    }

    /**
     * A piece of a reliable stream enters: never lost, doubled, reordered or dropped by the queue, only delayed and
     * limited in rate. The user reads no more from the stream while {@link #queuedBytes()} is high or the line is cut.
     */
    public void offerReliable(long nowNanos, int sizeBytes, T packet) {
        advance(nowNanos);
        stats.offered++;
        stats.offeredBytes += sizeBytes;
        enqueue(nowNanos, new Waiting<>(packet, sizeBytes, true));
    }

    /** The next packet that is out by now, or null. Call until null. */
    public @Nullable T poll(long nowNanos) {
        advance(nowNanos);
        Delivery<T> first = underway.peek();
        if (first == null || first.atNanos > nowNanos) {
            return null;
        }
        underway.remove();
        stats.delivered++;
        stats.deliveredBytes += first.sizeBytes;
        return first.packet;
    }

    /** When to call {@link #poll} again; {@link Long#MAX_VALUE} when the line is empty. It may still answer null then. */
    public long nextDeliveryNanos() {
        long next = underway.isEmpty() ? Long.MAX_VALUE : underway.peek().atNanos;
        if (!queue.isEmpty()) {
            next = Math.min(next, headDoneNanos);
            if (nextStep < script.steps().size()) {
                // A change of rate changes when the head is done.
                next = Math.min(next, stepNanos());
            }
        }
        return next;
    }

    /** Changes the line now; later steps of the script still come. */
    public void change(long nowNanos, LineSpec next) {
        advance(nowNanos);
        apply(nowNanos, next);
    }

    /** What holds since the last call. */
    public LineSpec spec() {
        return spec;
    }

    /** Bytes before the bottleneck. */
    public long queuedBytes() {
        return queuedBytes;
    }

    /** Counters since the start; live, read only. */
    public LineStats stats() {
        return stats;
    }

    private long waitNanos(long nowNanos) {
        if (queue.isEmpty()) {
            return 0;
        }
        long behindHead = queuedBytes - queue.getFirst().sizeBytes;
        return headDoneNanos - nowNanos + transmitNanos(behindHead);
    }

    private long transmitNanos(long bytes) {
        return spec.rateBps() == 0 ? 0 : (long) (bytes * 8e9 / spec.rateBps());
    }

    private void enqueue(long nowNanos, Waiting<T> waiting) {
        if (queue.isEmpty()) {
            headDoneNanos = nowNanos + transmitNanos(waiting.sizeBytes);
        }
        queue.add(waiting);
        queuedBytes += waiting.sizeBytes;
        serve(nowNanos);
    }

    private void advance(long nowNanos) {
        while (nextStep < script.steps().size() && stepNanos() <= nowNanos) {
            long at = stepNanos();
            serve(at);
            apply(at, script.steps().get(nextStep++).spec());
        }
        serve(nowNanos);
    }

    private long stepNanos() {
        return startNanos + script.steps().get(nextStep).atNanos();
    }

    private void apply(long nowNanos, LineSpec next) {
        if (!queue.isEmpty() && next.rateBps() != spec.rateBps()) {
            long left = headDoneNanos - nowNanos;
            headDoneNanos = next.rateBps() == 0
                    ? nowNanos
                    : nowNanos + (long) ((double) left * spec.rateBps() / next.rateBps());
        }
        spec = next;
        serve(nowNanos);
    }

    /** Lets out of the bottleneck what is through it by now. */
    private void serve(long nowNanos) {
        while (!queue.isEmpty() && headDoneNanos <= nowNanos) {
            Waiting<T> head = queue.remove();
            queuedBytes -= head.sizeBytes;
            travel(head, headDoneNanos);
            if (!queue.isEmpty()) {
                headDoneNanos += transmitNanos(queue.getFirst().sizeBytes);
            }
        }
    }

    private void travel(Waiting<T> waiting, long departedNanos) {
        long at = Math.max(departedNanos + spec.delayNanos() + jitterNanos(), lastInOrderNanos);
        at = Math.max(at, departedNanos);
        if (spec.jitterNanos() > 0) {
            // Waiting for slower packets makes the mean larger than asked; this takes it back.
            excessNanos += (at - departedNanos - spec.delayNanos()) * MEAN_WEIGHT;
        }
        if (!waiting.reliable && chance(reorderRandom, spec.reorder())) {
            stats.reordered++;
            at += spec.reorderNanos();
        } else {
            lastInOrderNanos = at;
        }
        underway.add(new Delivery<>(waiting.packet, waiting.sizeBytes, at, order++));
        if (!waiting.reliable && chance(duplicateRandom, spec.duplicate())) {
            stats.duplicated++;
            underway.add(new Delivery<>(waiting.packet, waiting.sizeBytes, at + DUPLICATE_AFTER_NANOS, order++));
        }
    }

    private long jitterNanos() {
        if (spec.jitterNanos() == 0) {
            excessNanos = 0;
            return 0;
        }
        return (long) ((jitterRandom.nextDouble() * 2 - 1) * spec.jitterNanos() - excessNanos);
    }

    private boolean lostByItself() {
        return chance(lossRandom, spec.loss());
    }

    private boolean lostInBurst() {
        if (spec.burstLoss() == 0) {
            burstLeft = 0;
            return false;
        }
        if (burstLeft > 0) {
            burstLeft--;
            goodAfterBurst = burstLeft == 0;
            return true;
        }
        if (goodAfterBurst) {
            // Else two bursts could touch, and be one longer than asked.
            goodAfterBurst = false;
            return false;
        }
        // Chance per good packet such that the share of bad ones is the one asked.
        double enter = spec.burstLoss() / (spec.burstMean() * (1 - spec.burstLoss()));
        if (chance(burstRandom, enter)) {
            burstLeft = burstLength() - 1;
            goodAfterBurst = burstLeft == 0;
            stats.bursts++;
            return true;
        }
        return false;
    }

    private int burstLength() {
        if (spec.burstLongest() > 0) {
            return burstRandom.nextInt(spec.burstShortest(), spec.burstLongest() + 1);
        }
        int length = 1;
        while (burstRandom.nextDouble() >= 1 / spec.burstMean()) {
            length++;
        }
        return length;
    }

    private static boolean chance(RandomGenerator random, double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }
}
