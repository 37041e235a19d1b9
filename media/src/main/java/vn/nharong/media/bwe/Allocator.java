package vn.nharong.media.bwe;

import java.util.Arrays;

/**
 * Divides what a client's line carries among the streams it takes: sound, screen shares, cheapest rung of every camera,
 * better rungs in turn. In words: docs/papers/allocation.md. Belongs to the thread of its transport; pure but for its memory of
 * the last answer; allocates only when a stream is opened.
 */
public final class Allocator {
    /** Rungs of a stream's ladder: three spatial layers of three temporal ones. */
    public static final int RUNGS = 9;

    /** Not sent: not wanted, no rung alive, or paused. */
    public static final int NONE = -1;

    private static final double KEEP = 1.05;
    /** While nothing says that the line is full its target is only what was tried: more of the same is tried by sending it. */
    private static final double KEEP_UNTESTED = Double.MAX_VALUE;

    private static final double CLIMB = 0.92;
    private static final long HOLD_NANOS = 1_500_000_000L;
    private static final long HOLD_MAX_NANOS = 8_000_000_000L;
    private static final long FLAP_NANOS = 5_000_000_000L;
    private static final long FORGET_NANOS = 30_000_000_000L;
    private static final long NEVER = Long.MIN_VALUE / 4;

    private StreamClass[] classes = new StreamClass[8];
    private int[] priority = new int[8];
    private int[] wanted = new int[8];
    private int[] rung = new int[8];
    private int[] candidate = new int[8];
    private boolean[] open = new boolean[8];
    private boolean[] starved = new boolean[8];
    private long[] bps = new long[8 * RUNGS];
    private long[] climbedNanos = new long[8];
    private long[] fellNanos = new long[8];
    private long[] holdNanos = new long[8];
    /** Open slots, most important first. */
    private int[] order = new int[8];

    private int count;
    private long allocatedBps;
    private double keep = KEEP;

    /**
     * A stream is taken.
     *
     * @param priority higher is served first within its class
     * @return its slot, to be given to the other methods
     */
    public int open(StreamClass streamClass, int priority) {
        int slot = 0;
        while (slot < open.length && open[slot]) {
            slot++;
        }
        if (slot == open.length) {
            grow();
        }
        open[slot] = true;
        classes[slot] = streamClass;
        this.priority[slot] = priority;
        wanted[slot] = NONE;
        rung[slot] = NONE;
        starved[slot] = false;
        climbedNanos[slot] = NEVER;
        fellNanos[slot] = NEVER;
        holdNanos[slot] = HOLD_NANOS;
        Arrays.fill(bps, slot * RUNGS, (slot + 1) * RUNGS, 0);
        sort();
        return slot;
    }

    public void close(int slot) {
        open[slot] = false;
        sort();
    }

    public void priority(int slot, int priority) {
        if (this.priority[slot] != priority) {
            this.priority[slot] = priority;
            sort();
        }
    }

    /** What a rung weighs, all below it included, in bit/s; 0 for not alive. Sound has rung 0 only. */
    public void bitrate(int slot, int rung, long bitsPerSecond) {
        bps[slot * RUNGS + rung] = bitsPerSecond;
    }

    /** The best rung the client has use for, {@link #NONE} for none. */
    public void wanted(int slot, int rung) {
        wanted[slot] = rung;
    }

    /**
     * Decides anew; {@link #rung} tells the outcome.
     *
     * @param allowPause whether a stream that does not fit may get nothing
     */
    public void allocate(long targetBps, boolean allowPause, long nowNanos) {
        allocate(targetBps, true, allowPause, nowNanos);
    }

    /**
     * Decides anew; {@link #rung} tells the outcome.
     *
     * @param measured whether the line was seen full at about the target; else what is sent already may go over it
     * @param allowPause whether a stream that does not fit may get nothing
     */
    public void allocate(long targetBps, boolean measured, boolean allowPause, long nowNanos) {
        keep = measured ? KEEP : KEEP_UNTESTED;
        long used = 0;
        for (int i = 0; i < count; i++) {
            candidate[order[i]] = NONE;
        }
        for (int i = 0; i < count; i++) {
            int slot = order[i];
            if (classes[slot] == StreamClass.AUDIO && wanted[slot] != NONE) {
                candidate[slot] = 0;
                used += weight(slot, 0);
            } else if (classes[slot] == StreamClass.SCREEN) {
                used = first(slot, used, targetBps, allowPause, nowNanos);
                long before;
                do {
                    before = used;
                    used = climb(slot, used, targetBps, nowNanos);
                } while (used != before);
            } else if (classes[slot] == StreamClass.CAMERA) {
                used = first(slot, used, targetBps, allowPause, nowNanos);
            }
        }
        long before;
        do {
            before = used;
            for (int i = 0; i < count; i++) {
                if (classes[order[i]] == StreamClass.CAMERA) {
                    used = climb(order[i], used, targetBps, nowNanos);
                }
            }
        } while (used != before);
        allocatedBps = used;
        for (int i = 0; i < count; i++) {
            settle(order[i], nowNanos);
        }
    }

    /** Gives the cheapest living rung. Returns what is used then. */
    private long first(int slot, long used, long targetBps, boolean allowPause, long nowNanos) {
        int lowest = next(slot, NONE);
        starved[slot] = false;
        if (lowest == NONE) {
            return used;
        }
        long after = used + weight(slot, lowest);
        if (allowPause && !fits(slot, lowest, after, targetBps, nowNanos)) {
            starved[slot] = true;
            return used;
        }
        candidate[slot] = lowest;
        return after;
    }

    /** One rung up, if it fits. Returns what is used then. */
    private long climb(int slot, long used, long targetBps, long nowNanos) {
        int from = candidate[slot];
        if (from == NONE) {
            return used;
        }
        int to = next(slot, from);
        if (to == NONE) {
            return used;
        }
        // A better rung may weigh less for a while (a still picture): never count it as a gain for others.
        long after = used + Math.max(1, weight(slot, to) - weight(slot, from));
        if (!fits(slot, to, after, targetBps, nowNanos)) {
            return used;
        }
        candidate[slot] = to;
        return after;
    }

    private boolean fits(int slot, int to, long afterBps, long targetBps, long nowNanos) {
        if (to <= rung[slot]) {
            return afterBps <= targetBps * keep;
        }
        return afterBps <= targetBps * CLIMB && nowNanos - fellNanos[slot] >= holdNanos[slot]
                || fellNanos[slot] == NEVER && afterBps <= targetBps * CLIMB;
    }

    /** The next living and wanted rung above, or {@link #NONE}. */
    private int next(int slot, int above) {
        for (int r = above + 1; r <= wanted[slot] && r < RUNGS; r++) {
            if (weight(slot, r) > 0) {
                return r;
            }
        }
        return NONE;
    }

    private void settle(int slot, long nowNanos) {
        int now = candidate[slot];
        // What the client does not want any more, or what is not there any more, is no fall.
        int was = Math.min(rung[slot], wanted[slot]);
        while (was >= 0 && weight(slot, was) == 0) {
            was--;
        }
        if (now < was) {
            boolean flap = nowNanos - climbedNanos[slot] < FLAP_NANOS;
            boolean calm = nowNanos - fellNanos[slot] > FORGET_NANOS;
            holdNanos[slot] = flap && !calm ? Math.min(2 * holdNanos[slot], HOLD_MAX_NANOS) : HOLD_NANOS;
            fellNanos[slot] = nowNanos;
        } else if (now > was) {
            climbedNanos[slot] = nowNanos;
        }
        rung[slot] = now;
    }

    /** The rung to send, or {@link #NONE}. */
    public int rung(int slot) {
        return rung[slot];
    }

    /** Wanted and alive, but there is no room for it: the client is told {@code PAUSED}. */
    public boolean paused(int slot) {
        return starved[slot];
    }

    /** What the decided rungs weigh. */
    public long allocatedBps() {
        return allocatedBps;
    }

    /** What all would weigh if everything wanted fitted; for {@link BandwidthEstimator#wantedBps}. */
    public long wantedBps() {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            int slot = order[i];
            int best = Math.min(wanted[slot], RUNGS - 1);
            while (best >= 0 && weight(slot, best) == 0) {
                best--;
            }
            sum += best < 0 ? 0 : weight(slot, best);
        }
        return sum;
    }

    private long weight(int slot, int r) {
        return bps[slot * RUNGS + r];
    }

    private void sort() {
        count = 0;
        for (int slot = 0; slot < open.length; slot++) {
            if (!open[slot]) {
                continue;
            }
            int at = count++;
            while (at > 0 && before(slot, order[at - 1])) {
                order[at] = order[at - 1];
                at--;
            }
            order[at] = slot;
        }
    }

    private boolean before(int a, int b) {
        int byClass = classes[a].compareTo(classes[b]);
        return byClass != 0 ? byClass < 0 : priority[a] > priority[b];
    }

    private void grow() {
        int size = open.length * 2;
        classes = Arrays.copyOf(classes, size);
        priority = Arrays.copyOf(priority, size);
        wanted = Arrays.copyOf(wanted, size);
        rung = Arrays.copyOf(rung, size);
        candidate = Arrays.copyOf(candidate, size);
        open = Arrays.copyOf(open, size);
        starved = Arrays.copyOf(starved, size);
        bps = Arrays.copyOf(bps, size * RUNGS);
        climbedNanos = Arrays.copyOf(climbedNanos, size);
        fellNanos = Arrays.copyOf(fellNanos, size);
        holdNanos = Arrays.copyOf(holdNanos, size);
        order = Arrays.copyOf(order, size);
    }
}
