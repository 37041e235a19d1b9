package vn.nharong.signal.edge;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nharong.sfu.room.Notice;
import vn.nharong.signal.map.Reply;
import vn.nharong.signal.map.ToWire;
import vn.nharong.signal.session.Outbound;

/**
 * One socket's way out: a bounded queue and a virtual thread that encodes and writes. Whoever reads too slowly is cut
 * off; its client resumes on a new connection.
 */
final class SocketWriter implements Outbound {
    private static final Logger LOG = LoggerFactory.getLogger(SocketWriter.class);
    private static final int CAPACITY = 2048;
    private static final Duration PING_EVERY = Duration.ofSeconds(10);
    /** Clients ping every five seconds; so long a silence is a dead line. */
    private static final Duration SILENCE = Duration.ofSeconds(45);

    private enum Mark {
        FINISH
    }

    private final Session socket;
    private final long pingNanos;
    private final long silenceNanos;
    private final BlockingQueue<Object> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicBoolean cut = new AtomicBoolean();
    private volatile boolean json;
    private volatile long heardNanos = System.nanoTime();

    SocketWriter(Session socket) {
        this(socket, PING_EVERY, SILENCE);
    }

    /** @param silence after which a client that says nothing is given up, however much it is sent */
    SocketWriter(Session socket, Duration pingEvery, Duration silence) {
        this.socket = socket;
        this.pingNanos = pingEvery.toNanos();
        this.silenceNanos = silence.toNanos();
    }

    void start() {
        Thread.ofVirtual().name("signal " + socket.getId()).start(this::run);
    }

    /** Something came in. @param text whether as a text frame: such a client is answered in text from then on */
    void heard(boolean text) {
        heardNanos = System.nanoTime();
        if (text) {
            json = true;
        }
    }

    @Override
    public void send(Notice notice) {
        enqueue(notice);
    }

    @Override
    public void send(Reply reply) {
        enqueue(reply);
    }

    @Override
    public void finish() {
        enqueue(Mark.FINISH);
    }

    private void enqueue(Object message) {
        if (!cut.get() && !queue.offer(message)) {
            LOG.warn("socket={} reads too slowly and is cut off", socket.getId());
            cut();
        }
    }

    @Override
    public void cut() {
        if (cut.compareAndSet(false, true)) {
            queue.clear();
            queue.add(Mark.FINISH);
        }
    }

    private void run() {
        try {
            writeOn();
        } catch (IOException | IllegalStateException e) {
            LOG.debug("socket={} write failed: {}", socket.getId(), e.toString());
            close(CloseReason.CloseCodes.CLOSED_ABNORMALLY);
        } catch (RuntimeException e) {
            // A socket without a writer would look open for ever; its client comes back on another one.
            LOG.error("socket={} a message could not be written", socket.getId(), e);
            close(CloseReason.CloseCodes.CLOSED_ABNORMALLY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeOn() throws IOException, InterruptedException {
        long pingAtNanos = System.nanoTime() + pingNanos;
        while (socket.isOpen()) {
            Object message = queue.poll(pingAtNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (message == Mark.FINISH) {
                close(CloseReason.CloseCodes.NORMAL_CLOSURE);
                return;
            }
            if (message != null) {
                write(message);
            }
            // Also when the queue never empties: a busy room must not keep the dead in it.
            long now = System.nanoTime();
            if (now - pingAtNanos >= 0) {
                if (now - heardNanos > silenceNanos) {
                    close(CloseReason.CloseCodes.GOING_AWAY);
                    return;
                }
                socket.getBasicRemote().sendPing(ByteBuffer.allocate(0));
                pingAtNanos = now + pingNanos;
            }
        }
    }

    private void write(Object message) throws IOException {
        ToWire.Frame frame = frame(message);
        if (frame.binary() != null) {
            socket.getBasicRemote().sendBinary(ByteBuffer.wrap(frame.binary()));
        } else if (frame.text() != null) {
            socket.getBasicRemote().sendText(frame.text());
        }
    }

    private ToWire.Frame frame(Object message) {
        return switch (message) {
            case Notice notice -> ToWire.frame(notice, json);
            case Reply reply -> ToWire.frame(reply, json);
            default -> throw new IllegalArgumentException(message.toString());
        };
    }

    private void close(CloseReason.CloseCode code) {
        try {
            // An abnormal close must not be sent (RFC 6455 §7.4.1); going away is what the peer may read instead.
            socket.close(new CloseReason(
                    code == CloseReason.CloseCodes.CLOSED_ABNORMALLY ? CloseReason.CloseCodes.GOING_AWAY : code, null));
        } catch (IOException | IllegalStateException e) {
            LOG.debug("socket={} close failed: {}", socket.getId(), e.toString());
        }
    }
}
