package vn.nharong.control.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * One browser's stream of server-sent events (WHATWG HTML §9.2). Events are offered from any thread; one virtual thread, the
 * request's own, writes them.
 */
public final class ServerSentEvents {
    private static final int MAX_WAITING = 2000;
    /** A comment so often keeps proxies from closing and tells us that the browser is gone. */
    private static final long HEARTBEAT_SECONDS = 10;

    private static final Event END = new Event("", "end", "");

    private final BlockingQueue<Event> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private volatile boolean overrun;
    private volatile boolean ended;

    /** @param id what a browser brings back as Last-Event-ID; empty for none */
    public record Event(String id, String name, String data) {}

    /** A browser that does not read falls behind for good: its stream ends, and it begins anew. */
    public void offer(Event event) {
        if (!overrun && !waiting.offer(event)) {
            overrun = true;
            waiting.clear();
            boolean unused = waiting.offer(END);
        }
    }

    /** After what is waiting the stream ends. */
    public void end() {
        ended = true;
        offer(END);
    }

    public boolean ended() {
        return ended;
    }

    /**
     * The answer to a request, which stays open.
     *
     * @param response of that request: the stream that Spring hands out does not flush
     */
    public ResponseEntity<StreamingResponseBody> answer(HttpServletResponse response) {
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "event-stream", StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .header("X-Accel-Buffering", "no")
                .body(unused -> serve(response));
    }

    /** Writes until the browser is gone, the stream is ended or falls behind. On a virtual thread of its own. */
    private void serve(HttpServletResponse response) throws IOException {
        OutputStream out = response.getOutputStream();
        try {
            out.write(":\n\n".getBytes(StandardCharsets.UTF_8));
            response.flushBuffer();
            while (true) {
                Event event = next();
                if (event == END) {
                    return;
                }
                out.write(text(event).getBytes(StandardCharsets.UTF_8));
                if (waiting.isEmpty()) {
                    response.flushBuffer();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended = true;
        }
    }

    private @Nullable Event next() throws InterruptedException {
        return waiting.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
    }

    private static String text(@Nullable Event event) {
        if (event == null) {
            return ":\n\n";
        }
        StringBuilder text = new StringBuilder();
        if (!event.id().isEmpty()) {
            text.append("id: ").append(event.id()).append('\n');
        }
        text.append("event: ").append(event.name()).append('\n');
        event.data().lines().forEach(line -> text.append("data: ").append(line).append('\n'));
        return text.append('\n').toString();
    }
}
