package vn.nharong.media.sctp;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.nharong.media.sctp.OutgoingMessages.Message;

/**
 * What is under way: numbering, congestion window, loss detection, retransmission, giving up (RFC 9260 §6 and §7, RFC
 * 3758). Knows no packets and no timers; the association asks {@link #next} as long as there is something to send.
 * A receiver that takes back a gap block (reneging) is not believed: none of WebRTC's does.
 */
final class Outbound {
    /** Payload of a full DATA chunk: a packet less common and chunk header, a multiple of four. */
    static final int MAX_FRAGMENT = SctpAssociation.MAX_PACKET - PacketWriter.HEADER - 16;

    private static final int MTU = SctpAssociation.MAX_PACKET;
    private static final int INITIAL_WINDOW = Math.min(4 * MTU, Math.max(2 * MTU, 4404));

    /** Data channels need no more, and a burst of it fits the queue of the DTLS endpoint. */
    private static final int MAX_WINDOW = 128 * 1024;

    private static final int MISSING_REPORTS = 3;

    private enum State {
        IN_FLIGHT,
        LOST,
        ACKED,
        ABANDONED
    }

    /** A DATA chunk with a TSN. */
    static final class Chunk {
        final long tsn;
        final Message message;
        final int offset;
        final int length;
        private State state = State.IN_FLIGHT;
        private int transmissions;
        private int missing;
        private boolean fastRetransmitted;
        private long sentAtNanos;

        private Chunk(long tsn, Message message, int offset, int length) {
            this.tsn = tsn;
            this.message = message;
            this.offset = offset;
            this.length = length;
        }

        int flags() {
            return (offset == 0 ? ChunkType.BEGIN : 0)
                    | (offset + length == message.payload.length ? ChunkType.END : 0)
                    | (message.ordered ? 0 : ChunkType.UNORDERED);
        }
    }

    private final OutgoingMessages messages;
    private final boolean peerUnderstandsForward;
    /** All chunks above the cumulative acknowledgement, by TSN. */
    private final ArrayDeque<Chunk> chunks = new ArrayDeque<>();

    private long nextTsn;
    private long acknowledged;
    private long advanced;
    private boolean forwardDue;
    private int lost;
    private int flightBytes;
    private int window = INITIAL_WINDOW;
    private int threshold = Integer.MAX_VALUE;
    private int partialBytesAcknowledged;
    private boolean fastRecovery;
    private long recoveryExit;
    private boolean fastRetransmitDue;
    private long peerWindow;
    private long roundTripNanos = -1;

    Outbound(OutgoingMessages messages, long initialTsn, long peerWindow, boolean peerUnderstandsForward) {
        this.messages = messages;
        this.nextTsn = initialTsn;
        this.acknowledged = initialTsn - 1;
        this.advanced = acknowledged;
        this.peerWindow = peerWindow;
        this.peerUnderstandsForward = peerUnderstandsForward;
    }

    long lastAssignedTsn() {
        return nextTsn - 1;
    }

    /** Whether T3-rtx must run: something is not acknowledged or a FORWARD-TSN has not been understood. */
    boolean outstanding() {
        return !chunks.isEmpty() || advanced > acknowledged;
    }

    /** A round trip measured by the last SACK (never of a retransmitted chunk), or -1; asked for once. */
    long takeRoundTrip() {
        long taken = roundTripNanos;
        roundTripNanos = -1;
        return taken;
    }

    /**
     * The next chunk that congestion and peer allow, counted as sent, or null.
     *
     * @param room bytes of payload that fit the packet in the making
     */
    @Nullable
    Chunk next(int room, long nowNanos) {
        if (lost > 0) {
            Chunk chunk = nextLost(room, nowNanos);
            if (chunk != null || lost > 0) {
                return chunk;
            }
        }
        Message message = messages.current(nowNanos);
        if (message == null || flightBytes >= window) {
            return null;
        }
        int length = Math.min(message.payload.length - message.offset, MAX_FRAGMENT);
        // A window of zero is probed with one chunk (RFC 9260 §6.1 A).
        if (length > room || (length > peerWindow && flightBytes > 0)) {
            return null;
        }
        Chunk chunk = new Chunk(nextTsn++, message, message.offset, length);
        messages.sent(message, length);
        chunks.addLast(chunk);
        transmit(chunk, nowNanos);
        return chunk;
    }

    private @Nullable Chunk nextLost(int room, long nowNanos) {
        for (Chunk chunk : chunks) {
            if (chunk.state != State.LOST) {
                continue;
            }
            if (exhausted(chunk, nowNanos)) {
                abandon(chunk.message);
                advance();
                continue;
            }
            // The first fast retransmission does not ask the window (RFC 9260 §7.2.4).
            if (chunk.length > room || (flightBytes >= window && !fastRetransmitDue)) {
                return null;
            }
            fastRetransmitDue = false;
            lost--;
            chunk.state = State.IN_FLIGHT;
            transmit(chunk, nowNanos);
            return chunk;
        }
        return null;
    }

    private void transmit(Chunk chunk, long nowNanos) {
        chunk.transmissions++;
        chunk.missing = 0;
        chunk.sentAtNanos = nowNanos;
        flightBytes += chunk.length;
        peerWindow = Math.max(0, peerWindow - chunk.length);
    }

    /**
     * A SACK (RFC 9260 §6.2.1).
     *
     * @param blocks first and last TSN of each gap block, ascending
     * @param blockCount pairs in {@code blocks}
     * @return whether the cumulative point moved, so that T3-rtx starts anew
     */
    boolean onSack(long cumulative, long peerBuffer, long[] blocks, int blockCount, long nowNanos) {
        if (cumulative < acknowledged || cumulative >= nextTsn) {
            return false;
        }
        boolean moved = cumulative > acknowledged;
        boolean full = flightBytes >= window;
        acknowledged = cumulative;
        int newly = takeAcknowledged(nowNanos);
        long highest = -1;
        int at = 0;
        for (Chunk chunk : chunks) {
            while (at < blockCount && blocks[2 * at + 1] < chunk.tsn) {
                at++;
            }
            if (at == blockCount) {
                break;
            }
            boolean covered = chunk.tsn >= blocks[2 * at];
            if (covered && (chunk.state == State.IN_FLIGHT || chunk.state == State.LOST)) {
                newly += settle(chunk, State.ACKED);
                highest = chunk.tsn;
            }
        }
        if (fastRecovery && cumulative >= recoveryExit) {
            fastRecovery = false;
        }
        if (moved && newly > 0) {
            grow(newly, full);
        }
        if (highest >= 0 || (fastRecovery && moved)) {
            reportMissing(highest >= 0 ? highest : lastOf(blocks, blockCount));
        }
        advanced = Math.max(advanced, acknowledged);
        advance();
        peerWindow = Math.max(0, peerBuffer - flightBytes);
        if (chunks.isEmpty()) {
            partialBytesAcknowledged = 0;
        }
        return moved;
    }

    private static long lastOf(long[] blocks, int blockCount) {
        return blockCount == 0 ? -1 : blocks[2 * blockCount - 1];
    }

    private int takeAcknowledged(long nowNanos) {
        int newly = 0;
        while (!chunks.isEmpty() && chunks.getFirst().tsn <= acknowledged) {
            Chunk chunk = chunks.removeFirst();
            if (chunk.state == State.IN_FLIGHT && chunk.transmissions == 1) {
                roundTripNanos = nowNanos - chunk.sentAtNanos;
            }
            newly += settle(chunk, State.ACKED);
        }
        return newly;
    }

    /** Ends a chunk's life in flight; returns its bytes if it was still wanted. */
    private int settle(Chunk chunk, State end) {
        State before = chunk.state;
        chunk.state = end;
        switch (before) {
            case IN_FLIGHT -> flightBytes -= chunk.length;
            case LOST -> lost--;
            case ACKED, ABANDONED -> {
                return 0;
            }
        }
        return chunk.length;
    }

    private void grow(int newly, boolean full) {
        if (fastRecovery || !full) {
            return;
        }
        if (window <= threshold) {
            window += Math.min(newly, MTU);
        } else {
            partialBytesAcknowledged += newly;
            if (partialBytesAcknowledged >= window) {
                partialBytesAcknowledged -= window;
                window += MTU;
            }
        }
        window = Math.min(window, MAX_WINDOW);
    }

    /** Counts what lies below the highest newly acknowledged TSN as missing; three times means lost (§7.2.4). */
    private void reportMissing(long below) {
        boolean found = false;
        for (Chunk chunk : chunks) {
            if (chunk.tsn >= below) {
                break;
            }
            if (chunk.state == State.IN_FLIGHT && !chunk.fastRetransmitted && ++chunk.missing >= MISSING_REPORTS) {
                chunk.fastRetransmitted = true;
                lose(chunk);
                found = true;
            }
        }
        if (found && !fastRecovery) {
            fastRecovery = true;
            fastRetransmitDue = true;
            recoveryExit = nextTsn - 1;
            threshold = Math.max(window / 2, 4 * MTU);
            window = threshold;
            partialBytesAcknowledged = 0;
        }
    }

    private void lose(Chunk chunk) {
        chunk.state = State.LOST;
        flightBytes -= chunk.length;
        lost++;
    }

    /** T3-rtx expired (§6.3.3): everything in flight is taken for lost. */
    void onTimeout(long nowNanos) {
        threshold = Math.max(window / 2, 4 * MTU);
        window = MTU;
        partialBytesAcknowledged = 0;
        fastRecovery = false;
        for (Chunk chunk : chunks) {
            if (chunk.state == State.IN_FLIGHT) {
                lose(chunk);
            }
            if (chunk.state == State.LOST && exhausted(chunk, nowNanos)) {
                abandon(chunk.message);
            }
        }
        advance();
        forwardDue = advanced > acknowledged;
    }

    private boolean exhausted(Chunk chunk, long nowNanos) {
        Message message = chunk.message;
        return peerUnderstandsForward
                && (message.abandoned
                        || (message.maxRetransmits >= 0 && chunk.transmissions > message.maxRetransmits)
                        || nowNanos >= message.expiresAtNanos);
    }

    private void abandon(Message message) {
        message.abandoned = true;
        for (Chunk chunk : chunks) {
            if (chunk.message == message && chunk.state != State.ACKED) {
                settle(chunk, State.ABANDONED);
            }
        }
    }

    /** Moves the point up to which the peer need not wait (RFC 3758 §3.5 C2). */
    private void advance() {
        for (Chunk chunk : chunks) {
            if (chunk.tsn <= advanced) {
                continue;
            }
            if (chunk.state != State.ABANDONED) {
                break;
            }
            advanced = chunk.tsn;
        }
        if (advanced > acknowledged) {
            forwardDue = true;
        }
    }

    /** The TSN for a FORWARD-TSN that is due, or -1; asked for once. */
    long takeForward() {
        if (!forwardDue || advanced <= acknowledged) {
            forwardDue = false;
            return -1;
        }
        forwardDue = false;
        return advanced;
    }

    /** Highest abandoned SSN of each ordered stream below the forwarded point, at most {@code limit} streams. */
    Map<Integer, Integer> forwardedStreams(int limit) {
        Map<Integer, Integer> streams = new LinkedHashMap<>();
        for (Chunk chunk : chunks) {
            if (chunk.tsn > advanced || streams.size() >= limit) {
                break;
            }
            if (chunk.state == State.ABANDONED && chunk.message.ordered) {
                streams.put(chunk.message.stream, chunk.message.ssn);
            }
        }
        return streams;
    }
}
