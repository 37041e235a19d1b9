package vn.nharong.media.receive;

import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.rtcp.RtcpWriter;
import vn.nharong.media.rtp.MediaKind;

/**
 * Remembers which packets of one stream are missing and when to ask for them (RFC 4585 §6.2.1). A bounded ring of
 * extended sequence numbers; no allocation after construction.
 */
public final class NackGenerator {
    /** Missing packets remembered; beyond, the oldest are given up (a key frame is cheaper then). */
    private static final int CAPACITY = 256;
    /** Asked at most so often. */
    private static final int MAX_TRIES = 10;

    private static final int MAX_SOUND_TRIES = 20;
    /** A hole larger than this is a restart or an outage, not loss. */
    private static final int MAX_GAP = 512;
    /** Before the first request, so that mere reordering is not answered with a retransmission. */
    private static final long REORDER_WAIT_NANOS = 8_000_000;
    /** A packet is asked for again after this or a round trip and a half, whichever is longer. */
    private static final long MIN_RETRY_NANOS = 30_000_000;

    private static final long MIN_SOUND_RETRY_NANOS = 20_000_000;

    /**
     * Sound that comes later than this is played by nobody who keeps a usual buffer: it is asked for once, for who keeps a larger
     * one, and no more. On a line that is slow because it is full each repetition takes the room of a packet that would be in
     * time.
     */
    private static final long LATE_SOUND_NANOS = 250_000_000;
    /** After that nobody plays it any more. */
    private static final long GIVE_UP_NANOS = 1_500_000_000L;

    private final long reorderWaitNanos;
    private final long minRetryNanos;
    private final int maxTries;
    private final int maxLateTries;
    private final long[] missing = new long[CAPACITY];
    private final long[] sinceNanos = new long[CAPACITY];
    private final long[] askedNanos = new long[CAPACITY];
    private final byte[] tries = new byte[CAPACITY];
    private int count;
    private long highest = -1;
    private boolean gaveUp;
    private boolean fresh;
    private long requested;
    private int found;
    /** How long an answer takes, smoothed as RFC 6298 §2.3 does; 0 before the first. */
    private long answerNanos;

    /**
     * Packets of sound are 20 ms apart: a line that reorders them would be a strange one, and a listener plays them some
     * 60 ms after. So they are asked for at once, and more often.
     */
    public NackGenerator(MediaKind kind) {
        boolean sound = kind == MediaKind.AUDIO;
        reorderWaitNanos = sound ? 0 : REORDER_WAIT_NANOS;
        minRetryNanos = sound ? MIN_SOUND_RETRY_NANOS : MIN_RETRY_NANOS;
        maxTries = sound ? MAX_SOUND_TRIES : MAX_TRIES;
        maxLateTries = sound ? 1 : MAX_TRIES;
    }

    /**
     * @param extSeq extended sequence number of an arrived packet
     * @return true when it filled a hole
     */
    public boolean onPacket(long extSeq, long nowNanos) {
        if (highest < 0) {
            highest = extSeq;
            return false;
        }
        if (extSeq > highest) {
            long gap = extSeq - highest - 1;
            if (gap > MAX_GAP) {
                count = 0;
                gaveUp = true;
            } else {
                for (long seq = highest + 1; seq < extSeq; seq++) {
                    add(seq, nowNanos);
                }
            }
            highest = extSeq;
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (missing[i] == extSeq) {
                if (tries[i] == 1) { // of several requests it is not known which was answered (Karn)
                    long took = nowNanos - askedNanos[i];
                    answerNanos = answerNanos == 0 ? took : (answerNanos * 7 + took) / 8;
                }
                remove(i);
                return true;
            }
        }
        return false;
    }

    /** Whether packets were given up since the last call: the picture needs a key frame. */
    public boolean takeGaveUp() {
        boolean was = gaveUp;
        gaveUp = false;
        return was;
    }

    /** Packets asked for, counting repetitions. */
    public long requested() {
        return requested;
    }

    /** Packets found missing since the last call. */
    public int takeFound() {
        int was = found;
        found = 0;
        return was;
    }

    /** How long an answer takes to come, in nanoseconds; 0 when none came yet. */
    public long answerNanos() {
        return answerNanos;
    }

    public boolean empty() {
        return count == 0;
    }

    /** Whether a hole was found since the last {@link #write}. */
    public boolean fresh() {
        return fresh;
    }

    /** When a hole found now may be asked for. */
    public long firstRequestNanos(long nowNanos) {
        return nowNanos + reorderWaitNanos;
    }

    /**
     * Appends what is due to {@code rtcp}.
     *
     * @param rttNanos a guess, until answers have shown how long they take
     * @return whether anything was written
     */
    public boolean write(PacketBuffer rtcp, int from, int about, long rttNanos, long nowNanos) {
        fresh = false;
        long answer = answerNanos > 0 ? answerNanos : rttNanos;
        long retry = Math.max(minRetryNanos, answer + answer / 2);
        int most = answer > LATE_SOUND_NANOS ? maxLateTries : maxTries;
        int at = -1;
        long entry = -1;
        int mask = 0;
        for (int i = 0; i < count; ) {
            long age = nowNanos - sinceNanos[i];
            // One that was asked for the last time may still come.
            boolean waits = tries[i] > 0 && nowNanos - askedNanos[i] < retry;
            if (age > GIVE_UP_NANOS || tries[i] >= most && (tries[i] >= maxTries || !waits)) {
                remove(i);
                gaveUp = true;
                continue;
            }
            boolean due = tries[i] == 0 ? age >= reorderWaitNanos : nowNanos - askedNanos[i] >= retry;
            if (due) {
                if (at < 0) {
                    at = RtcpWriter.nack(rtcp, from, about);
                    if (at < 0) {
                        return false;
                    }
                }
                long seq = missing[i];
                if (entry >= 0 && seq > entry && seq - entry <= 16) {
                    mask |= 1 << (int) (seq - entry - 1);
                } else {
                    if (entry >= 0 && !RtcpWriter.nackEntry(rtcp, at, (int) entry & 0xffff, mask)) {
                        return true;
                    }
                    entry = seq;
                    mask = 0;
                }
                tries[i]++;
                askedNanos[i] = nowNanos;
                requested++;
            }
            i++;
        }
        if (entry >= 0) {
            RtcpWriter.nackEntry(rtcp, at, (int) entry & 0xffff, mask);
        }
        return at >= 0;
    }

    private void add(long seq, long nowNanos) {
        if (count == CAPACITY) {
            remove(0);
            gaveUp = true;
        }
        fresh = true;
        found++;
        missing[count] = seq;
        sinceNanos[count] = nowNanos;
        askedNanos[count] = 0;
        tries[count] = 0;
        count++;
    }

    private void remove(int index) {
        int tail = count - index - 1;
        System.arraycopy(missing, index + 1, missing, index, tail);
        System.arraycopy(sinceNanos, index + 1, sinceNanos, index, tail);
        System.arraycopy(askedNanos, index + 1, askedNanos, index, tail);
        System.arraycopy(tries, index + 1, tries, index, tail);
        count--;
    }
}
