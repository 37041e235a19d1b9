package vn.nharong.media.receive;

import java.util.Arrays;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.rtcp.TwccWriter;

/**
 * Remembers when the packets of one peer arrived, by their transport-wide sequence number, and says so in feedback
 * packets (draft-holmer-rmcat-transport-wide-cc-extensions-01). Belongs to the thread of its transport; allocates
 * nothing after construction.
 *
 * <p>The user calls {@link #onPacket} for each packet that carries the extension; when {@link #nextFeedbackNanos} has
 * come it calls {@link #writeFeedback} until that returns 0, and sends each result in an RTCP packet.
 *
 * <p>A packet that comes after its number was reported lost is reported again with what lies between; senders take the
 * later word.
 */
public final class TwccRecorder {
    /** Time from the first unreported packet to its feedback: a sixth of a bad round trip, 20 small packets a second. */
    public static final long DEFAULT_INTERVAL_NANOS = 50_000_000;

    /** Numbers remembered; a larger jump forward starts anew. 8192 packets are over 8 s at 10 Mbit/s. */
    private static final int RING = 8192;

    /** A number this far behind is not reported any more: its sender has forgotten it. */
    private static final int LATE_LIMIT = 1000;

    private static final long ABSENT = Long.MIN_VALUE;

    private final long intervalNanos;
    private final TwccWriter writer = new TwccWriter();
    /** Made for the first packet: most of hundreds of participants only look on. */
    private long[] arrivals = {};

    private boolean started;
    private long highest;
    /** First number of the next feedback. */
    private long base;

    private int pending;
    private long dueNanos = Long.MAX_VALUE;
    private int feedbackCount;

    public TwccRecorder() {
        this(DEFAULT_INTERVAL_NANOS);
    }

    public TwccRecorder(long intervalNanos) {
        this.intervalNanos = intervalNanos;
    }

    /**
     * A packet came.
     *
     * @param seq16 transport-wide sequence number of its header extension
     */
    public void onPacket(int seq16, long nowNanos) {
        if (!started) {
            started = true;
            arrivals = new long[RING];
            Arrays.fill(arrivals, ABSENT);
            // One cycle up, so that packets reordered before the first are not negative.
            highest = 0x10000 + (seq16 & 0xffff) - 1;
            base = highest + 1;
        }
        long seq = highest + (short) (seq16 - (int) highest);
        if (seq > highest) {
            if (seq - highest >= RING) {
                Arrays.fill(arrivals, ABSENT);
                base = seq;
                pending = 0;
            } else {
                for (long s = highest + 1; s < seq; s++) {
                    arrivals[index(s)] = ABSENT;
                }
                if (seq - base >= RING) {
                    base = seq - RING + 1;
                }
            }
            highest = seq;
        } else if (seq <= highest - LATE_LIMIT || arrivals[index(seq)] != ABSENT) {
            return;
        }
        arrivals[index(seq)] = nowNanos;
        base = Math.min(base, seq);
        if (pending++ == 0) {
            dueNanos = nowNanos + intervalNanos;
        }
    }

    /** When a feedback is due; {@link Long#MAX_VALUE} when nothing came since the last. */
    public long nextFeedbackNanos() {
        return dueNanos;
    }

    /**
     * Writes one feedback over what came since the last, as one RTCP packet at {@code index} (at most
     * {@link TwccWriter#MAX_BYTES}); the buffer's length is left to the caller. Call again until it returns 0: a long gap
     * or many packets make more than one.
     *
     * @param senderSsrc our own
     * @param mediaSsrc any SSRC of the peer
     * @return bytes written, 0 when there is nothing to say
     */
    public int writeFeedback(PacketBuffer out, int index, long senderSsrc, long mediaSsrc) {
        if (pending == 0) {
            return 0;
        }
        long first = base;
        while (first <= highest && arrivals[index(first)] == ABSENT) {
            first++;
        }
        if (first > highest) {
            return done();
        }
        writer.begin((int) base & 0xffff, arrivals[index(first)]);
        long next = base;
        long seq = first;
        while (seq <= highest) {
            int gap = (int) (seq - next);
            if (gap > 0 && !writer.lost(gap) || !writer.add(arrivals[index(seq)])) {
                break;
            }
            next = seq + 1;
            seq++;
            while (seq <= highest && arrivals[index(seq)] == ABSENT) {
                seq++;
            }
        }
        if (next == base) {
            // Only the gap before the first packet did not fit, which the ring's size forbids; go on rather than stay.
            base = first;
            return 0;
        }
        base = next;
        if (base > highest) {
            done();
        }
        return writer.write(out, index, senderSsrc, mediaSsrc, feedbackCount++);
    }

    private int done() {
        pending = 0;
        dueNanos = Long.MAX_VALUE;
        return 0;
    }

    private static int index(long seq) {
        return (int) seq & RING - 1;
    }
}
