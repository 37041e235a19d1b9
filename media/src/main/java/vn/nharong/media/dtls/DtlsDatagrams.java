package vn.nharong.media.dtls;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.bouncycastle.tls.DatagramTransport;
import org.jspecify.annotations.Nullable;

/**
 * The datagram socket Bouncy Castle believes it has. During the handshake {@link #receive} waits on the queue; later
 * it gives the one datagram handed to it and then throws {@link Drained}, so that the pump in {@link DtlsEndpoint}
 * stays in charge. Records sent in a row share datagrams: a flight of five records is one or two packets to lose
 * instead of five. Endpoint's thread only.
 */
final class DtlsDatagrams implements DatagramTransport {
    /** What waits for the endpoint's thread. */
    sealed interface Event {
        /** From the peer. */
        @SuppressWarnings("ArrayRecordComponent") // compared by nobody
        record Datagram(byte[] bytes) implements Event {}

        /** Application data for the peer. */
        @SuppressWarnings("ArrayRecordComponent") // compared by nobody
        record Outgoing(byte[] bytes) implements Event {}

        /** Only wakes the thread. */
        record Wake() implements Event {}
    }

    /** Our side closed while Bouncy Castle waited. */
    static final class ClosedLocally extends IOException {
        ClosedLocally() {
            super("closed during the handshake");
        }
    }

    /** Nothing more to read without waiting. Bouncy Castle passes this kind of exception through unharmed. */
    static final class Drained extends InterruptedIOException {
        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    private final BlockingQueue<Event> events;
    private final BooleanSupplier closing;
    private final Consumer<byte[]> transmit;
    private final int sendLimit;
    private final Queue<Event.Outgoing> early = new ArrayDeque<>();
    private final byte[] pending;
    private int pendingLength;
    private boolean handshaking = true;
    private byte @Nullable [] next;
    private boolean closed;

    DtlsDatagrams(BlockingQueue<Event> events, BooleanSupplier closing, Consumer<byte[]> transmit, int sendLimit) {
        this.events = events;
        this.closing = closing;
        this.transmit = transmit;
        this.sendLimit = sendLimit;
        this.pending = new byte[sendLimit];
    }

    /** Ends waiting in {@link #receive}. */
    void handshakeDone() {
        handshaking = false;
    }

    /** Application data that came to be sent during the handshake, in its order. */
    Queue<Event.Outgoing> early() {
        return early;
    }

    /** The datagram the next {@link #receive} gives. */
    void offer(byte[] datagram) {
        next = datagram;
    }

    /** Bouncy Castle closed: the peer said goodbye, or a fatal alert went either way. */
    boolean closed() {
        return closed;
    }

    @Override
    public int getReceiveLimit() {
        return DtlsEndpoint.MAX_RECEIVED;
    }

    @Override
    public int getSendLimit() {
        return sendLimit;
    }

    @Override
    public int receive(byte[] buffer, int offset, int length, int waitMillis) throws IOException {
        flush();
        byte[] datagram = handshaking ? awaited(waitMillis) : next;
        next = null;
        if (datagram == null) {
            if (handshaking) {
                return -1;
            }
            throw new Drained();
        }
        int count = Math.min(length, datagram.length);
        System.arraycopy(datagram, 0, buffer, offset, count);
        return count;
    }

    private byte @Nullable [] awaited(int waitMillis) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
        while (true) {
            if (closing.getAsBoolean()) {
                throw new ClosedLocally();
            }
            Event event;
            try {
                event = waitMillis == 0
                        ? events.take()
                        : events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ClosedLocally();
            }
            switch (event) {
                case null -> {
                    return null;
                }
                case Event.Datagram datagram -> {
                    return datagram.bytes();
                }
                case Event.Outgoing outgoing -> {
                    if (early.size() < DtlsEndpoint.QUEUE) {
                        early.add(outgoing);
                    }
                }
                case Event.Wake wake -> {}
            }
        }
    }

    @Override
    public void send(byte[] buffer, int offset, int length) {
        if (pendingLength + length > sendLimit) {
            flush();
        }
        if (length > sendLimit) {
            transmit.accept(Arrays.copyOfRange(buffer, offset, offset + length));
            return;
        }
        System.arraycopy(buffer, offset, pending, pendingLength, length);
        pendingLength += length;
    }

    /** Sends what is gathered. */
    void flush() {
        if (pendingLength > 0) {
            byte[] datagram = Arrays.copyOf(pending, pendingLength);
            pendingLength = 0;
            transmit.accept(datagram);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
