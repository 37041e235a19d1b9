package vn.nharong.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import livekit.LivekitModels;
import livekit.LivekitRoom;
import livekit.LivekitRtc;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nharong.sfu.room.Permissions;
import vn.nharong.sfu.room.RoomOptions;
import vn.nharong.signal.token.ApiKey;
import vn.nharong.signal.token.Grant;
import vn.nharong.signal.token.Tokens;

/** The whole process but the media, over real sockets. */
class LaunchTest {
    private static final ApiKey KEY = new ApiKey("APItest", "a secret of more than thirty-two characters");
    private static final Tokens TOKENS = new Tokens(KEY, Clock.systemUTC());
    private static final String OFFER = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\n"
            + "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\na=ice-ufrag:u\r\na=ice-pwd:p\r\n"
            + "a=fingerprint:sha-256 AA" + ":AA".repeat(31)
            + "\r\na=setup:actpass\r\na=rtcp-mux\r\na=rtpmap:111 opus/48000/2\r\na=recvonly\r\n";

    @TempDir
    Path folder;

    private final BlockingQueue<HookCall> hooks = new LinkedBlockingQueue<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final InertPlane plane = new InertPlane();
    private List<String> proxies = List.of("127.0.0.1/32");
    private HttpServer receiver;
    private Launch launch;

    private record HookCall(String authorization, String type, byte[] body) {}

    @BeforeEach
    void start() throws Exception {
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
        launch = new Launch(config(0), ignored -> new Launch.Plane(plane, () -> {}));
    }

    private Config config(int port) {
        return new Config(
                "127.0.0.1",
                port,
                0,
                0,
                1,
                false,
                List.of(),
                proxies,
                folder.resolve("data"),
                folder.resolve("web"),
                List.of(URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook")),
                null,
                null,
                KEY.id(),
                KEY.secret());
    }

    @AfterEach
    void stop() {
        launch.close();
        receiver.stop(0);
    }

    private static String token(String identity, String room) {
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

    private static String joinRequest() {
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

    private URI http(String path) {
        return URI.create("http://127.0.0.1:" + launch.port() + path);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(http(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String type, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(http(path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i + 1 < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** A signalling client that keeps what it hears. */
    private static final class Peer implements WebSocket.Listener {
        private final BlockingQueue<LivekitRtc.SignalResponse> heard = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        private final BlockingQueue<Integer> closes = new LinkedBlockingQueue<>();
        private final ByteArrayOutputStream parts = new ByteArrayOutputStream();
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            parts.writeBytes(bytes);
            if (last) {
                try {
                    heard.add(LivekitRtc.SignalResponse.parseFrom(parts.toByteArray()));
                } catch (com.google.protobuf.InvalidProtocolBufferException e) {
                    throw new IllegalStateException(e);
                }
                parts.reset();
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                texts.add(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            closes.add(status);
            return null;
        }

        LivekitRtc.SignalResponse next(LivekitRtc.SignalResponse.MessageCase wanted) throws InterruptedException {
            while (true) {
                LivekitRtc.SignalResponse response = heard.poll(5, TimeUnit.SECONDS);
                assertNotNull(response, "never heard " + wanted);
                if (response.getMessageCase() == wanted) {
                    return response;
                }
            }
        }
    }

    private WebSocket connect(Peer peer, String query) {
        return client.newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + launch.port() + "/rtc/v1?" + query), peer)
                .join();
    }

    private WebSocket join(Peer peer, String identity) {
        return connect(peer, "access_token=" + token(identity, "hop") + "&join_request=" + joinRequest());
    }

    private static void send(WebSocket socket, LivekitRtc.SignalRequest.Builder request) {
        socket.sendBinary(ByteBuffer.wrap(request.build().toByteArray()), true).join();
    }

    @Test
    void joinSpeakLeave() throws Exception {
        Peer an = new Peer();
        WebSocket socket = join(an, "an");
        LivekitRtc.SignalResponse first = an.heard.poll(5, TimeUnit.SECONDS);
        assertNotNull(first);
        assertTrue(first.hasJoin());
        assertEquals("an", first.getJoin().getParticipant().getIdentity());
        assertEquals(
                1,
                an.next(LivekitRtc.SignalResponse.MessageCase.ANSWER)
                        .getAnswer()
                        .getId());
        send(socket, LivekitRtc.SignalRequest.newBuilder().setPing(1));
        long pong = an.next(LivekitRtc.SignalResponse.MessageCase.PONG).getPong();
        assertTrue(Math.abs(pong - System.currentTimeMillis()) < 5000, "milliseconds");
        send(
                socket,
                LivekitRtc.SignalRequest.newBuilder()
                        .setPingReq(LivekitRtc.Ping.newBuilder().setTimestamp(77)));
        assertEquals(
                77,
                an.next(LivekitRtc.SignalResponse.MessageCase.PONG_RESP)
                        .getPongResp()
                        .getLastPingTimestamp());
        Peer binh = new Peer();
        join(binh, "binh");
        assertEquals(
                "an",
                binh.next(LivekitRtc.SignalResponse.MessageCase.JOIN)
                        .getJoin()
                        .getOtherParticipants(0)
                        .getIdentity());
        assertEquals(
                "binh",
                an.next(LivekitRtc.SignalResponse.MessageCase.UPDATE)
                        .getUpdate()
                        .getParticipants(0)
                        .getIdentity());
        send(socket, LivekitRtc.SignalRequest.newBuilder().setLeave(LivekitRtc.LeaveRequest.getDefaultInstance()));
        assertEquals(
                LivekitModels.ParticipantInfo.State.DISCONNECTED,
                binh.next(LivekitRtc.SignalResponse.MessageCase.UPDATE)
                        .getUpdate()
                        .getParticipants(0)
                        .getState());
        assertNotNull(an.closes.poll(5, TimeUnit.SECONDS));
    }

    @Test
    void whoWritesTextIsAnsweredInText() throws Exception {
        Peer an = new Peer();
        WebSocket socket = join(an, "an");
        an.next(LivekitRtc.SignalResponse.MessageCase.ANSWER);
        socket.sendText("{\"pingReq\":{\"timestamp\":\"5\"}}", true).join();
        String answer = an.texts.poll(5, TimeUnit.SECONDS);
        assertNotNull(answer);
        assertTrue(answer.contains("\"pongResp\""), answer);
    }

    @Test
    void nonsenseEndsTheConnection() throws Exception {
        Peer an = new Peer();
        WebSocket socket = join(an, "an");
        an.next(LivekitRtc.SignalResponse.MessageCase.JOIN);
        socket.sendBinary(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}), true).join();
        assertNotNull(an.closes.poll(5, TimeUnit.SECONDS));
    }

    @Test
    void whoSendsWithoutEndIsCutOff() throws Exception {
        Peer an = new Peer();
        WebSocket socket = join(an, "an");
        an.next(LivekitRtc.SignalResponse.MessageCase.JOIN);
        ByteBuffer ping = ByteBuffer.wrap(LivekitRtc.SignalRequest.newBuilder()
                .setUpdateLayers(LivekitRtc.UpdateVideoLayers.getDefaultInstance())
                .build()
                .toByteArray());
        for (int i = 0; i < 5000 && an.closes.isEmpty(); i++) {
            try {
                socket.sendBinary(ping.duplicate(), true).join();
            } catch (CompletionException closed) {
                break;
            }
        }
        assertEquals(1008, an.closes.poll(5, TimeUnit.SECONDS));
    }

    @Test
    void whoMayNotJoinIsToldBeforeTheUpgrade() throws Exception {
        String request = "&join_request=" + joinRequest();
        record Case(String query, int status) {}
        String noRoom = token("an", "");
        String noJoin = TOKENS.mint(
                new Grant(
                        "an",
                        "",
                        "",
                        Map.of(),
                        0,
                        "hop",
                        false,
                        true,
                        true,
                        true,
                        Permissions.ALL,
                        RoomOptions.DEFAULT,
                        0),
                Instant.now().plusSeconds(60));
        for (Case one : List.of(
                new Case("access_token=x" + request, 401),
                new Case("access_token=" + noJoin + request, 401),
                new Case("access_token=" + noRoom + request, 400),
                new Case("access_token=" + token("", "hop") + request, 400),
                new Case("access_token=" + token("an", "hop"), 400),
                new Case("access_token=" + token("an", "hop") + "&join_request=AAAA", 400))) {
            CompletionException failure =
                    assertThrows(CompletionException.class, () -> connect(new Peer(), one.query()));
            WebSocketHandshakeException refused =
                    assertInstanceOf(WebSocketHandshakeException.class, failure.getCause());
            assertEquals(one.status(), refused.getResponse().statusCode(), one.query());
            HttpResponse<String> validated = get("/rtc/v1/validate?" + one.query());
            assertEquals(one.status(), validated.statusCode());
            assertEquals(
                    "*",
                    validated
                            .headers()
                            .firstValue("Access-Control-Allow-Origin")
                            .orElse(""));
        }
        HttpResponse<String> good = get("/rtc/v1/validate?access_token=" + token("an", "hop") + request);
        assertEquals(200, good.statusCode());
        assertEquals("success", good.body());
        assertEquals(
                404, get("/rtc/validate?access_token=" + token("an", "hop")).statusCode());
        assertEquals(404, get("/rtc?access_token=" + token("an", "hop")).statusCode());
        assertEquals(404, get("/rtc/v1").statusCode());
    }

    @Test
    void aTokenOfSixtyKilobytesFitsIntoTheRequestLine() throws Exception {
        String token = TOKENS.mint(
                new Grant(
                        "an",
                        "",
                        "m".repeat(40_000),
                        Map.of(),
                        0,
                        "hop",
                        true,
                        false,
                        false,
                        false,
                        Permissions.ALL,
                        RoomOptions.DEFAULT,
                        0),
                Instant.now().plusSeconds(60));
        assertTrue(token.length() > 50_000);
        assertEquals(
                200,
                get("/rtc/v1/validate?access_token=" + token + "&join_request=" + joinRequest())
                        .statusCode());
    }

    @Test
    void aGuestGetsATicketAndKeepsItsIdentityWithTheSecret() throws Exception {
        JsonObject first = JsonParser.parseString(
                        post("/api/join", "application/json", "{\"room\":\"họp\",\"name\":\"An\"}")
                                .body())
                .getAsJsonObject();
        String identity = first.get("identity").getAsString();
        String resume = first.get("resume").getAsString();
        Grant grant = TOKENS.verify(first.get("token").getAsString());
        assertEquals("họp", grant.room());
        assertEquals("An", grant.name());
        assertEquals(identity, grant.identity());
        assertFalse(grant.roomAdmin());
        String again = "{\"room\":\"họp\",\"name\":\"An\",\"identity\":\"%s\",\"resume\":\"%s\"}";
        assertEquals(
                identity,
                JsonParser.parseString(post("/api/join", "application/json", again.formatted(identity, resume))
                                .body())
                        .getAsJsonObject()
                        .get("identity")
                        .getAsString());
        assertFalse(JsonParser.parseString(post("/api/join", "application/json", again.formatted(identity, "guess"))
                        .body())
                .getAsJsonObject()
                .get("identity")
                .getAsString()
                .equals(identity));
        for (String bad : List.of("", "[]", "{", "{\"room\":\"\",\"name\":\"An\"}", "{\"room\":\"a\",\"name\":7}x")) {
            HttpResponse<String> refused = post("/api/join", "application/json", bad);
            assertEquals(400, refused.statusCode(), bad);
            assertEquals(
                    "application/problem+json",
                    refused.headers().firstValue("Content-Type").orElse(""));
            assertFalse(JsonParser.parseString(refused.body())
                    .getAsJsonObject()
                    .get("code")
                    .getAsString()
                    .isEmpty());
        }
        assertEquals(
                413, post("/api/join", "application/json", "x".repeat(9000)).statusCode());
    }

    @Test
    void whoFetchesTicketsWithoutEndIsToldToWait() throws Exception {
        String wish = "{\"room\":\"họp\",\"name\":\"An\"}";
        HttpResponse<String> answer = post("/api/join", "application/json", wish);
        for (int i = 0; i < 5000 && answer.statusCode() == 200; i++) {
            answer = post("/api/join", "application/json", wish);
        }
        assertEquals(429, answer.statusCode());
        assertTrue(Integer.parseInt(answer.headers().firstValue("Retry-After").orElse("0")) > 0);
        JsonObject problem = JsonParser.parseString(answer.body()).getAsJsonObject();
        assertEquals("too-many", problem.get("code").getAsString());
        assertTrue(problem.get("detail").getAsString().startsWith("Quá nhiều lượt xin vào họp"), answer.body());
        HttpResponse<String> elsewhere = post(
                "/api/join", "application/json", wish, "X-Forwarded-For", "192.168.1.9", "X-Forwarded-Proto", "https");
        assertEquals(200, elsewhere.statusCode(), "another address, told by a proxy that is believed");
    }

    @Test
    void thePageAndItsHeaders() throws Exception {
        HttpResponse<String> page = get("/");
        assertEquals("<title>page</title>", page.body());
        assertEquals("<title>page</title>", get("/r/hop").body());
        String policy = page.headers().firstValue("Content-Security-Policy").orElse("");
        assertTrue(policy.startsWith("default-src 'self';") && policy.contains("frame-ancestors 'none'"), policy);
        assertEquals(
                "nosniff", page.headers().firstValue("X-Content-Type-Options").orElse(""));
        assertEquals("no-referrer", page.headers().firstValue("Referrer-Policy").orElse(""));
        assertTrue(page.headers().firstValue("Permissions-Policy").isPresent());
        HttpResponse<String> asset = get("/assets/a-123.js");
        assertTrue(asset.headers().firstValue("Cache-Control").orElse("").contains("immutable"));
        assertEquals(
                "text/javascript;charset=UTF-8",
                asset.headers().firstValue("Content-Type").orElse(""));
        for (String path : List.of("/nothing", "/%2e%2e/secret.txt", "/assets/%2e%2e/%2e%2e/secret.txt", "/api/none")) {
            HttpResponse<String> missing = get(path);
            assertTrue(missing.statusCode() == 404 || missing.statusCode() == 400, path);
            assertFalse(missing.body().contains("Tomcat"), missing.body());
        }
        HttpResponse<String> browser = client.send(
                HttpRequest.newBuilder(http("/nothing"))
                        .header("Accept", "text/html,*/*;q=0.8")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(404, browser.statusCode());
        assertEquals("<title>page</title>", browser.body(), "the page says in the person's language what is wrong");
        assertEquals("OK", get("/healthz").body());
    }

    @Test
    void aDeadMediaLoopIsNoHealth() throws Exception {
        assertEquals(200, get("/healthz").statusCode());
        plane.alive = false;
        HttpResponse<String> sick = get("/healthz");
        assertEquals(503, sick.statusCode());
        assertEquals("một vòng media đã dừng (a media loop has died)", sick.body());
    }

    @Test
    void httpsByOurOwnAuthority() throws Exception {
        X509Certificate authority;
        try (InputStream in = new ByteArrayInputStream(client.send(
                        HttpRequest.newBuilder(http("/authority.crt")).build(), HttpResponse.BodyHandlers.ofByteArray())
                .body())) {
            authority =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", authority);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        HttpClient secure = HttpClient.newBuilder().sslContext(context).build();
        for (String host : List.of("127.0.0.1", "localhost")) {
            HttpResponse<String> answer = secure.send(
                    HttpRequest.newBuilder(URI.create("https://" + host + ":" + launch.tlsPort() + "/healthz"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals("OK", answer.body());
            assertEquals(HttpClient.Version.HTTP_2, answer.version());
        }
        URI address = URI.create("https://127.0.0.1:" + launch.tlsPort() + "/healthz");
        assertThrows(
                IOException.class,
                () -> client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString()),
                "who does not trust the authority does not trust us");
        Peer an = new Peer();
        secure.newWebSocketBuilder()
                .buildAsync(
                        URI.create("wss://127.0.0.1:" + launch.tlsPort() + "/rtc/v1?access_token=" + token("an", "hop")
                                + "&join_request=" + joinRequest()),
                        an)
                .join();
        an.next(LivekitRtc.SignalResponse.MessageCase.JOIN);
        assertTrue(get("/authority").body().matches("(?s).*([0-9A-F]{2}:){31}[0-9A-F]{2}.*"));
    }

    @Test
    void aPageFromAnotherMachineIsSentToHttps() throws Exception {
        for (String path : List.of("/", "/r/hop?x=1", "/healthz", "/authority", "/rtc/v1", "/api/none")) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(http(path))
                            .header("X-Forwarded-For", "192.168.1.9")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            boolean stays = List.of("/healthz", "/authority", "/rtc/v1").contains(path);
            assertEquals(!stays, answer.statusCode() == 307, path);
            assertEquals(
                    stays ? "" : "https://127.0.0.1:" + launch.tlsPort() + path,
                    answer.headers().firstValue("Location").orElse(""));
        }
        HttpResponse<String> forwarded = client.send(
                HttpRequest.newBuilder(http("/"))
                        .header("X-Forwarded-For", "192.168.1.9")
                        .header("X-Forwarded-Proto", "https")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(200, forwarded.statusCode());
    }

    @Test
    void whoAsksForHttpsIsSentToItsPortFromAnywhere() throws Exception {
        String secure = "https://127.0.0.1:" + launch.tlsPort();
        for (Map.Entry<String, String> way : Map.of(
                        "/https", "/",
                        "/https/", "/",
                        "/https/r/hop?x=1", "/r/hop?x=1",
                        "/https/rtc/v1", "/rtc/v1",
                        "/https//elsewhere.example/", "/")
                .entrySet()) {
            HttpResponse<String> answer = get(way.getKey());
            assertEquals(307, answer.statusCode(), way.getKey());
            assertEquals(
                    secure + way.getValue(),
                    answer.headers().firstValue("Location").orElse(""),
                    way.getKey());
        }
        assertEquals(404, get("/httpsx").statusCode());
    }

    @Test
    void aNetworkOfProxiesIsBelievedAndNobodyBeyondIt() throws Exception {
        record Case(String network, boolean believed) {}
        for (Case one : List.of(
                new Case("127.0.0.0/8", true),
                new Case("127.0.0.1/32", true),
                new Case("0.0.0.0/0", true),
                new Case("127.0.0.2/32", false),
                new Case("10.0.0.0/8", false),
                new Case("::/0", false))) {
            launch.close();
            proxies = List.of("fd00::/8", one.network());
            launch = new Launch(config(0), ignored -> new Launch.Plane(plane, () -> {}));
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(http("/"))
                            .header("X-Forwarded-For", "192.168.1.9")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals(one.believed() ? 307 : 200, answer.statusCode(), one.network());
        }
    }

    @Test
    void theServerApiInBothForms() throws Exception {
        String admin = token("admin", "hop");
        String auth = "Bearer " + admin;
        String base = "/twirp/livekit.RoomService/";
        HttpResponse<String> made = post(
                base + "CreateRoom",
                "application/json;charset=UTF-8",
                "{\"name\":\"hop\",\"max_participants\":2,\"emptyTimeout\":60,\"unknown\":1}",
                "Authorization",
                auth);
        assertEquals(200, made.statusCode(), made.body());
        assertEquals(
                "application/json", made.headers().firstValue("Content-Type").orElse(""));
        assertEquals(
                "hop",
                JsonParser.parseString(made.body())
                        .getAsJsonObject()
                        .get("name")
                        .getAsString());
        HttpResponse<byte[]> listed = client.send(
                HttpRequest.newBuilder(http(base + "ListRooms"))
                        .header("Content-Type", "application/protobuf")
                        .header("Authorization", auth)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(LivekitRoom.ListRoomsRequest.newBuilder()
                                .addNames("hop")
                                .build()
                                .toByteArray()))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        LivekitRoom.ListRoomsResponse rooms = LivekitRoom.ListRoomsResponse.parseFrom(listed.body());
        assertEquals(2, rooms.getRooms(0).getMaxParticipants());
        assertEquals(60, rooms.getRooms(0).getEmptyTimeout());

        Peer an = new Peer();
        join(an, "an");
        an.next(LivekitRtc.SignalResponse.MessageCase.JOIN);
        String who = "{\"room\":\"hop\",\"identity\":\"an\"}";
        assertTrue(post(base + "GetParticipant", "application/json", who, "Authorization", auth)
                .body()
                .contains("\"identity\":\"an\""));
        HttpResponse<String> updated = post(
                base + "UpdateParticipant",
                "application/json",
                "{\"room\":\"hop\",\"identity\":\"an\",\"name\":\"An mới\",\"attributes\":{\"k\":\"v\"}}",
                "Authorization",
                auth);
        assertTrue(updated.body().contains("An mới"), updated.body());
        post(
                base + "UpdateRoomMetadata",
                "application/json",
                "{\"room\":\"hop\",\"metadata\":\"chương trình\"}",
                "Authorization",
                auth);
        while (!an.next(LivekitRtc.SignalResponse.MessageCase.ROOM_UPDATE)
                .getRoomUpdate()
                .getRoom()
                .getMetadata()
                .equals("chương trình")) {
            // Counts of the room may be told first.
        }
        record Refusal(String method, String body, String token, int status, String code) {}
        String other = token("admin", "other");
        for (Refusal one : List.of(
                new Refusal("GetParticipant", who, other, 401, "unauthenticated"),
                new Refusal("GetParticipant", who, "x", 401, "unauthenticated"),
                new Refusal("GetParticipant", "{\"room\":\"hop\",\"identity\":\"?\"}", admin, 404, "not_found"),
                new Refusal("DeleteRoom", "{\"room\":\"none\"}", admin, 404, "not_found"),
                new Refusal("CreateRoom", "{}", admin, 400, "invalid_argument"),
                new Refusal("CreateRoom", "{", admin, 400, "malformed"),
                new Refusal("MoveParticipant", "{}", admin, 501, "unimplemented"),
                new Refusal("Nothing", "{}", admin, 404, "bad_route"))) {
            HttpResponse<String> refused =
                    post(base + one.method(), "application/json", one.body(), "Authorization", "Bearer " + one.token());
            assertEquals(one.status(), refused.statusCode(), one.toString());
            assertEquals(
                    "application/json",
                    refused.headers().firstValue("Content-Type").orElse(""));
            assertEquals(
                    one.code(),
                    JsonParser.parseString(refused.body())
                            .getAsJsonObject()
                            .get("code")
                            .getAsString());
        }
        assertEquals(
                200,
                post(base + "RemoveParticipant", "application/json", who, "Authorization", auth)
                        .statusCode());
        assertEquals(
                LivekitModels.DisconnectReason.PARTICIPANT_REMOVED,
                an.next(LivekitRtc.SignalResponse.MessageCase.LEAVE).getLeave().getReason());
        Peer binh = new Peer();
        join(binh, "binh");
        binh.next(LivekitRtc.SignalResponse.MessageCase.JOIN);
        post(base + "DeleteRoom", "application/json", "{\"room\":\"hop\"}", "Authorization", auth);
        assertEquals(
                LivekitModels.DisconnectReason.ROOM_DELETED,
                binh.next(LivekitRtc.SignalResponse.MessageCase.LEAVE)
                        .getLeave()
                        .getReason());
    }

    @Test
    void webhooksAreSignedAndInOrder() throws Exception {
        Peer an = new Peer();
        WebSocket socket = join(an, "an");
        an.next(LivekitRtc.SignalResponse.MessageCase.JOIN);
        send(socket, LivekitRtc.SignalRequest.newBuilder().setLeave(LivekitRtc.LeaveRequest.getDefaultInstance()));
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            HookCall call = hooks.poll(5, TimeUnit.SECONDS);
            assertNotNull(call);
            assertEquals("application/webhook+json", call.type());
            com.auth0.jwt.interfaces.DecodedJWT jwt = com.auth0
                    .jwt
                    .JWT
                    .require(com.auth0.jwt.algorithms.Algorithm.HMAC256(KEY.secret()))
                    .withIssuer(KEY.id())
                    .build()
                    .verify(call.authorization());
            byte[] digest = java.security.MessageDigest.getInstance("SHA-256").digest(call.body());
            assertEquals(
                    Base64.getEncoder().encodeToString(digest),
                    jwt.getClaim("sha256").asString());
            events.add(JsonParser.parseString(new String(call.body(), StandardCharsets.UTF_8))
                    .getAsJsonObject()
                    .get("event")
                    .getAsString());
        }
        assertEquals(List.of("room_started", "participant_connection_aborted"), events);
    }

    @Test
    void aBusyPortIsSaidInOneLine() {
        StartRefused refused = assertThrows(
                StartRefused.class,
                () -> new Launch(config(launch.port()), ignored -> new Launch.Plane(new InertPlane(), () -> {})));
        assertEquals(1, refused.exitCode());
        assertTrue(String.valueOf(refused.getMessage()).contains("port " + launch.port()), refused.getMessage());
    }

    @Test
    void aDataFolderThatCannotBeIsSaidInOneLine() throws Exception {
        Path file = Files.writeString(folder.resolve("a-file"), "no folder");
        for (Path data : List.of(file, file.resolve("below"), file.resolve("far/below"))) {
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            int code = Launch.run(
                    new String[] {"--bind", "127.0.0.1", "--port", "0", "--tls-port", "0", "--data", data.toString()},
                    Map.of(),
                    System.out,
                    new PrintStream(said, true, StandardCharsets.UTF_8),
                    ignored -> new Launch.Plane(new InertPlane(), () -> {}));
            String line = said.toString(StandardCharsets.UTF_8);
            assertEquals(1, code, line);
            assertEquals(1, line.lines().count(), line);
            assertTrue(line.contains(data.toString()), line);
            assertTrue(line.contains(file + " là một tệp (is a file)"), line);
        }
    }

    @Test
    void theKeyIsMadeOnceAndOnlyItsOwnerReadsIt() throws Exception {
        Config bare = new Config(
                "127.0.0.1",
                0,
                0,
                0,
                1,
                false,
                List.of(),
                List.of(),
                folder.resolve("kept"),
                null,
                List.of(),
                null,
                null,
                null,
                null);
        ApiKey first = new DataFolder(bare.data()).apiKey(bare);
        ApiKey second = new DataFolder(bare.data()).apiKey(bare);
        assertEquals(first, second);
        assertTrue(first.secret().length() >= 32);
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("kept/api-key"))));
        assertFalse(first.toString().contains(first.secret()));
    }
}
