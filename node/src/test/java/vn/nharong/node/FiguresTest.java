package vn.nharong.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who may see what the server uses, and that it is measured. */
class FiguresTest {
    private static final String OTHER_SECRET = "another secret of more than thirty-two characters";

    @RegisterExtension
    final TestServer server = new TestServer();

    private HttpResponse<String> ask(String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.http("/api/figures"));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return server.client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String token(String secret, Map<String, Object> grant, Instant until) {
        return "Bearer "
                + JWT.create()
                        .withIssuer(TestServer.KEY.id())
                        .withExpiresAt(until)
                        .withClaim("video", grant)
                        .sign(Algorithm.HMAC256(secret));
    }

    @Test
    void isToldToTheKeyAlone() throws Exception {
        Map<String, Object> list = Map.of("roomList", true);
        Instant soon = Instant.now().plusSeconds(60);
        String good = TestServer.KEY.secret();
        assertEquals(401, ask("").statusCode());
        assertEquals(401, ask("Bearer x").statusCode());
        assertEquals(401, ask(token(OTHER_SECRET, list, soon)).statusCode());
        assertEquals(
                401, ask(token(good, list, Instant.now().minusSeconds(600))).statusCode());
        assertEquals(
                403,
                ask(token(good, Map.of("roomJoin", true, "room", "hop"), soon)).statusCode());
        assertEquals(200, ask(token(good, list, soon)).statusCode());
    }

    @Test
    void isMeasuredNow() throws Exception {
        String token = token(
                TestServer.KEY.secret(), Map.of("roomList", true), Instant.now().plusSeconds(60));
        JsonObject before = JsonParser.parseString(ask(token).body()).getAsJsonObject();
        long until = cpu(before) + 20_000_000;
        JsonObject after = before;
        while (cpu(after) < until) {
            after = JsonParser.parseString(ask(token).body()).getAsJsonObject();
        }
        JsonObject process = after.getAsJsonObject("process");
        assertTrue(process.get("rss_bytes").getAsLong() > 10 << 20, process::toString);
        assertTrue(process.get("heap_bytes").getAsLong() > 0);
        assertTrue(process.get("descriptors").getAsLong() > 3);
        assertTrue(process.get("threads").getAsInt() > 1);
        assertEquals(
                Runtime.getRuntime().availableProcessors(),
                after.getAsJsonObject("machine").get("cores").getAsInt());
        assertFalse(after.getAsJsonObject("machine").get("srtp").getAsString().isEmpty());
        assertTrue(after.get("uptime_ns").getAsLong() > before.get("uptime_ns").getAsLong());
    }

    private static long cpu(JsonObject figures) {
        return figures.getAsJsonObject("process").get("cpu_ns").getAsLong();
    }
}
