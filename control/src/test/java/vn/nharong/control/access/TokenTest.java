package vn.nharong.control.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nharong.control.HouseServer;
import vn.nharong.control.HouseServer.Browser;

/** Changing calls bring the token of the session, and come from our own page. */
@SuppressWarnings("NullAway.Init") // set before each test
class TokenTest {
    @TempDir
    Path folder;

    private HouseServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void start() {
        server = HouseServer.start(HouseServer.House.sample(folder));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private int signOut(Browser browser, String... headers) throws Exception {
        // In HTTP/2 on its second request: no Host header.
        client.send(browser.request("/").build(), HttpResponse.BodyHandlers.discarding());
        HttpRequest.Builder request = browser.request("/api/sign-out").POST(HttpRequest.BodyPublishers.noBody());
        for (int i = 0; i + 1 < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        HttpResponse<Void> answer = client.send(request.build(), HttpResponse.BodyHandlers.discarding());
        assertEquals(HttpClient.Version.HTTP_2, answer.version());
        return answer.statusCode();
    }

    @Test
    void aChangeWithoutTheTokenOfItsOwnSessionIsRefused() throws Exception {
        Browser operator = server.demo("OPERATOR");
        Browser other = server.demo("OPERATOR");
        String token = operator.csrf();
        assertNotNull(token);
        assertEquals(403, signOut(operator));
        assertEquals(403, signOut(operator, "X-CSRF-Token", ""));
        String wrong = (token.startsWith("x") ? "y" : "x") + token.substring(1);
        assertEquals(403, signOut(operator, "X-CSRF-Token", wrong));
        assertEquals(403, signOut(other, "X-CSRF-Token", token), "somebody else's");
        assertEquals(200, operator.get("/api/me").status(), "still signed in");
        assertEquals(200, signOut(operator, "X-CSRF-Token", token));
        assertEquals(401, operator.get("/api/me").status());
    }

    @Test
    void aScreensCookieNeedsItTooAndAKeyInAHeaderDoesNot() throws Exception {
        Browser kiosk = server.demo("SITE");
        assertEquals(403, signOut(kiosk));
        Browser synthetic = server.browser();
        synthetic.headers.addAll(java.util.List.of("Authorization", "Device " + kiosk.device));
        assertEquals(200, synthetic.get("/api/kiosk/me").status());
        assertEquals("", synthetic.get("/api/kiosk/me").json().path("csrf").asString("none"), "none is needed");
        assertEquals(200, signOut(synthetic));
        assertEquals(401, kiosk.get("/api/kiosk/me").status(), "given back");
    }

    @Test
    void aHeaderCannotBeMixedWithWhatABrowserAddsByItself() throws Exception {
        Browser both = server.demo("OPERATOR");
        both.headers.addAll(java.util.List.of("Authorization", "Device nothing"));
        assertEquals(401, signOut(both));
    }

    @Test
    void whatABrowserSendsForAnotherPageIsRefused() throws Exception {
        Browser operator = server.demo("OPERATOR");
        String token = operator.csrf();
        assertNotNull(token);
        assertEquals(403, signOut(operator, "X-CSRF-Token", token, "Sec-Fetch-Site", "cross-site"));
        assertEquals(403, signOut(operator, "X-CSRF-Token", token, "Sec-Fetch-Site", "same-site"));
        assertEquals(403, signOut(operator, "X-CSRF-Token", token, "Origin", "http://127.0.0.1:1"));
        // Nor may a foreign page sign its victim in to an account of its own.
        assertEquals(
                "cross-site",
                server.browser()
                        .post("/api/sign-in", "{\"account\":\"a\",\"password\":\"b\"}", "Origin", "http://evil.example")
                        .code());
        String origin = "http://127.0.0.1:" + server.port();
        assertEquals(200, signOut(operator, "X-CSRF-Token", token, "Sec-Fetch-Site", "same-origin", "Origin", origin));
    }

    @Test
    void theCookieIsForThisHostAloneAndNoScriptReadsIt() throws Exception {
        String cookie = server.browser()
                .post("/api/demo/sign-in", "{\"role\":\"OPERATOR\"}")
                .header("Set-Cookie");
        assertTrue(cookie.startsWith("__Host-nharong="), cookie);
        for (String attribute : new String[] {"; Path=/;", "; Secure", "; HttpOnly", "; SameSite=Strict"}) {
            assertTrue(cookie.contains(attribute), cookie);
        }
        assertTrue(!cookie.contains("Domain"), cookie);
        String device = server.browser()
                .post("/api/demo/sign-in", "{\"role\":\"SITE\"}")
                .header("Set-Cookie");
        assertTrue(device.startsWith("__Host-nharong-device="), device);
        assertTrue(device.contains("; HttpOnly") && device.contains("; SameSite=Strict"), device);
    }
}
