package vn.nharong.media.sctp;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The data half of an association, from the moment the peer is known: DATA, SACK, FORWARD-TSN and RE-CONFIG in and out,
 * with the timers T3-rtx, delayed SACK and stream reset.
 */
final class DataTransfer {
    private static final long NEVER = Long.MAX_VALUE;

    /** RFC 9260 §6.2 allows 500 ms; short, because the peer measures its round trip by it. */
    private static final long SACK_DELAY_NANOS = 40_000_000L;

    /** Bytes of a DATA chunk before its payload. */
    private static final int DATA_HEADER = 16;

    /** A RE-CONFIG chunk with a response and a full request. */
    private static final int MAX_RE_CONFIG = 4 + 12 + 16 + 2 * 256;

    /**
     * Why the association must be aborted (RFC 9260 §3.3.10).
     *
     * @param cause error cause code
     */
    record Breach(int cause, String reason, int detail) {}

    private final OutgoingMessages messages;
    private final RetransmissionTimeout timeout;
    private final Outbound outbound;
    private final Inbound inbound;
    private final StreamResets resets;
    private final int inStreams;
    private int unacknowledgedPackets;
    private boolean sackDue;
    private long sackAt = NEVER;
    private long retransmitAt = NEVER;

    DataTransfer(
            OutgoingMessages messages,
            RetransmissionTimeout timeout,
            Outbound outbound,
            Inbound inbound,
            StreamResets resets,
            int inStreams) {
        this.messages = messages;
        this.timeout = timeout;
        this.outbound = outbound;
        this.inbound = inbound;
        this.resets = resets;
        this.inStreams = inStreams;
    }

    StreamResets resets() {
        return resets;
    }

    int cumulativeTsn() {
        return (int) inbound.cumulative();
    }

    /** Whether everything that was to be sent has been sent and acknowledged. */
    boolean drained(long nowNanos) {
        return messages.current(nowNanos) == null && !outbound.outstanding();
    }

    long nextTimeoutNanos() {
        return Math.min(Math.min(sackAt, retransmitAt), resets.deadlineNanos());
    }

    /** Whether T3-rtx is up; the association counts it as an error before {@link #retransmit}. */
    boolean retransmissionDue(long nowNanos) {
        return nowNanos >= retransmitAt;
    }

    void retransmit(long nowNanos) {
        retransmitAt = NEVER;
        timeout.backOff();
        outbound.onTimeout(nowNanos);
    }

    /** The other two timers. */
    void handleTimeout(long nowNanos) {
        if (nowNanos >= sackAt) {
            sackAt = NEVER;
            sackDue = true;
        }
        resets.handleTimeout(nowNanos);
    }

    Optional<Breach> onData(int flags, ByteBuffer value) {
        if (value.remaining() < 12) {
            return Optional.empty();
        }
        int tsn = value.getInt();
        int stream = value.getShort() & 0xffff;
        int ssn = value.getShort() & 0xffff;
        int ppid = value.getInt();
        if (value.remaining() == 0) {
            return Optional.of(new Breach(9, "the peer sent a DATA chunk without data", tsn));
        }
        if (stream >= inStreams) {
            return Optional.empty();
        }
        byte[] payload = new byte[value.remaining()];
        value.get(payload);
        switch (inbound.onData(tsn, flags, stream, ssn, ppid, payload)) {
            case TAKEN -> sackDue |= (flags & ChunkType.IMMEDIATE) != 0;
            case SACK_NOW -> sackDue = true;
            case VIOLATION -> {
                return Optional.of(new Breach(13, "the peer's message is too large", 0));
            }
        }
        return Optional.empty();
    }

    /** The end of a packet that had DATA: every second one is acknowledged at once (RFC 9260 §6.2). */
    void onDataPacketEnd(long nowNanos) {
        unacknowledgedPackets++;
        if (unacknowledgedPackets >= 2) {
            sackDue = true;
        } else if (sackAt == NEVER) {
            sackAt = nowNanos + SACK_DELAY_NANOS;
        }
    }

    /** Whether the cumulative point moved: the peer is alive. */
    boolean onSack(ByteBuffer value, long nowNanos) {
        if (value.remaining() < 12) {
            return false;
        }
        long cumulative = Serial.extend(outbound.lastAssignedTsn(), value.getInt());
        long window = value.getInt() & 0xffff_ffffL;
        int count = value.getShort() & 0xffff;
        value.getShort();
        long[] blocks = readBlocks(value, cumulative, count);
        if (blocks == null) {
            return false;
        }
        boolean moved = outbound.onSack(cumulative, window, blocks, count, nowNanos);
        long roundTrip = outbound.takeRoundTrip();
        if (roundTrip >= 0) {
            timeout.onRoundTrip(roundTrip);
        }
        if (moved || !outbound.outstanding()) {
            retransmitAt = NEVER;
        }
        return moved;
    }

    /** First and last TSN of each block; null when they are out of order or name what was never sent. */
    private long @Nullable [] readBlocks(ByteBuffer value, long cumulative, int count) {
        if (value.remaining() < 4 * count) {
            return null;
        }
        long[] blocks = new long[2 * count];
        long last = cumulative;
        for (int i = 0; i < count; i++) {
            blocks[2 * i] = cumulative + (value.getShort() & 0xffff);
            blocks[2 * i + 1] = cumulative + (value.getShort() & 0xffff);
            if (blocks[2 * i] <= last || blocks[2 * i + 1] < blocks[2 * i]) {
                return null;
            }
            last = blocks[2 * i + 1];
        }
        return last > outbound.lastAssignedTsn() ? null : blocks;
    }

    void onForward(ByteBuffer value) {
        if (value.remaining() < 4) {
            return;
        }
        inbound.forward(value.getInt());
        while (value.remaining() >= 4) {
            int stream = value.getShort() & 0xffff;
            int ssn = value.getShort() & 0xffff;
            if (stream < inStreams) {
                inbound.skip(stream, ssn);
            }
        }
        sackDue = true;
    }

    void onReConfig(ByteBuffer value) {
        resets.onChunk(value, inStreams);
    }

    /** As much as fits and may be sent now: SACK, resets, FORWARD-TSN, DATA. */
    void write(PacketWriter packet, long nowNanos) {
        if (sackDue && packet.room() >= DATA_HEADER) {
            inbound.writeSack(packet);
            sackDue = false;
            sackAt = NEVER;
            unacknowledgedPackets = 0;
        }
        if (resets.hasSomethingToSend() && packet.room() >= MAX_RE_CONFIG) {
            resets.write(packet, nowNanos);
        }
        writeForward(packet);
        Outbound.Chunk chunk = outbound.next(packet.room() - DATA_HEADER, nowNanos);
        while (chunk != null) {
            OutgoingMessages.Message message = chunk.message;
            packet.begin(ChunkType.DATA, chunk.flags())
                    .i32((int) chunk.tsn)
                    .u16(message.stream)
                    .u16(message.ordered ? message.ssn : 0)
                    .i32(message.ppid)
                    .put(message.payload, chunk.offset, chunk.length)
                    .end();
            chunk = outbound.next(packet.room() - DATA_HEADER, nowNanos);
        }
        // Giving up while choosing what to repeat may have moved the point.
        writeForward(packet);
        if (retransmitAt == NEVER && outbound.outstanding()) {
            retransmitAt = nowNanos + timeout.nanos();
        }
    }

    private void writeForward(PacketWriter packet) {
        int room = packet.room() - 8;
        long forward = room < 4 ? -1 : outbound.takeForward();
        if (forward < 0) {
            return;
        }
        packet.begin(ChunkType.FORWARD_TSN, 0).i32((int) forward);
        for (Map.Entry<Integer, Integer> stream :
                outbound.forwardedStreams(room / 4).entrySet()) {
            packet.u16(stream.getKey()).u16(stream.getValue());
        }
        packet.end();
    }
}
