package vn.nharong.media.sctp;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages that wait to be sent. Streams take turns message by message: fragments of one message have consecutive TSNs,
 * so a message once begun goes out whole before another stream's turn.
 */
final class OutgoingMessages {
    static final long NEVER = Long.MAX_VALUE;

    /** A message and how far it has been sent. */
    static final class Message {
        final int stream;
        final int ppid;
        final boolean ordered;
        final int maxRetransmits;
        final long expiresAtNanos;
        final byte[] payload;
        /** First byte not yet in a chunk. */
        int offset;
        /** Given when the first fragment leaves. */
        int ssn;

        boolean abandoned;

        Message(int stream, int ppid, boolean ordered, Reliability reliability, byte[] payload, long nowNanos) {
            this.stream = stream;
            this.ppid = ppid;
            this.ordered = ordered;
            this.maxRetransmits = reliability.maxRetransmits();
            this.expiresAtNanos = reliability.maxLifetimeMillis() < 0
                    ? NEVER
                    : nowNanos + reliability.maxLifetimeMillis() * 1_000_000L;
            this.payload = payload;
        }
    }

    private static final class Stream {
        final ArrayDeque<Message> queue = new ArrayDeque<>();
        int nextSsn;
        int bufferedBytes;
    }

    private final Map<Integer, Stream> streams = new HashMap<>();
    private final ArrayDeque<Stream> turns = new ArrayDeque<>();
    private int bufferedBytes;

    void add(Message message) {
        Stream stream = streams.computeIfAbsent(message.stream, id -> new Stream());
        if (stream.queue.isEmpty()) {
            turns.addLast(stream);
        }
        stream.queue.addLast(message);
        stream.bufferedBytes += message.payload.length;
        bufferedBytes += message.payload.length;
    }

    /** Bytes of all streams that have not been sent once. */
    int bufferedBytes() {
        return bufferedBytes;
    }

    int bufferedBytes(int id) {
        Stream stream = streams.get(id);
        return stream == null ? 0 : stream.bufferedBytes;
    }

    boolean idle(int id) {
        Stream stream = streams.get(id);
        return stream == null || stream.queue.isEmpty();
    }

    /** The message to take the next fragment from, or null. Messages that outlived their time unsent are dropped. */
    @Nullable
    Message current(long nowNanos) {
        while (!turns.isEmpty()) {
            Stream stream = turns.peekFirst();
            Message message = stream.queue.peekFirst();
            if (message != null && !message.abandoned && (message.offset > 0 || nowNanos < message.expiresAtNanos)) {
                return message;
            }
            dropHead(stream);
        }
        return null;
    }

    /** Counts {@code length} bytes of {@link #current} as sent; the stream's turn ends with the message. */
    void sent(Message message, int length) {
        Stream stream = turns.getFirst();
        if (message.offset == 0 && message.ordered) {
            message.ssn = stream.nextSsn;
            stream.nextSsn = (stream.nextSsn + 1) & 0xffff;
        }
        message.offset += length;
        stream.bufferedBytes -= length;
        bufferedBytes -= length;
        if (message.offset == message.payload.length) {
            stream.queue.removeFirst();
            endTurn(stream);
        }
    }

    private void dropHead(Stream stream) {
        Message message = stream.queue.pollFirst();
        if (message != null) {
            int unsent = message.payload.length - message.offset;
            stream.bufferedBytes -= unsent;
            bufferedBytes -= unsent;
        }
        endTurn(stream);
    }

    private void endTurn(Stream stream) {
        turns.removeFirst();
        if (!stream.queue.isEmpty()) {
            turns.addLast(stream);
        }
    }

    /** The stream begins anew at sequence number 0 (RFC 6525). */
    void reset(int id) {
        Stream stream = streams.get(id);
        if (stream != null && stream.queue.isEmpty()) {
            streams.remove(id);
        } else if (stream != null) {
            stream.nextSsn = 0;
        }
    }
}
