package vn.nharong.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import vn.nharong.signal.token.Grant;

/** The page, its headers, the guest's ticket, health. */
class DoorTest {
    @RegisterExtension
    final TestServer server = new TestServer();

    @Test
    void aGuestGetsATicketAndKeepsItsIdentityWithTheSecret() throws Exception {
        JsonObject first = JsonParser.parseString(
                        server.post("/api/join", "application/json", "{\"room\":\"họp\",\"name\":\"An\"}")
                                .body())
                .getAsJsonObject();
        String identity = first.get("identity").getAsString();
        String resume = first.get("resume").getAsString();
        Grant grant = TestServer.TOKENS.verify(first.get("token").getAsString());
        assertEquals("họp", grant.room());
        assertEquals("An", grant.name());
        assertEquals(identity, grant.identity());
        assertFalse(grant.roomAdmin());
        String again = "{\"room\":\"họp\",\"name\":\"An\",\"identity\":\"%s\",\"resume\":\"%s\"}";
        assertEquals(
                identity,
                JsonParser.parseString(server.post("/api/join", "application/json", again.formatted(identity, resume))
                                .body())
                        .getAsJsonObject()
                        .get("identity")
                        .getAsString());
        assertFalse(
                JsonParser.parseString(server.post("/api/join", "application/json", again.formatted(identity, "guess"))
                                .body())
                        .getAsJsonObject()
                        .get("identity")
                        .getAsString()
                        .equals(identity));
        for (String bad : List.of("", "[]", "{", "{\"room\":\"\",\"name\":\"An\"}", "{\"room\":\"a\",\"name\":7}x")) {
            HttpResponse<String> refused = server.post("/api/join", "application/json", bad);
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
                413,
                server.post("/api/join", "application/json", "x".repeat(9000)).statusCode());
    }

    @Test
    void whoFetchesTicketsWithoutEndIsToldToWait() throws Exception {
        String wish = "{\"room\":\"họp\",\"name\":\"An\"}";
        HttpResponse<String> answer = server.post("/api/join", "application/json", wish);
        for (int i = 0; i < 5000 && answer.statusCode() == 200; i++) {
            answer = server.post("/api/join", "application/json", wish);
        }
        assertEquals(429, answer.statusCode());
        assertTrue(Integer.parseInt(answer.headers().firstValue("Retry-After").orElse("0")) > 0);
        JsonObject problem = JsonParser.parseString(answer.body()).getAsJsonObject();
        assertEquals("too-many", problem.get("code").getAsString());
        assertTrue(problem.get("detail").getAsString().startsWith("Quá nhiều lượt xin vào họp"), answer.body());
        HttpResponse<String> elsewhere = server.post(
                "/api/join", "application/json", wish, "X-Forwarded-For", "192.168.1.9", "X-Forwarded-Proto", "https");
        assertEquals(200, elsewhere.statusCode(), "another address, told by a proxy that is believed");
    }

    @Test
    void whoAsksWithWrongTokensAgainAndAgainWaitsAndTheOthersDoNot() throws Exception {
        HttpResponse<String> answer = server.get("/rtc/v1/validate?access_token=wrong");
        assertEquals(401, answer.statusCode());
        for (int i = 0; i < 30 && answer.statusCode() == 401; i++) {
            answer = server.get("/rtc/v1/validate?access_token=wrong");
        }
        assertEquals(429, answer.statusCode());
        assertTrue(Integer.parseInt(answer.headers().firstValue("Retry-After").orElse("0")) > 0);
        assertTrue(answer.body().startsWith("Sai nhiều lần"), answer.body());
        assertEquals(429, server.get("/rtc/v1/validate;x=1?access_token=wrong").statusCode(), "however it is written");
        SignalPeer peer = new SignalPeer();
        server.join(peer, "an").abort();
    }

    @Test
    void besideMeetingsGuestsEnterWhereTheyAreWanted() throws Exception {
        server.close();
        server.start(new Companion() {
            @Override
            public void start(Server host) throws StartRefused {
                host.begin((classes, context) -> {});
            }

            @Override
            public boolean guestsMayEnter(jakarta.servlet.http.HttpServletRequest request) {
                return request.getHeader("X-Wanted") != null;
            }

            @Override
            public void close() {}
        });
        String wish = "{\"room\":\"họp\",\"name\":\"An\"}";
        HttpResponse<String> refused = server.post("/api/join", "application/json", wish);
        assertEquals(403, refused.statusCode());
        JsonObject problem = JsonParser.parseString(refused.body()).getAsJsonObject();
        assertEquals("rooms-closed", problem.get("code").getAsString());
        assertTrue(problem.get("detail").getAsString().contains("Guest rooms are not open here"), refused.body());
        assertEquals(
                200,
                server.post("/api/join", "application/json", wish, "X-Wanted", "1")
                        .statusCode());
    }

    @Test
    void thePageAndItsHeaders() throws Exception {
        HttpResponse<String> page = server.get("/");
        assertEquals("<title>page</title>", page.body());
        assertEquals("<title>page</title>", server.get("/r/hop").body());
        String policy = page.headers().firstValue("Content-Security-Policy").orElse("");
        assertTrue(policy.startsWith("default-src 'self';") && policy.contains("frame-ancestors 'none'"), policy);
        assertEquals(
                "nosniff", page.headers().firstValue("X-Content-Type-Options").orElse(""));
        assertEquals("no-referrer", page.headers().firstValue("Referrer-Policy").orElse(""));
        assertTrue(page.headers().firstValue("Permissions-Policy").isPresent());
        assertEquals("DENY", page.headers().firstValue("X-Frame-Options").orElse(""));
        assertEquals(
                "same-origin",
                page.headers().firstValue("Cross-Origin-Opener-Policy").orElse(""));
        HttpResponse<String> asset = server.get("/assets/a-123.js");
        assertTrue(asset.headers().firstValue("Cache-Control").orElse("").contains("immutable"));
        assertEquals(
                "text/javascript;charset=UTF-8",
                asset.headers().firstValue("Content-Type").orElse(""));
        for (String path : List.of("/nothing", "/%2e%2e/secret.txt", "/assets/%2e%2e/%2e%2e/secret.txt", "/api/none")) {
            HttpResponse<String> missing = server.get(path);
            assertTrue(missing.statusCode() == 404 || missing.statusCode() == 400, path);
            assertFalse(missing.body().contains("Tomcat"), missing.body());
        }
        HttpResponse<String> browser = server.client.send(
                HttpRequest.newBuilder(server.http("/nothing"))
                        .header("Accept", "text/html,*/*;q=0.8")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(404, browser.statusCode());
        assertEquals("<title>page</title>", browser.body(), "the page says in the person's language what is wrong");
        assertEquals("OK", server.get("/healthz").body());
    }

    @Test
    void aDeadMediaLoopIsNoHealth() throws Exception {
        assertEquals(200, server.get("/healthz").statusCode());
        server.plane.alive = false;
        HttpResponse<String> sick = server.get("/healthz");
        assertEquals(503, sick.statusCode());
        assertEquals("một vòng media đã dừng (a media loop has died)", sick.body());
    }
}
