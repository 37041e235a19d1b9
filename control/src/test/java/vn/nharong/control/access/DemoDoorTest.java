package vn.nharong.control.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.nharong.control.HouseServer;
import vn.nharong.control.HouseServer.Answer;
import vn.nharong.control.HouseServer.Browser;
import vn.nharong.control.audit.AuditLog;
import vn.nharong.control.data.Databases;

/** The sample province: what is in it, and who gets in. */
class DemoDoorTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Databases.class)
    void anEmptyFolderBecomesTheProvinceOf240Sites(Databases which) throws Exception {
        HouseServer.House house = new HouseServer.House(folder, which.url(), false, false, null);
        try (HouseServer server = HouseServer.start(house)) {
            Browser operator = server.browser();
            Answer door = operator.get("/api/me");
            assertEquals(401, door.status());
            assertEquals("demo-door", door.code());
            assertEquals(240, operator.get("/api/demo").json().path("sites").size());
            assertEquals(
                    200,
                    operator.post("/api/demo/sign-in", "{\"role\":\"OPERATOR\"}")
                            .status());
            Answer me = operator.get("/api/me");
            assertEquals("Cán bộ vận hành (mẫu)", me.json().path("name").asString());
            assertEquals(
                    "Tỉnh Gia Lai",
                    me.json().path("roles").path(0).path("unitName").asString());
            assertTrue(me.json().path("demo").asBoolean());
            assertTrue(server.bean(AuditLog.class).verify().whole());
        }
        try (HouseServer again = HouseServer.start(house)) {
            assertEquals(
                    240, again.browser().get("/api/demo").json().path("sites").size(), "made once");
        }
    }

    @Test
    void aSitesScreenIsOneClickToo() throws Exception {
        try (HouseServer server = HouseServer.start(HouseServer.House.sample(folder))) {
            Browser kiosk = server.demo("SITE");
            assertNull(kiosk.session);
            assertNotNull(kiosk.device);
            Answer me = kiosk.get("/api/kiosk/me");
            assertEquals("Xã Ia Dom", me.json().path("name").asString());
            assertEquals("SITE", me.json().path("roles").path(0).path("role").asString());
            assertEquals("Xã Ia Dom", kiosk.get("/api/me").json().path("name").asString());
            // The same browser opens the console beside it: both go on.
            assertEquals(
                    200, kiosk.post("/api/demo/sign-in", "{\"role\":\"CHAIR\"}").status());
            assertEquals(
                    "Chủ tọa (mẫu)", kiosk.get("/api/me").json().path("name").asString());
            assertEquals(
                    "Xã Ia Dom", kiosk.get("/api/kiosk/me").json().path("name").asString());
        }
    }

    @Test
    void fromElsewhereThereIsNoSuchDoor() throws Exception {
        try (HouseServer server = HouseServer.start(HouseServer.House.sample(folder))) {
            for (List<String> sign : List.of(
                    List.of("X-Forwarded-For", "192.168.1.9"),
                    List.of("X-Forwarded-Proto", "https"),
                    List.of("Forwarded", "for=192.168.1.9"),
                    List.of("Via", "1.1 proxy"),
                    List.of("X-Real-IP", "192.168.1.9"),
                    List.of("Origin", "https://hop.gialai.gov.vn"),
                    List.of("Origin", "null"))) {
                Browser stranger = server.browser();
                stranger.headers.addAll(sign);
                assertEquals("sign-in", stranger.get("/api/me").code(), sign.toString());
                Answer refused = stranger.post("/api/demo/sign-in", "{\"role\":\"ADMINISTRATOR\"}");
                assertEquals(403, refused.status(), sign.toString());
                assertNull(stranger.session, sign.toString());
                assertEquals(403, stranger.get("/api/demo").status());
            }
            // A name that was pointed at this machine (DNS rebinding); the client does not let a Host be set.
            String raw = RawHttp.send(
                    server.port(),
                    "POST /api/demo/sign-in HTTP/1.1\r\nHost: evil.example\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 24\r\nConnection: close\r\n\r\n{\"role\":\"ADMINISTRATOR\"}");
            assertTrue(raw.startsWith("HTTP/1.1 403"), raw);
            assertFalse(raw.contains("Set-Cookie"), raw);
        }
    }

    @Test
    void realDataHasNoSuchDoor() throws Exception {
        try (HouseServer server = HouseServer.start(HouseServer.House.empty(folder))) {
            Browser anybody = server.browser();
            assertEquals("set-up", anybody.get("/api/me").code());
            assertEquals(
                    403,
                    anybody.post("/api/demo/sign-in", "{\"role\":\"ADMINISTRATOR\"}")
                            .status());
            assertNull(anybody.session);
        }
        // Not even when the option is left out later, or the account of a sample house were there.
        try (HouseServer server = HouseServer.start(HouseServer.House.sample(folder))) {
            Browser anybody = server.browser();
            assertEquals("set-up", anybody.get("/api/me").code());
            assertEquals(
                    403,
                    anybody.post("/api/demo/sign-in", "{\"role\":\"ADMINISTRATOR\"}")
                            .status());
        }
    }

    @Test
    void noAccountOfTheProvinceHasAPassword() throws Exception {
        try (HouseServer server = HouseServer.start(HouseServer.House.sample(folder))) {
            for (String password : List.of("quantri", "admin", "password", " ")) {
                Answer refused = server.browser()
                        .post("/api/sign-in", "{\"account\":\"quantri\",\"password\":\"" + password + "\"}");
                assertTrue(refused.status() == 401 || refused.status() == 429, refused.toString());
            }
            assertEquals(
                    403,
                    server.browser()
                            .post(
                                    "/api/password",
                                    "{\"account\":\"quantri\",\"code\":\"AAAA-AAAA\",\"password\":\"một mật khẩu dài\"}")
                            .status());
        }
    }

    @Test
    void guestsOpenRoomsInTheSampleProvinceFromItsMachineOrWhereItWasWanted() throws Exception {
        try (HouseServer server = HouseServer.start(HouseServer.House.sample(folder.resolve("sample")))) {
            assertEquals("true", server.browser().get("/guests").body());
            assertEquals(
                    "false",
                    server.browser()
                            .get("/guests", "X-Forwarded-For", "10.0.0.1")
                            .body());
        }
        try (HouseServer server = HouseServer.start(HouseServer.House.empty(folder.resolve("real")))) {
            assertEquals("false", server.browser().get("/guests").body());
        }
        try (HouseServer server =
                HouseServer.start(new HouseServer.House(folder.resolve("real"), null, false, true, null))) {
            assertEquals(
                    "true",
                    server.browser()
                            .get("/guests", "X-Forwarded-For", "10.0.0.1")
                            .body());
        }
    }
}
