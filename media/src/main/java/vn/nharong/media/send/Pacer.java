package vn.nharong.media.send;

import org.jspecify.annotations.Nullable;
import vn.nharong.media.packet.PacketBuffer;

/**
 * Decides when packets to one client leave, so that a narrow line is not hit by bursts it has to queue or drop. Sound goes at
 * once; repairs before pictures; padding last, and only for a probe. On a line wider than what is wanted, packets leave in the
 * turn they came. Belongs to the thread of its transport; no clock inside, nothing allocated per packet.
 *
 * <p>Use: {@link #enqueue}, then {@link #poll} until null; again at {@link #nextSendNanos}. While {@link #probing}, ask {@link
 * #paddingWanted} when poll gave null, enqueue that much padding and poll again.
 */
public final class Pacer {
    /** What speaks for the target. */
    public enum Line {
        /** Nothing spoke against more: it is only what was tried so far. */
        UNTRIED,
        /** The line was found to delay or lose at more, or not to answer. */
        LIMITED,
        /** It is what the line was measured to carry. */
        FULL;

        public static Line of(boolean seenFull, boolean suspected) {
            return seenFull ? FULL : suspected ? LIMITED : UNTRIED;
        }
    }

    /** The pace over the target: a frame shall not be smeared over the whole time to the next. */
    public static final double FACTOR = 2.5;

    /** Size to make padding packets of; small, so that a probe costs a narrow line little. */
    public static final int PADDING_BYTES = 240;

    /** A picture packet that waited this long is dropped: the receiver has given it up, and can ask again. */
    public static final long MAX_AGE_NANOS = 1_000_000_000;

    /** The queue shall be empty after this long, whatever the target. */
    private static final double DRAIN_SECONDS = 0.25;

    /**
     * The same on a line that carries more than is wanted, or that nothing spoke against yet: a key frame shall not wait for an
     * estimate that nobody needed higher.
     */
    private static final double WIDE_DRAIN_SECONDS = 0.05;

    /**
     * The same for a line that was seen full: what leaves faster than it carries waits before it all the same, only that there
     * sound has to wait behind it.
     */
    private static final double FULL_FACTOR = 1.2;

    private static final double FULL_DRAIN_SECONDS = 0.8;

    private static final double BURST_SECONDS = 0.005;
    private static final double WIDE_BURST_SECONDS = 0.04;
    private static final int MIN_BURST_BYTES = 1_400;
    private static final int QUEUE_PACKETS = 1024;
    private static final int SMALL_QUEUE_PACKETS = 128;

    private final int overheadBytes;
    private final PacketQueue audio = new PacketQueue(SMALL_QUEUE_PACKETS);
    private final PacketQueue repairs = new PacketQueue(SMALL_QUEUE_PACKETS * 2);
    private final PacketQueue video = new PacketQueue(QUEUE_PACKETS);
    private final PacketQueue padding = new PacketQueue(SMALL_QUEUE_PACKETS);

    private double bytesPerNano;
    private double drainNanos = DRAIN_SECONDS * 1e9;
    /** What empties the queue in time, as of its longest since it was empty: a pace that fell with the queue never would. */
    private double drainPace;

    private double burstBytes = MIN_BURST_BYTES;
    private double level = MIN_BURST_BYTES;
    private long refilledNanos;
    private boolean refilled;

    private int probeCluster;
    private long probeBps;
    private int probeBytes;
    private int probePackets;
    private long probeStartNanos;
    private long probeSentBytes;
    private int probeSentPackets;
    private int polledCluster;

    /** In all queues. */
    private int waiting;

    private long dropped;
    private long maxWaitNanos;

    /** @param overheadBytes what the line carries with each packet beside its own bytes; rates count it */
    public Pacer(int overheadBytes) {
        this.overheadBytes = overheadBytes;
    }

    /**
     * Sets the pace.
     *
     * @param targetBps what the line carries
     * @param wantedBps what would be sent if it carried all; when less than the target there is nothing to smooth
     */
    public void rates(long targetBps, long wantedBps, Line line) {
        boolean wide = targetBps >= wantedBps;
        boolean careful = line == Line.FULL && !wide;
        bytesPerNano = targetBps * (careful ? FULL_FACTOR : FACTOR) / 8e9;
        double drainSeconds =
                careful ? FULL_DRAIN_SECONDS : wide || line == Line.UNTRIED ? WIDE_DRAIN_SECONDS : DRAIN_SECONDS;
        if (drainNanos != drainSeconds * 1e9) {
            drainNanos = drainSeconds * 1e9;
            drainPace = 0;
        }
        double seconds = wide ? WIDE_BURST_SECONDS : BURST_SECONDS;
        burstBytes = Math.max(MIN_BURST_BYTES, bytesPerNano * 1e9 * seconds);
        level = Math.min(level, burstBytes);
    }

    /**
     * Takes a packet over.
     *
     * @return false when its queue is full; the packet then stays the caller's
     */
    public boolean enqueue(PacketBuffer packet, SendClass sendClass, long nowNanos) {
        PacketQueue queue = switch (sendClass) {
            case AUDIO -> audio;
            case RETRANSMISSION -> repairs;
            case VIDEO -> video;
            case PADDING -> padding;
        };
        if (!queue.add(packet, nowNanos)) {
            dropped++;
            return false;
        }
        waiting++;
        return true;
    }

    /**
     * A packet before which nothing waits, as if it were enqueued and polled at once: on a line that is wide enough that is nearly
     * every one, and of hundreds of pacers none has its queues in the cache.
     *
     * @return whether it leaves now; else it is to be enqueued
     */
    public boolean passes(int lengthBytes, SendClass sendClass, long nowNanos) {
        if (waiting > 0 || probeCluster != 0) {
            return false;
        }
        refill(nowNanos);
        if (level <= 0 && sendClass != SendClass.AUDIO) {
            return false;
        }
        drainPace = 0;
        level = Math.max(level - (lengthBytes + overheadBytes), -2 * burstBytes);
        polledCluster = 0;
        return true;
    }

    /** The next packet to leave now, the caller's from then on, or null. */
    public @Nullable PacketBuffer poll(long nowNanos) {
        refill(nowNanos);
        PacketQueue queue = choose(nowNanos);
        if (queue == null) {
            return null;
        }
        maxWaitNanos = Math.max(maxWaitNanos, nowNanos - queue.firstSinceNanos());
        PacketBuffer packet = queue.remove();
        if (packet == null) {
            return null;
        }
        waiting--;
        if (video.isEmpty() && repairs.isEmpty()) {
            drainPace = 0; // the next frame is not hurried by what a key frame needed
        }
        // Sound may overdraw, but not so far that pictures pay for it long.
        int size = packet.length() + overheadBytes;
        level = Math.max(level - size, -2 * burstBytes);
        // Nobody tells when sound arrives (see RtpSender): it can't be part of what is measured.
        polledCluster = queue == audio ? 0 : probeCluster;
        if (polledCluster != 0) {
            if (probeSentPackets == 0) {
                probeStartNanos = nowNanos;
            }
            probeSentBytes += size;
            probeSentPackets++;
            if (probeSentBytes >= probeBytes && probeSentPackets >= probePackets) {
                probeCluster = 0;
            }
        }
        return packet;
    }

    private @Nullable PacketQueue choose(long nowNanos) {
        if (!audio.isEmpty()) {
            return audio;
        }
        while (!video.isEmpty() && nowNanos - video.firstSinceNanos() > MAX_AGE_NANOS) {
            PacketBuffer old = video.remove();
            if (old != null) {
                old.release();
            }
            waiting--;
            dropped++;
        }
        if (probeCluster != 0 ? probeDueNanos(nowNanos) > nowNanos : level <= 0) {
            return null;
        }
        if (!repairs.isEmpty()) {
            return repairs;
        }
        if (!video.isEmpty()) {
            return video;
        }
        return padding.isEmpty() ? null : padding;
    }

    /** Probe cluster of the packet last polled, 0 for none; goes to the estimator with it. */
    public int polledCluster() {
        return polledCluster;
    }

    /** Starts a probe; ends by itself when enough has been sent, or when nothing was there to send it with. */
    public void probe(int cluster, long bitrateBps, int minBytes, int minPackets, long nowNanos) {
        probeCluster = cluster;
        probeBps = bitrateBps;
        probeBytes = minBytes;
        probePackets = minPackets;
        probeStartNanos = nowNanos;
        probeSentBytes = 0;
        probeSentPackets = 0;
    }

    public boolean probing() {
        return probeCluster != 0;
    }

    /** Bytes of padding to enqueue now for the running probe, 0 for none. */
    public int paddingWanted(long nowNanos) {
        if (probeCluster == 0
                || !repairs.isEmpty()
                || !video.isEmpty()
                || !padding.isEmpty()
                || probeDueNanos(nowNanos) > nowNanos) {
            return 0;
        }
        return PADDING_BYTES;
    }

    private long probeDueNanos(long nowNanos) {
        return probeSentPackets == 0
                ? Math.min(nowNanos, probeStartNanos)
                : probeStartNanos + (long) (probeSentBytes * 8e9 / probeBps);
    }

    /** When to poll again, or {@link Long#MAX_VALUE} when nothing waits; not later than a packet may leave. */
    public long nextSendNanos(long nowNanos) {
        if (!audio.isEmpty()) {
            return nowNanos;
        }
        if (probeCluster != 0) {
            return Math.max(nowNanos, probeDueNanos(nowNanos));
        }
        if (repairs.isEmpty() && video.isEmpty() && padding.isEmpty()) {
            return Long.MAX_VALUE;
        }
        refill(nowNanos);
        return level > 0 ? nowNanos : nowNanos + (long) (-level / pace()) + 1;
    }

    /** Gives up a probe for which no padding could be made. */
    public void cancelProbe() {
        probeCluster = 0;
    }

    private void refill(long nowNanos) {
        if (!refilled) {
            refilled = true;
            refilledNanos = nowNanos;
            level = burstBytes;
        }
        long passed = nowNanos - refilledNanos;
        if (passed > 0) {
            level = Math.min(burstBytes, level + passed * pace());
            refilledNanos = nowNanos;
        }
    }

    private double pace() {
        if (waiting > 0) {
            long bytes = video.bytes() + repairs.bytes() + (long) (video.size() + repairs.size()) * overheadBytes;
            drainPace = Math.max(drainPace, bytes / drainNanos);
        }
        return Math.max(Math.max(bytesPerNano, drainPace), 1e-6);
    }

    /** Packets that wait. */
    public int queued() {
        return waiting;
    }

    /** Packets refused because a queue was full or dropped because they waited too long. */
    public long dropped() {
        return dropped;
    }

    /** The longest any packet waited here since the last call, in nanoseconds. */
    public long takeMaxWaitNanos() {
        long max = maxWaitNanos;
        maxWaitNanos = 0;
        return max;
    }

    /** Releases all that waits. */
    public void clear() {
        for (PacketQueue queue : new PacketQueue[] {audio, repairs, video, padding}) {
            for (PacketBuffer packet = queue.remove(); packet != null; packet = queue.remove()) {
                packet.release();
            }
        }
        waiting = 0;
        probeCluster = 0;
    }
}
