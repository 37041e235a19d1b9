package vn.nharong.signal.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.nharong.sfu.room.Notice;

class SocketWriterTest {
    private static final Notice NEWS = new Notice.TrackSubscribed("TR_1");
    private static final int QUEUED = 2000;
    private static final Duration LONG = Duration.ofMinutes(1);

    private final BlockingQueue<CloseReason> closes = new LinkedBlockingQueue<>();
    private final AtomicInteger written = new AtomicInteger();
    private final CountDownLatch pinged = new CountDownLatch(3);
    private volatile boolean open = true;
    private volatile boolean defect;
    private volatile int writtenAtThirdPing;

    /** As much of a socket as the writer touches. */
    private final RemoteEndpoint.Basic remote = fake(RemoteEndpoint.Basic.class, (method, arguments) -> {
        switch (method) {
            case "sendPing" -> {
                if (pinged.getCount() == 1) {
                    writtenAtThirdPing = written.get();
                }
                pinged.countDown();
            }
            case "sendBinary" -> {
                if (defect) {
                    throw new IllegalArgumentException("a defect");
                }
                Thread.sleep(1);
                written.incrementAndGet();
            }
            default -> throw new AssertionError(method);
        }
        return "";
    });

    private final Session socket = fake(Session.class, (method, arguments) -> switch (method) {
        case "getId" -> "1";
        case "isOpen" -> open;
        case "getBasicRemote" -> remote;
        case "close" -> {
            open = false;
            closes.add((CloseReason) arguments[0]);
            yield "";
        }
        default -> throw new AssertionError(method);
    });

    private interface Answer {
        Object to(String method, Object[] arguments) throws Exception;
    }

    private static <T> T fake(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object result = answer.to(method.getName(), arguments);
                    return method.getReturnType() == void.class ? null : result;
                }));
    }

    /** A queue that takes the slow socket two seconds and more to empty, as that of a busy room never is. */
    private void busy(Duration pingEvery, Duration silence) {
        SocketWriter writer = new SocketWriter(socket, pingEvery, silence);
        for (int i = 0; i < QUEUED; i++) {
            writer.send(NEWS);
        }
        writer.start();
    }

    @AfterEach
    void close() {
        open = false;
    }

    @Test
    void aBusySocketIsPingedToo() throws InterruptedException {
        busy(Duration.ofMillis(20), LONG);
        assertTrue(pinged.await(30, TimeUnit.SECONDS), "three pings");
        assertTrue(writtenAtThirdPing < QUEUED, "between the messages, not after them: " + writtenAtThirdPing);
    }

    @Test
    void whoSaysNothingIsGivenUpHoweverMuchItIsSent() throws InterruptedException {
        busy(Duration.ofMillis(5), Duration.ofMillis(50));
        CloseReason reason = closes.poll(30, TimeUnit.SECONDS);
        assertTrue(reason != null, "never given up");
        assertEquals(CloseReason.CloseCodes.GOING_AWAY, reason.getCloseCode());
        assertTrue(written.get() < QUEUED, "after everything was written: " + written.get());
    }

    @Test
    void aMessageThatCannotBeWrittenEndsTheSocketRatherThanItsWriterAlone() throws InterruptedException {
        defect = true;
        SocketWriter writer = new SocketWriter(socket, LONG, LONG);
        writer.send(NEWS);
        writer.start();
        CloseReason reason = closes.poll(10, TimeUnit.SECONDS);
        assertTrue(reason != null, "the socket stays open without a writer");
        assertEquals(CloseReason.CloseCodes.GOING_AWAY, reason.getCloseCode());
    }
}
