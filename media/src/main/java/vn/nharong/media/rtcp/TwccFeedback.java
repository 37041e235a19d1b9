package vn.nharong.media.rtcp;

import java.util.Arrays;
import vn.nharong.media.packet.PacketBuffer;

/**
 * One transport-wide congestion control feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1: RTPFB, FMT
 * 15), unpacked into arrays that are used again for the next one. Belongs to one thread; what it says holds until the
 * next {@link #parse}.
 *
 * <p>Packet {@code i} of {@code 0 until count()} has the transport-wide sequence number {@code baseSeq16() + i} modulo
 * 2^16 and was either {@link #received(int)} at {@link #arrivalMicros(int)} or not.
 */
public final class TwccFeedback {
    /** RTCP packet type RTPFB (RFC 4585 §6.1). */
    public static final int PACKET_TYPE = 205;

    /** Feedback message type of transport-wide feedback. */
    public static final int FORMAT = 15;

    /** Bytes before the packet chunks: RTCP header, two SSRC, base and count, reference time and feedback count. */
    static final int HEADER_BYTES = 20;

    /** One receive delta, in microseconds. */
    static final int TICK_MICROS = 250;

    /** Receive deltas in one unit of the reference time (64 ms). */
    static final int TICKS_PER_REFERENCE = 256;

    static final int NOT_RECEIVED = 0;
    static final int SMALL_DELTA = 1;
    static final int LARGE_DELTA = 2;

    private static final int LOST = Integer.MIN_VALUE;
    private static final int FIRST_CAPACITY = 256;

    /** Symbols while parsing, then ticks since the reference time, or {@link #LOST}. */
    private int[] ticks = new int[FIRST_CAPACITY];

    private int count;
    private int baseSeq16;
    private int referenceTime;
    private int feedbackCount;
    private long senderSsrc;
    private long mediaSsrc;
    private int receivedCount;

    /**
     * Reads one feedback packet.
     *
     * @param packet holds a compound RTCP packet
     * @param index of the first byte of this RTCP packet (its header)
     * @param length of this RTCP packet, header and padding included
     * @return false when it is not a well-formed transport-wide feedback; this object then reads as empty
     */
    public boolean parse(PacketBuffer packet, int index, int length) {
        count = 0;
        receivedCount = 0;
        if (index < 0 || length < HEADER_BYTES || length > packet.length() - index) {
            return false;
        }
        int first = packet.u8(index);
        if (first >> 6 != 2
                || (first & 0x1f) != FORMAT
                || packet.u8(index + 1) != PACKET_TYPE
                || (packet.u16(index + 2) + 1) * 4 != length) {
            return false;
        }
        int end = index + length;
        if ((first & 0x20) != 0) {
            int padding = packet.u8(end - 1);
            if (padding == 0 || padding > length - HEADER_BYTES) {
                return false;
            }
            end -= padding;
        }
        senderSsrc = packet.u32(index + 4);
        mediaSsrc = packet.u32(index + 8);
        baseSeq16 = packet.u16(index + 12);
        int statuses = packet.u16(index + 14);
        int word = packet.i32(index + 16);
        referenceTime = word >> 8;
        feedbackCount = word & 0xff;
        if (statuses == 0) {
            return false;
        }
        if (ticks.length < statuses) {
            // At most 65,535: rare, and bounded by the wire format.
            ticks = new int[Math.max(statuses, ticks.length * 2)];
        }
        int at = readSymbols(packet, index + HEADER_BYTES, end, statuses);
        if (at < 0 || !readDeltas(packet, at, end, statuses)) {
            receivedCount = 0;
            return false;
        }
        count = statuses;
        return true;
    }

    /** Returns the index after the chunks, or -1. */
    private int readSymbols(PacketBuffer packet, int from, int end, int statuses) {
        int at = from;
        int filled = 0;
        while (filled < statuses) {
            if (at + 2 > end) {
                return -1;
            }
            int chunk = packet.u16(at);
            at += 2;
            int left = statuses - filled;
            if ((chunk & 0x8000) == 0) {
                int run = chunk & 0x1fff;
                if (run == 0) {
                    return -1;
                }
                run = Math.min(run, left);
                Arrays.fill(ticks, filled, filled + run, chunk >> 13 & 3);
                filled += run;
            } else if ((chunk & 0x4000) == 0) {
                int symbols = Math.min(14, left);
                for (int i = 0; i < symbols; i++) {
                    ticks[filled++] = chunk >> (13 - i) & 1;
                }
            } else {
                int symbols = Math.min(7, left);
                for (int i = 0; i < symbols; i++) {
                    ticks[filled++] = chunk >> (12 - 2 * i) & 3;
                }
            }
        }
        return at;
    }

    private boolean readDeltas(PacketBuffer packet, int from, int end, int statuses) {
        int at = from;
        int now = 0;
        for (int i = 0; i < statuses; i++) {
            switch (ticks[i]) {
                case NOT_RECEIVED -> ticks[i] = LOST;
                case SMALL_DELTA -> {
                    if (at + 1 > end) {
                        return false;
                    }
                    now += packet.u8(at);
                    at++;
                    ticks[i] = now;
                    receivedCount++;
                }
                case LARGE_DELTA -> {
                    if (at + 2 > end) {
                        return false;
                    }
                    now += (short) packet.u16(at);
                    at += 2;
                    ticks[i] = now;
                    receivedCount++;
                }
                default -> {
                    return false;
                }
            }
        }
        return true;
    }

    /** Packets this feedback speaks of, received or not. */
    public int count() {
        return count;
    }

    /** How many of them were received. */
    public int receivedCount() {
        return receivedCount;
    }

    /** Transport-wide sequence number of packet 0. */
    public int baseSeq16() {
        return baseSeq16;
    }

    /** Transport-wide sequence number of packet {@code i}. */
    public int seq16(int i) {
        return baseSeq16 + i & 0xffff;
    }

    public boolean received(int i) {
        return ticks[i] != LOST;
    }

    /**
     * When packet {@code i} arrived, in microseconds of the receiver's own clock, whose reference time has 24 bits: it
     * wraps after {@link #CLOCK_WRAP_MICROS}. Meaningless for a packet not {@link #received(int)}.
     */
    public long arrivalMicros(int i) {
        return referenceTime * (64_000L) + (long) ticks[i] * TICK_MICROS;
    }

    /** After this long (some 12 days) the reference time of {@link #arrivalMicros} starts again. */
    public static final long CLOCK_WRAP_MICROS = (1L << 24) * 64_000;

    /** Signed 24-bit counter of 64 ms. */
    public int referenceTime() {
        return referenceTime;
    }

    /** Runs from 0 to 255 and around; a gap means a lost feedback. */
    public int feedbackCount() {
        return feedbackCount;
    }

    public long senderSsrc() {
        return senderSsrc;
    }

    public long mediaSsrc() {
        return mediaSsrc;
    }
}
