package vn.nharong.media.rtcp;

import vn.nharong.media.packet.PacketBuffer;

/**
 * Builds one transport-wide congestion control feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1).
 * {@link #begin}, then for each sequence number in order {@link #add} or {@link #lost}, then {@link #write}. Belongs to
 * one thread; allocates nothing after construction.
 */
public final class TwccWriter {
    /** Sequence numbers one feedback may speak of. */
    public static final int MAX_STATUSES = 16_384;

    /** A feedback stays under this many bytes, so that SRTCP and a compound around it fit a datagram. */
    public static final int MAX_BYTES = 1_100;

    private static final int TICK_NANOS = TwccFeedback.TICK_MICROS * 1_000;
    private static final int RUN_MAX = 0x1fff;

    private final byte[] symbols = new byte[MAX_STATUSES];
    private final short[] deltas = new short[MAX_BYTES];
    private int statuses;
    private int received;
    private int baseSeq16;
    private int deltaBytes;
    /** Upper bound of the symbols that vector chunks will have to carry, and of run-length chunks. */
    private int vectorSymbols;

    private int runs;
    private long referenceTime;
    private long lastTicks;

    /**
     * Starts a feedback.
     *
     * @param baseSeq16 sequence number of the first packet added or lost
     * @param firstArrivalNanos arrival of the first packet that will be added; any monotonic clock
     */
    public void begin(int baseSeq16, long firstArrivalNanos) {
        this.baseSeq16 = baseSeq16;
        statuses = 0;
        received = 0;
        deltaBytes = 0;
        vectorSymbols = 0;
        runs = 0;
        referenceTime = Math.floorDiv(ticks(firstArrivalNanos), (long) TwccFeedback.TICKS_PER_REFERENCE);
        lastTicks = referenceTime * TwccFeedback.TICKS_PER_REFERENCE;
    }

    /**
     * The next sequence number arrived.
     *
     * @return false, and nothing changed, when it does not fit: the packet is full or the step in time is over 8 s
     */
    public boolean add(long arrivalNanos) {
        long now = ticks(arrivalNanos);
        long delta = now - lastTicks;
        if (delta < Short.MIN_VALUE || delta > Short.MAX_VALUE || statuses == MAX_STATUSES) {
            return false;
        }
        int bytes = delta >= 0 && delta <= 0xff ? 1 : 2;
        if (bound(vectorSymbols + 1, runs, deltaBytes + bytes) > MAX_BYTES) {
            return false;
        }
        symbols[statuses++] = (byte) (bytes == 1 ? TwccFeedback.SMALL_DELTA : TwccFeedback.LARGE_DELTA);
        deltas[received++] = (short) delta;
        deltaBytes += bytes;
        vectorSymbols++;
        lastTicks = now;
        return true;
    }

    /**
     * The next {@code count} sequence numbers did not arrive.
     *
     * @return false, and nothing changed, when they do not fit
     */
    public boolean lost(int count) {
        if (count > MAX_STATUSES - statuses) {
            return false;
        }
        // A vector chunk before a run takes at most 13 of its symbols; what is left goes into run-length chunks.
        int inVectors = Math.min(count, 13);
        int inRuns = (count + RUN_MAX - 1) / RUN_MAX;
        if (bound(vectorSymbols + inVectors, runs + inRuns, deltaBytes) > MAX_BYTES) {
            return false;
        }
        java.util.Arrays.fill(symbols, statuses, statuses + count, (byte) TwccFeedback.NOT_RECEIVED);
        statuses += count;
        vectorSymbols += inVectors;
        runs += inRuns;
        return true;
    }

    /** Packets added as received. */
    public int receivedCount() {
        return received;
    }

    /** Sequence numbers spoken of. */
    public int count() {
        return statuses;
    }

    /**
     * Writes the feedback as one RTCP packet at {@code index}. Does not change the buffer's length.
     *
     * @return bytes written, a multiple of 4, at most {@link #MAX_BYTES}; 0 when nothing was received since {@link #begin}
     *     (a feedback has a reference time only through a received packet)
     */
    public int write(PacketBuffer out, int index, long senderSsrc, long mediaSsrc, int feedbackCount) {
        if (received == 0) {
            return 0;
        }
        int at = writeDeltas(out, writeChunks(out, index + TwccFeedback.HEADER_BYTES));
        // Plain zeros, as the draft draws them: the P bit would be allowed in the last packet of a compound only.
        while ((at - index & 3) != 0) {
            out.u8(at++, 0);
        }
        int length = at - index;
        out.u8(index, 2 << 6 | TwccFeedback.FORMAT);
        out.u8(index + 1, TwccFeedback.PACKET_TYPE);
        out.u16(index + 2, length / 4 - 1);
        out.i32(index + 4, (int) senderSsrc);
        out.i32(index + 8, (int) mediaSsrc);
        out.u16(index + 12, baseSeq16);
        out.u16(index + 14, statuses);
        out.i32(index + 16, (int) (referenceTime << 8) | feedbackCount & 0xff);
        return length;
    }

    private int writeChunks(PacketBuffer out, int from) {
        int at = from;
        int i = 0;
        while (i < statuses) {
            int symbol = symbols[i];
            int run = 1;
            while (i + run < statuses && run < RUN_MAX && symbols[i + run] == symbol) {
                run++;
            }
            int left = statuses - i;
            int oneBit = oneBitSymbols(i);
            int chunk;
            int taken;
            if (run >= Math.min(left, oneBit >= 14 ? 14 : 7)) {
                taken = run;
                chunk = symbol << 13 | run;
            } else if (oneBit >= Math.min(left, 14)) {
                taken = oneBit;
                chunk = 0x8000;
                for (int k = 0; k < taken; k++) {
                    chunk |= symbols[i + k] << (13 - k);
                }
            } else {
                taken = Math.min(7, left);
                chunk = 0xc000;
                for (int k = 0; k < taken; k++) {
                    chunk |= symbols[i + k] << (12 - 2 * k);
                }
            }
            out.u16(at, chunk);
            at += 2;
            i += taken;
        }
        return at;
    }

    /** How many symbols from {@code i} on, at most 14, a one-bit vector can carry. */
    private int oneBitSymbols(int i) {
        int end = Math.min(14, statuses - i);
        int n = 0;
        while (n < end && symbols[i + n] != TwccFeedback.LARGE_DELTA) {
            n++;
        }
        return n;
    }

    private int writeDeltas(PacketBuffer out, int from) {
        int at = from;
        int k = 0;
        for (int i = 0; i < statuses; i++) {
            if (symbols[i] == TwccFeedback.SMALL_DELTA) {
                out.u8(at++, deltas[k++]);
            } else if (symbols[i] == TwccFeedback.LARGE_DELTA) {
                out.u16(at, deltas[k++]);
                at += 2;
            }
        }
        return at;
    }

    /** Bytes the feedback takes at most: each chunk but the last carries seven vector symbols or more, or is a run. */
    private static int bound(int vectorSymbols, int runs, int deltaBytes) {
        return TwccFeedback.HEADER_BYTES + 2 * ((vectorSymbols + 6) / 7 + runs + 1) + deltaBytes + 3;
    }

    private static long ticks(long nanos) {
        return Math.floorDiv(nanos, (long) TICK_NANOS);
    }
}
