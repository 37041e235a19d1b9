package vn.nharong.media.sctp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Resetting streams (RFC 6525), which is how data channels are closed (RFC 8831 §6.7): ours go when their last message
 * has been sent, one request at a time; the peer's are carried out when all it sent before has arrived.
 */
final class StreamResets {
    private static final int PERFORMED = 1;
    private static final int DENIED = 2;
    private static final int BAD_SEQUENCE_NUMBER = 5;
    private static final int IN_PROGRESS = 6;

    /** What fits a packet. */
    private static final int MAX_STREAMS = 256;

    /** Then the peer is not going to answer. */
    private static final int MAX_TRIES = 20;

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Request(int sequence, long lastTsn, int[] streams) {}

    private record Answer(int sequence, int result) {}

    private final OutgoingMessages messages;
    private final Outbound outbound;
    private final Inbound inbound;
    private final RetransmissionTimeout timeout;
    private final IntConsumer onPeerReset;

    private final Set<Integer> wanted = new LinkedHashSet<>();
    private int nextSequence;
    private @Nullable Request ours;
    private boolean requestDue;
    private boolean renumber;
    private int tries;
    private long deadlineNanos = Long.MAX_VALUE;

    private int expectedSequence;
    private int lastResult = PERFORMED;
    private @Nullable Request theirs;
    private @Nullable Answer answer;

    StreamResets(
            OutgoingMessages messages,
            Outbound outbound,
            Inbound inbound,
            RetransmissionTimeout timeout,
            int localInitialTsn,
            int peerInitialTsn,
            IntConsumer onPeerReset) {
        this.messages = messages;
        this.outbound = outbound;
        this.inbound = inbound;
        this.timeout = timeout;
        this.nextSequence = localInitialTsn;
        this.expectedSequence = peerInitialTsn;
        this.onPeerReset = onPeerReset;
    }

    void want(int stream) {
        wanted.add(stream);
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    void handleTimeout(long nowNanos) {
        Request request = ours;
        if (request == null || nowNanos < deadlineNanos) {
            return;
        }
        deadlineNanos = Long.MAX_VALUE;
        if (++tries > MAX_TRIES) {
            ours = null;
            return;
        }
        if (renumber) {
            // "In progress" has been the answer to the old number; a new try needs a new one.
            ours = new Request(nextSequence++, request.lastTsn(), request.streams());
            renumber = false;
        }
        requestDue = true;
    }

    /** Looks whether something can be done now, after input of any kind. */
    void advance() {
        Request pending = theirs;
        if (pending != null && inbound.cumulative() >= pending.lastTsn()) {
            theirs = null;
            perform(pending);
            if (pending.sequence() == expectedSequence - 1) {
                lastResult = PERFORMED;
            }
            answer = new Answer(pending.sequence(), PERFORMED);
        }
        if (ours == null && !wanted.isEmpty()) {
            int[] ready = wanted.stream()
                    .filter(messages::idle)
                    .limit(MAX_STREAMS)
                    .mapToInt(Integer::intValue)
                    .toArray();
            if (ready.length > 0) {
                for (int stream : ready) {
                    wanted.remove(stream);
                }
                ours = new Request(nextSequence++, outbound.lastAssignedTsn(), ready);
                tries = 0;
                requestDue = true;
            }
        }
    }

    private void perform(Request request) {
        for (int stream : request.streams()) {
            inbound.reset(stream);
            onPeerReset.accept(stream);
        }
    }

    boolean hasSomethingToSend() {
        return requestDue || answer != null;
    }

    void write(PacketWriter packet, long nowNanos) {
        packet.begin(ChunkType.RE_CONFIG, 0);
        Answer response = answer;
        if (response != null) {
            packet.u16(ChunkType.PARAMETER_RECONFIG_RESPONSE)
                    .u16(12)
                    .i32(response.sequence())
                    .i32(response.result());
            answer = null;
        }
        Request request = ours;
        if (requestDue && request != null) {
            packet.u16(ChunkType.PARAMETER_OUTGOING_RESET)
                    .u16(16 + 2 * request.streams().length)
                    .i32(request.sequence())
                    .i32(expectedSequence - 1)
                    .i32((int) request.lastTsn());
            for (int stream : request.streams()) {
                packet.u16(stream);
            }
            deadlineNanos = nowNanos + (timeout.nanos() << Math.min(tries, 3));
        }
        requestDue = false;
        packet.end();
    }

    /** @param value a RE-CONFIG chunk without its header */
    void onChunk(ByteBuffer value, int inStreams) {
        while (value.remaining() >= 4) {
            int type = value.getShort() & 0xffff;
            int length = (value.getShort() & 0xffff) - 4;
            if (length < 4 || length > value.remaining()) {
                return;
            }
            ByteBuffer body = value.slice(value.position(), length);
            value.position(Math.min(value.limit(), value.position() + length + (-length & 3)));
            switch (type) {
                case ChunkType.PARAMETER_OUTGOING_RESET -> onRequest(body, inStreams);
                case ChunkType.PARAMETER_RECONFIG_RESPONSE -> onResponse(body);
                default -> {
                    // Requests to reset our streams, renumber or add some: not needed for data channels.
                    int sequence = body.getInt();
                    if (sequence == expectedSequence) {
                        expectedSequence++;
                        lastResult = DENIED;
                    }
                    answer = new Answer(sequence, DENIED);
                }
            }
        }
    }

    private void onRequest(ByteBuffer body, int inStreams) {
        if (body.remaining() < 12) {
            return;
        }
        int sequence = body.getInt();
        body.getInt();
        long lastTsn = Serial.extend(inbound.cumulative(), body.getInt());
        int[] streams = new int[Math.min(body.remaining() / 2, MAX_STREAMS)];
        for (int i = 0; i < streams.length; i++) {
            streams[i] = body.getShort() & 0xffff;
        }
        if (sequence == expectedSequence - 1) {
            answer = new Answer(sequence, lastResult);
            return;
        }
        if (sequence != expectedSequence) {
            answer = new Answer(sequence, BAD_SEQUENCE_NUMBER);
            return;
        }
        expectedSequence++;
        if (Arrays.stream(streams).anyMatch(stream -> stream >= inStreams) || streams.length == 0) {
            // No list means all streams, which for us is closing the association: nobody does it.
            lastResult = DENIED;
        } else if (lastTsn <= inbound.cumulative()) {
            theirs = null;
            perform(new Request(sequence, lastTsn, streams));
            lastResult = PERFORMED;
        } else {
            theirs = new Request(sequence, lastTsn, streams);
            lastResult = IN_PROGRESS;
        }
        answer = new Answer(sequence, lastResult);
    }

    private void onResponse(ByteBuffer body) {
        Request request = ours;
        if (body.remaining() < 8 || request == null || body.getInt() != request.sequence()) {
            return;
        }
        int result = body.getInt();
        if (result == IN_PROGRESS) {
            renumber = true;
            return;
        }
        ours = null;
        renumber = false;
        requestDue = false;
        deadlineNanos = Long.MAX_VALUE;
        if (result <= PERFORMED && result >= 0) {
            for (int stream : request.streams()) {
                messages.reset(stream);
            }
        }
    }

    /** Whether a stream's reset is asked for but not confirmed. */
    boolean pending(int stream) {
        Request request = ours;
        if (wanted.contains(stream)) {
            return true;
        }
        return request != null && Arrays.stream(request.streams()).anyMatch(each -> each == stream);
    }
}
