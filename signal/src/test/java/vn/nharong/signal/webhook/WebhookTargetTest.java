package vn.nharong.signal.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.nharong.signal.token.ApiKey;
import vn.nharong.signal.token.Tokens;

class WebhookTargetTest {
    private static final ApiKey KEY = new ApiKey("APIkey", "a secret of more than thirty-two characters");

    private record Call(String body, long atNanos) {}

    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
    /** What the receiver answers next; 200 when there is nothing more. */
    private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();

    private HttpServer receiver;

    @BeforeEach
    void start() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        receiver.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            calls.add(new Call(body, System.nanoTime()));
            Integer answer = answers.poll();
            exchange.sendResponseHeaders(answer == null ? 200 : answer, -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
    }

    private WebhookTarget target(Clock clock) {
        URI address = URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/");
        return new WebhookTarget(address, new Tokens(KEY, clock));
    }

    private static void queue(WebhookTarget target, String name) {
        target.queue(name, name.getBytes(StandardCharsets.UTF_8));
    }

    private Call next() throws InterruptedException {
        Call call = calls.poll(10, TimeUnit.SECONDS);
        assertNotNull(call);
        return call;
    }

    @Test
    void aReceiverInTroubleIsTriedAgainWithGrowingWaitsAndTheOrderIsKept() throws InterruptedException {
        answers.add(500);
        answers.add(503);
        answers.add(429);
        WebhookTarget target = target(Clock.systemUTC());
        queue(target, "first");
        queue(target, "second");
        long before = 0;
        for (int attempt = 0; attempt < 4; attempt++) {
            Call call = next();
            assertEquals("first", call.body());
            if (attempt > 0) {
                Duration waited = Duration.ofNanos(call.atNanos() - before);
                assertTrue(waited.toMillis() >= 250L << (attempt - 1), attempt + ": " + waited);
            }
            before = call.atNanos();
        }
        assertEquals("second", next().body());
        target.close();
        assertNull(calls.poll(), "once each");
    }

    @Test
    void aRefusalThatWillNotChangeIsNotRepeated() throws InterruptedException {
        answers.add(401);
        WebhookTarget target = target(Clock.systemUTC());
        queue(target, "first");
        queue(target, "second");
        assertEquals("first", next().body());
        assertEquals("second", next().body());
        target.close();
    }

    /** A clock that fails stands for whatever may throw on the way out. */
    @Test
    void aDefectCostsATryAndNotTheEventsAfterIt() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        Clock broken = new Clock() {
            @Override
            public Instant instant() {
                if (asked.getAndIncrement() == 0) {
                    throw new IllegalStateException("broken once");
                }
                return Instant.now();
            }

            @Override
            public ZoneId getZone() {
                return ZoneId.of("UTC");
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
        WebhookTarget target = target(broken);
        queue(target, "first");
        queue(target, "second");
        assertEquals("first", next().body());
        assertEquals("second", next().body());
        assertTrue(asked.get() >= 2);
        target.close();
    }
}
