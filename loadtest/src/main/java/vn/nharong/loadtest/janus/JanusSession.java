package vn.nharong.loadtest.janus;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One session over one WebSocket (https://janus.conf.meetecho.com/docs/rest.html, "WebSockets Interface"): requests and what
 * answers them. Asking blocks: virtual threads call it. What comes by itself is of no use here, but for the end of a connection.
 */
public final class JanusSession implements AutoCloseable {
    private static final int KEEP_ALIVE_SECONDS = 25;
    private static final int PATIENCE_SECONDS = 20;
    private static final int CLOSE_MILLIS = 1_000;

    /** What is expected of an answer. */
    private record Waiting(CompletableFuture<JanusMessage> answer, boolean event) {}

    private final WebSocket socket;
    private final String secret;
    private final Consumer<String> onEnd;
    private final Map<String, Waiting> waiting = new HashMap<>();
    private final Deque<String> outgoing = new ArrayDeque<>();
    private @Nullable ScheduledFuture<?> keepAlive;
    private boolean sendingNow;
    private boolean ended;
    private long session;
    private int transactions;

    /**
     * Opens a session.
     *
     * @param url {@code ws://host:port}
     * @param secret of Janus' API
     * @param times for keeping it alive
     * @param onEnd hears once, with the reason, that it is over; not after {@link #close}
     * @throws JanusRefused when there is none, with the reason
     */
    public static JanusSession open(
            HttpClient http, URI url, String secret, ScheduledExecutorService times, Consumer<String> onEnd)
            throws JanusRefused, InterruptedException {
        Ears ears = new Ears();
        CompletableFuture<WebSocket> opening =
                http.newWebSocketBuilder().subprotocols("janus-protocol").buildAsync(url, ears);
        JanusSession made;
        try {
            made = new JanusSession(opening.get(PATIENCE_SECONDS, TimeUnit.SECONDS), secret, onEnd);
        } catch (ExecutionException | TimeoutException e) {
            opening.cancel(true);
            throw new JanusRefused("no connection to Janus: " + said(e));
        }
        ears.hears(made);
        JsonObject create = new JsonObject();
        create.addProperty("janus", "create");
        try {
            made.session = JanusMessage.id(made.ask(create, false).data(), "id");
        } catch (JanusRefused e) {
            made.close();
            throw e;
        }
        synchronized (made) {
            made.keepAlive = times.scheduleAtFixedRate(
                    made::keepAlive, KEEP_ALIVE_SECONDS, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
        }
        return made;
    }

    private static String said(Throwable thrown) {
        Throwable cause = thrown instanceof ExecutionException || thrown instanceof CompletionException
                ? thrown.getCause()
                : thrown;
        return cause == null || cause.getMessage() == null ? thrown.getClass().getSimpleName() : cause.getMessage();
    }

    private JanusSession(WebSocket socket, String secret, Consumer<String> onEnd) {
        this.socket = socket;
        this.secret = secret;
        this.onEnd = onEnd;
    }

    /** @return the number of a new handle of this plugin */
    long attach(String plugin) throws JanusRefused, InterruptedException {
        JsonObject attach = new JsonObject();
        attach.addProperty("janus", "attach");
        attach.addProperty("plugin", plugin);
        return JanusMessage.id(ask(attach, false).data(), "id");
    }

    /**
     * Says something to the plugin.
     *
     * @param sdp of a JSEP to go along; empty for none
     * @param event whether what answers comes as an event, after an acknowledgement
     */
    JanusMessage say(long handle, JsonObject body, String sdpType, String sdp, boolean event)
            throws JanusRefused, InterruptedException {
        JsonObject message = new JsonObject();
        message.addProperty("janus", "message");
        message.addProperty("handle_id", handle);
        message.add("body", body);
        if (!sdp.isEmpty()) {
            JsonObject jsep = new JsonObject();
            jsep.addProperty("type", sdpType);
            jsep.addProperty("sdp", sdp);
            message.add("jsep", jsep);
        }
        return ask(message, event);
    }

    /** No candidates of ours will come: Janus learns our address from the first check. */
    void noCandidates(long handle) throws JanusRefused, InterruptedException {
        JsonObject trickle = new JsonObject();
        JsonObject completed = new JsonObject();
        completed.addProperty("completed", true);
        trickle.addProperty("janus", "trickle");
        trickle.addProperty("handle_id", handle);
        trickle.add("candidate", completed);
        JanusMessage unused = ask(trickle, false);
    }

    private JanusMessage ask(JsonObject request, boolean event) throws JanusRefused, InterruptedException {
        CompletableFuture<JanusMessage> answer = new CompletableFuture<>();
        String transaction = send(request, new Waiting(answer, event));
        try {
            JanusMessage message = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!message.failure().isEmpty()) {
                throw new JanusRefused("Janus refuses: " + message.failure());
            }
            return message;
        } catch (ExecutionException e) {
            throw new JanusRefused(said(e));
        } catch (TimeoutException e) {
            synchronized (this) {
                waiting.remove(transaction);
            }
            throw new JanusRefused("Janus does not answer within " + PATIENCE_SECONDS + " s");
        }
    }

    private void keepAlive() {
        JsonObject alive = new JsonObject();
        alive.addProperty("janus", "keepalive");
        String unused = send(alive, null);
    }

    private synchronized String send(JsonObject request, @Nullable Waiting answer) {
        String transaction = Integer.toString(++transactions);
        request.addProperty("transaction", transaction);
        request.addProperty("apisecret", secret);
        if (session != 0) {
            request.addProperty("session_id", session);
        }
        if (ended) {
            if (answer != null) {
                answer.answer().completeExceptionally(new IOException("the connection to Janus is over"));
            }
            return transaction;
        }
        if (answer != null) {
            waiting.put(transaction, answer);
        }
        outgoing.add(request.toString());
        sendNext();
        return transaction;
    }

    private synchronized void sendNext() {
        String next = sendingNow ? null : outgoing.poll();
        if (next == null) {
            return;
        }
        sendingNow = true;
        socket.sendText(next, true).whenComplete((sent, failure) -> {
            synchronized (this) {
                sendingNow = false;
                if (failure == null) {
                    sendNext();
                    return;
                }
            }
            end("cannot send to Janus: " + failure.getMessage());
        });
    }

    private void onText(String text) {
        JanusMessage message;
        try {
            message = JanusMessage.parse(text);
        } catch (JanusRefused e) {
            socket.abort();
            end("Janus sent " + e.getMessage());
            return;
        }
        CompletableFuture<JanusMessage> answers = null;
        synchronized (this) {
            Waiting asked = waiting.get(message.transaction());
            boolean later = asked != null && asked.event() && message.kind().equals("ack");
            if (asked != null && !later) {
                waiting.remove(message.transaction());
                answers = asked.answer();
            }
        }
        if (answers != null) {
            answers.complete(message);
        } else if (message.kind().equals("hangup") || message.kind().equals("timeout")) {
            end("Janus ended it: " + message.kind());
        }
    }

    private void end(String reason) {
        Map<String, Waiting> left;
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            left = Map.copyOf(waiting);
            waiting.clear();
            stopKeepAlive();
        }
        left.values().forEach(each -> each.answer().completeExceptionally(new IOException(reason)));
        onEnd.accept(reason);
    }

    private void stopKeepAlive() {
        if (keepAlive != null) {
            keepAlive.cancel(false);
        }
    }

    /** Says goodbye and waits a moment for its being heard. Nothing is told to anybody any more. */
    @Override
    public void close() {
        CompletableFuture<JanusMessage> answer = new CompletableFuture<>();
        synchronized (this) {
            if (ended) {
                return;
            }
            stopKeepAlive();
            JsonObject destroy = new JsonObject();
            destroy.addProperty("janus", "destroy");
            String unused = send(destroy, new Waiting(answer, false));
            ended = true;
        }
        try {
            JanusMessage unused = answer.get(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // the end of the socket is understood too
        }
        socket.abort();
    }

    /** Hears the socket, from before there is a session. On the HTTP client's threads. */
    private static final class Ears implements WebSocket.Listener {
        private final StringBuilder partial = new StringBuilder();
        private final CompletableFuture<JanusSession> hearing = new CompletableFuture<>();

        void hears(JanusSession session) {
            hearing.complete(session);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            partial.append(data);
            if (partial.length() > JanusMessage.MAX_LENGTH) {
                webSocket.abort();
                tell(session -> session.end("Janus sent a message without end"));
                return null;
            }
            if (last) {
                String message = partial.toString();
                partial.setLength(0);
                tell(session -> session.onText(message));
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
            tell(session -> session.end("Janus closed the connection: " + code + " " + reason));
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            tell(session -> session.end("the connection to Janus broke: " + said(error)));
        }

        private void tell(Consumer<JanusSession> what) {
            CompletableFuture<Void> unused = hearing.thenAccept(what);
        }
    }
}
