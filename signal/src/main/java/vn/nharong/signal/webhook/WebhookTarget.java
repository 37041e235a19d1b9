package vn.nharong.signal.webhook;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nharong.signal.token.Tokens;

/** One address: events in order, each tried several times, by a virtual thread. */
final class WebhookTarget {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookTarget.class);
    private static final int CAPACITY = 10_000;
    private static final int TRIES = 6;
    private static final Duration FIRST_WAIT = Duration.ofMillis(250);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final URI address;
    private final Tokens tokens;
    private final BlockingQueue<Event> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final Thread thread;
    private volatile boolean closing;

    private record Event(String name, byte[] body) {}

    WebhookTarget(URI address, Tokens tokens) {
        this.address = address;
        this.tokens = tokens;
        this.thread = Thread.ofVirtual().name("webhook " + address.getHost()).start(this::run);
    }

    void queue(String name, byte[] body) {
        if (!queue.offer(new Event(name, body))) {
            LOG.warn("webhook={} is too slow: {} dropped", address.getHost(), name);
        }
    }

    void close() {
        closing = true;
        queue.offer(new Event("", new byte[0]));
        try {
            if (!thread.join(LAST_WORDS)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!closing || !queue.isEmpty()) {
                Event event = queue.take();
                if (!event.name().isEmpty()) {
                    deliver(event);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(Event event) throws InterruptedException {
        Duration wait = FIRST_WAIT;
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            if (delivered(event)) {
                return;
            }
            if (attempt < TRIES) {
                Thread.sleep(wait);
                wait = wait.multipliedBy(2);
            }
        }
        LOG.warn("webhook={} {} given up after {} tries", address.getHost(), event.name(), TRIES);
    }

    private boolean delivered(Event event) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .timeout(TIMEOUT)
                    .header("Content-Type", "application/webhook+json")
                    .header("Authorization", tokens.sign(digest(event.body())))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(event.body()))
                    .build();
            HttpResponse<Void> response = client.send(request, HttpResponse.BodyHandlers.discarding());
            if (response.statusCode() < 300) {
                return true;
            }
            LOG.debug("webhook={} {} answered {}", address.getHost(), event.name(), response.statusCode());
            // A refusal that will not change is not repeated.
            return response.statusCode() >= 400 && response.statusCode() < 500 && response.statusCode() != 429;
        } catch (IOException e) {
            LOG.debug("webhook={} {} failed: {}", address.getHost(), event.name(), e.toString());
            return false;
        } catch (RuntimeException e) {
            // Must not end the thread: the events after this one have nobody else.
            LOG.error("webhook={} {} failed", address.getHost(), event.name(), e);
            return false;
        }
    }

    private static String digest(byte[] body) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
