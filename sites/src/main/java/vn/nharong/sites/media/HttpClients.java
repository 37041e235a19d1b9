package vn.nharong.sites.media;

import java.net.http.HttpClient;
import java.util.concurrent.Executors;

/** HTTP clients whose WebSockets can be relied on. */
public final class HttpClients {
    private HttpClients() {}

    /**
     * A client that does everything on one thread of its own. With several the JDK's (25) lets a thread that reads on overtake the
     * one that hands a new WebSocket what came right behind the server's consent: of a thousand connections whose server speaks at
     * once, six got a message with parts in the wrong order. Nothing that is called by it may wait for another answer of it.
     */
    public static HttpClient.Builder oneThread() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().daemon().name("http").factory()));
    }
}
