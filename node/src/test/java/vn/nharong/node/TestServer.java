package vn.nharong.node;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import livekit.LivekitModels;
import livekit.LivekitRtc;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import vn.nharong.bus.MediaNode;
import vn.nharong.sfu.room.Permissions;
import vn.nharong.sfu.room.RoomOptions;
import vn.nharong.signal.token.ApiKey;
import vn.nharong.signal.token.Grant;
import vn.nharong.signal.token.Tokens;

/** The whole process but the media, over real sockets: started before each test and ended after it. */
@SuppressWarnings("NullAway.Init") // set before each test
final class TestServer implements BeforeEachCallback, AfterEachCallback {
    static final ApiKey KEY = new ApiKey("APItest", "a secret of more than thirty-two characters");
    static final Tokens TOKENS = new Tokens(KEY, Clock.systemUTC());
    private static final String OFFER = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\n"
            + "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\na=ice-ufrag:u\r\na=ice-pwd:p\r\n"
            + "a=fingerprint:sha-256 AA" + ":AA".repeat(31)
            + "\r\na=setup:actpass\r\na=rtcp-mux\r\na=rtpmap:111 opus/48000/2\r\na=recvonly\r\n";

    final BlockingQueue<HookCall> hooks = new LinkedBlockingQueue<>();
    final HttpClient client = HttpClient.newBuilder()
            .executor(Executors.newSingleThreadExecutor(Thread.ofVirtual().factory())) // see HttpClients of the sites
            .build();
    final InertPlane plane = new InertPlane();
    Path folder;
    private List<String> proxies = List.of();
    private HttpServer receiver;
    private Launch launch;

    /** What came to the webhook. */
    record HookCall(String authorization, String type, byte[] body) {}

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        folder = Files.createTempDirectory("nharong-node");
        receiver = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        receiver.createContext("/hook", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            hooks.add(new HookCall(
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    exchange.getRequestHeaders().getFirst("Content-Type"),
                    body));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        receiver.start();
        Files.createDirectories(folder.resolve("web/assets"));
        Files.writeString(folder.resolve("web/index.html"), "<title>page</title>");
        Files.writeString(folder.resolve("web/assets/a-123.js"), "1");
        Files.writeString(folder.resolve("secret.txt"), "no");
        start(List.of("127.0.0.1/32"));
    }

    /** Starts, again after {@link #close}, and believes these proxies. */
    void start(List<String> trustedProxies) throws StartRefused {
        proxies = trustedProxies;
        launch = new Launch(config(0), ignored -> new Launch.Plane(plane, () -> {}));
    }

    /** Starts again beside another application. */
    void start(Companion companion) throws StartRefused {
        launch = new Launch(config(0), ignored -> new Launch.Plane(plane, () -> {}), companion);
    }

    void close() {
        launch.close();
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        launch.close();
        receiver.stop(0);
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    MediaNode media() {
        return launch.media();
    }

    int port() {
        return launch.port();
    }

    int tlsPort() {
        return launch.tlsPort();
    }

    Config config(int port) {
        return new Config(
                "127.0.0.1",
                port,
                0,
                0,
                1,
                false,
                false,
                List.of(),
                proxies,
                folder.resolve("data"),
                folder.resolve("web"),
                List.of(URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook")),
                null,
                null,
                KEY.id(),
                KEY.secret(),
                Config.House.DEFAULT);
    }

    static String token(String identity, String room) {
        return TOKENS.mint(
                new Grant(
                        identity,
                        identity,
                        "",
                        Map.of(),
                        0,
                        room,
                        true,
                        true,
                        true,
                        true,
                        Permissions.ALL,
                        RoomOptions.DEFAULT,
                        0),
                Instant.now().plusSeconds(600));
    }

    static String joinRequest() {
        byte[] join = LivekitRtc.JoinRequest.newBuilder()
                .setClientInfo(LivekitModels.ClientInfo.newBuilder().setProtocol(17))
                .setConnectionSettings(
                        LivekitRtc.ConnectionSettings.newBuilder().setAutoSubscribe(true))
                .setPublisherOffer(LivekitRtc.SessionDescription.newBuilder()
                        .setType("offer")
                        .setSdp(OFFER)
                        .setId(1))
                .build()
                .toByteArray();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(LivekitRtc.WrappedJoinRequest.newBuilder()
                        .setJoinRequest(ByteString.copyFrom(join))
                        .build()
                        .toByteArray());
    }

    URI http(String path) {
        return URI.create("http://127.0.0.1:" + launch.port() + path);
    }

    HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(http(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String type, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(http(path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i + 1 < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    WebSocket connect(SignalPeer peer, String query) {
        return client.newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + launch.port() + "/rtc/v1?" + query), peer)
                .join();
    }

    WebSocket join(SignalPeer peer, String identity) {
        return connect(peer, "access_token=" + token(identity, "hop") + "&join_request=" + joinRequest());
    }

    static void send(WebSocket socket, LivekitRtc.SignalRequest.Builder request) {
        socket.sendBinary(ByteBuffer.wrap(request.build().toByteArray()), true).join();
    }
}
