package vn.nharong.control.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import vn.nharong.control.HouseServer;
import vn.nharong.control.HouseServer.Answer;
import vn.nharong.control.HouseServer.Browser;
import vn.nharong.control.identity.Role;

/** A screen gets its key without anybody having a password, and loses it. */
class PairingTest {
    @TempDir
    Path folder;

    @Test
    void aClerkTypesWhatTheScreenShows() throws Exception {
        try (HouseServer server = HouseServer.start(HouseServer.House.sample(folder))) {
            People some = new People(server);
            String site = some.site("Xã Ia Dom").id().toString();
            Browser clerk = server.demo("DISTRICT_CLERK");
            Browser screen = server.browser();
            assertEquals("not-paired", screen.get("/api/kiosk/me").code());
            JsonNode offer = screen.post("/api/kiosk/pair", "{}").json();
            String code = offer.path("code").asString();
            String poll = offer.path("pollId").asString();
            assertTrue(code.matches("[2-9A-HJ-NP-Z]{3}-[2-9A-HJ-NP-Z]{3}"), code);
            CompletableFuture<List<String>> events = screen.events("/api/kiosk/pair/" + poll + "/events");
            assertEquals(
                    "pairing-unknown",
                    screen.post("/api/kiosk/pair/" + poll + "/claim", "{}").code(),
                    "too early");

            String typed =
                    "{\"code\":\"" + code.toLowerCase(java.util.Locale.ROOT).replace("-", " ") + "\"}";
            String elsewhere = some.site("Huyện Ia Grai").id().toString();
            assertEquals(
                    "not-allowed",
                    clerk.post("/api/sites/" + elsewhere + "/pair", typed).code());
            assertEquals(
                    "code-refused",
                    clerk.post("/api/sites/" + site + "/pair", "{\"code\":\"AAA-AAA\"}")
                            .code());
            assertEquals(200, clerk.post("/api/sites/" + site + "/pair", typed).status());
            assertEquals(
                    "code-refused",
                    clerk.post("/api/sites/" + site + "/pair", typed).code(),
                    "once");
            assertTrue(events.get(20, TimeUnit.SECONDS).contains("event:paired"), events.toString());
            assertEquals(
                    200, screen.post("/api/kiosk/pair/" + poll + "/claim", "{}").status());
            assertNotNull(screen.device);
            assertEquals(
                    "pairing-unknown",
                    server.browser()
                            .post("/api/kiosk/pair/" + poll + "/claim", "{}")
                            .code(),
                    "once");
            assertEquals(
                    "Xã Ia Dom", screen.get("/api/kiosk/me").json().path("name").asString());
            assertEquals(200, screen.post("/api/sign-out", "{}").status());
            assertEquals(200, screen.get("/api/kiosk/me").status(), "a real screen stays paired");

            JsonNode endpoint = endpoint(clerk, site);
            assertTrue(
                    endpoint.path("pairedAt").isString()
                            && endpoint.path("lastSeen").isString(),
                    endpoint.toString());
            String id = endpoint.path("id").asString();
            assertEquals(
                    "not-allowed",
                    server.demo("OPERATOR")
                            .post("/api/endpoints/" + id + "/revoke", "{}")
                            .code());
            assertEquals(
                    200, clerk.post("/api/endpoints/" + id + "/revoke", "{}").status());
            assertEquals("not-paired", screen.get("/api/kiosk/me").code());
            assertTrue(endpoint(clerk, site).path("revoked").asBoolean());
        }
    }

    private static JsonNode endpoint(Browser reader, String site) throws Exception {
        for (JsonNode each : reader.get("/api/sites").json()) {
            if (each.path("id").asString().equals(site)) {
                return each.path("endpoints").path(0);
            }
        }
        throw new AssertionError("no such site");
    }

    @Test
    void whoAsksForCodesWithoutEndWaits() throws Exception {
        try (HouseServer server = HouseServer.start(HouseServer.House.sample(folder))) {
            Answer answer = server.browser().post("/api/kiosk/pair", "{}");
            for (int i = 0; i < 50 && answer.status() == 200; i++) {
                answer = server.browser().post("/api/kiosk/pair", "{}");
            }
            assertEquals(429, answer.status());
            assertEquals("too-many-tries", answer.code());
        }
    }

    @Test
    void aPersonIsNoScreenAndAScreenNoPerson() throws Exception {
        try (HouseServer server = HouseServer.start(HouseServer.House.sample(folder))) {
            assertEquals(
                    "not-paired",
                    server.demo("ADMINISTRATOR").get("/api/kiosk/me").code());
            Browser screen = server.demo("SITE");
            assertEquals("not-allowed", screen.get("/api/units").code());
            assertEquals("not-allowed", screen.get("/api/me/sessions").code());
        }
    }

    @Test
    void aStreamEndsWithTheSessionThatOpenedIt() throws Exception {
        try (HouseServer server = HouseServer.start(HouseServer.House.sample(folder))) {
            People some = new People(server);
            Browser watcher = some.browser("watcher", Role.OBSERVER, null);
            Browser administrator = server.demo("ADMINISTRATOR");
            OpenStreams streams = server.bean(OpenStreams.class);
            // Of the streams there are, this one may be opened by somebody who is signed in too.
            String poll = server.browser()
                    .post("/api/kiosk/pair", "{}")
                    .json()
                    .path("pollId")
                    .asString();
            CompletableFuture<List<String>> events = watcher.events("/api/kiosk/pair/" + poll + "/events");
            for (int i = 0; i < 200 && streams.count() == 0; i++) {
                Thread.sleep(20);
            }
            assertEquals(1, streams.count());
            streams.lookOnce();
            assertEquals(1, streams.count(), "its session holds");
            String session = "";
            for (JsonNode each : administrator.get("/api/sessions").json()) {
                session = each.path("account").asString().equals("watcher")
                        ? each.path("id").asString()
                        : session;
            }
            assertEquals(
                    200,
                    administrator
                            .post("/api/sessions/" + session + "/end", "{}")
                            .status());
            assertTrue(!events.get(20, TimeUnit.SECONDS).contains("event:paired"));
            assertEquals(0, streams.count());
        }
    }
}
