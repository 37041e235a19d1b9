package vn.nharong.control.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import vn.nharong.control.HouseServer;
import vn.nharong.control.HouseServer.Answer;
import vn.nharong.control.HouseServer.Browser;
import vn.nharong.control.audit.AuditLog;

/** From an empty house to an administrator who may act, and what happens to whoever guesses. */
class SignInTest {
    private static final String PASSWORD = "mật khẩu thật dài";

    @TempDir
    Path folder;

    private static Answer setUp(Browser browser, String code) throws Exception {
        return browser.post(
                "/api/set-up",
                "{\"code\":\"%s\",\"name\":\"Nguyễn Văn An\",\"account\":\"An.Nguyen\",\"password\":\"%s\"}"
                        .formatted(code, PASSWORD));
    }

    private static Answer signIn(Browser browser, String account, String password, String code) throws Exception {
        return browser.post(
                "/api/sign-in",
                "{\"account\":\"%s\",\"password\":\"%s\",\"code\":%s}"
                        .formatted(account, password, code.isEmpty() ? "null" : "\"" + code + "\""));
    }

    /** As a telephone computes it, written a second time from the RFC. */
    private static String totp(String base32, long step) throws Exception {
        StringBuilder bits = new StringBuilder();
        for (char each : base32.toCharArray()) {
            String five = Integer.toBinaryString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(each));
            bits.append("0".repeat(5 - five.length())).append(five);
        }
        byte[] secret = new byte[bits.length() / 8];
        for (int i = 0; i < secret.length; i++) {
            secret[i] = (byte) Integer.parseInt(bits.substring(i * 8, i * 8 + 8), 2);
        }
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(secret, "HmacSHA1"));
        byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
        int number = ByteBuffer.wrap(hash, hash[19] & 15, 4).getInt() & 0x7fffffff;
        return String.format("%06d", number % 1_000_000);
    }

    private static long step() {
        return System.currentTimeMillis() / 30_000;
    }

    @Test
    void anEmptyHouseGetsItsFirstAdministratorWhoThenTakesTheSecondStep() throws Exception {
        String secret;
        List<String> recovery = new ArrayList<>();
        try (HouseServer server = HouseServer.start(HouseServer.House.empty(folder))) {
            String code = server.control().listening().orElseThrow();
            Browser an = server.browser();
            assertEquals("set-up", an.get("/api/me").code());
            assertEquals("code-refused", setUp(an, "AAAA-BBBB-CCCC").code());
            assertNull(an.session);
            assertEquals(200, setUp(an, code.toLowerCase(java.util.Locale.ROOT)).status());
            assertEquals("code-refused", setUp(server.browser(), code).code(), "once");
            assertTrue(server.control().listening().isEmpty());
            assertEquals("NONE", an.get("/api/me").json().path("secondStep").asString());

            // The password alone administers nothing.
            assertEquals("second-step-required", an.get("/api/accounts").code());
            JsonNode offer = an.post("/api/me/second-step", "{}").json();
            secret = offer.path("secret").asString();
            assertTrue(
                    offer.path("uri").asString().startsWith("otpauth://totp/Nh%C3%A0%20R%C3%B4ng%3Aan.nguyen?secret="));
            assertEquals(
                    "sign-in-refused",
                    an.post("/api/me/second-step/confirm", "{\"code\":\"000000\"}")
                            .code());
            assertEquals("second-step-required", an.get("/api/accounts").code());
            Answer confirmed =
                    an.post("/api/me/second-step/confirm", "{\"code\":\"" + totp(secret, step() - 1) + "\"}");
            assertEquals(200, confirmed.status(), confirmed.toString());
            confirmed.json().path("codes").forEach(each -> recovery.add(each.asString()));
            assertEquals(10, recovery.size());
            assertEquals("TAKEN", an.get("/api/me").json().path("secondStep").asString());
            assertEquals(1, an.get("/api/accounts").json().size());

            // The root list, without which there are no units.
            byte[] list = HouseServer.resource("/units/gia-lai-2025.csv");
            assertEquals(
                    136,
                    an.upload("/api/units/import", list, "validFrom", "01/07/2025")
                            .json()
                            .path("begins")
                            .size());
            assertEquals(
                    "Tỉnh Gia Lai",
                    an.get("/api/me")
                            .json()
                            .path("roles")
                            .path(0)
                            .path("unitName")
                            .asString());
            assertEquals(136, an.get("/api/units").json().size());
            String words = server.bean(JdbcClient.class)
                    .sql("select totp_secret from account")
                    .query((row, number) -> row.getString(1))
                    .single();
            assertTrue(!words.contains(secret), "sealed");
        }
        try (HouseServer server = HouseServer.start(HouseServer.House.empty(folder))) {
            Browser an = server.browser();
            assertEquals("code-required", signIn(an, "an.nguyen", PASSWORD, "").code());
            assertEquals(
                    "sign-in-refused",
                    signIn(an, "an.nguyen", PASSWORD, "123456").code());
            String code = totp(secret, step());
            assertEquals(200, signIn(an, " AN.NGUYEN ", PASSWORD, code).status());
            assertEquals(
                    "sign-in-refused",
                    signIn(server.browser(), "an.nguyen", PASSWORD, code).code(),
                    "used");
            String lost = recovery.getFirst();
            assertEquals(
                    200, signIn(server.browser(), "an.nguyen", PASSWORD, lost).status());
            assertEquals(
                    "sign-in-refused",
                    signIn(server.browser(), "an.nguyen", PASSWORD, lost).code(),
                    "used");
            assertEquals(
                    "second-step-kept",
                    an.post("/api/me/second-step/remove", "{\"code\":\"" + recovery.get(1) + "\"}")
                            .code());
            assertEquals("TAKEN", an.get("/api/me").json().path("secondStep").asString());
            // Who finds the browser open can't put a telephone of his own in the place of An's.
            assertEquals("input", an.post("/api/me/second-step", "{}").code());
            assertEquals(
                    "sign-in-refused",
                    an.post("/api/me/second-step", "{\"code\":\"000000\"}").code());
            assertTrue(server.bean(AuditLog.class).verify().whole());
            assertTrue(refused(server) >= 5);
        }
    }

    /** Sign-ins that were refused, as the log has them. */
    private static int refused(HouseServer server) {
        return server.bean(JdbcClient.class)
                .sql("select count(*) from audit_event where act = 'session.refused'")
                .query((row, number) -> row.getInt(1))
                .single();
    }

    @Test
    void anAccountIsHandedOverByAOneTimeCode() throws Exception {
        try (HouseServer server = HouseServer.start(HouseServer.House.sample(folder))) {
            Browser administrator = server.demo("ADMINISTRATOR");
            Answer made = administrator.post(
                    "/api/accounts",
                    "{\"account\":\"binh\",\"name\":\"Bình\",\"grants\":[{\"role\":\"OPERATOR\",\"unit\":null}]}");
            assertEquals(200, made.status(), made.toString());
            String code = made.json().path("code").asString();
            assertEquals(401, signIn(server.browser(), "binh", "", "").status() == 400 ? 401 : 0, "no password yet");
            String wish = "{\"account\":\"binh\",\"code\":\"%s\",\"password\":\"%s\"}";
            Browser binh = server.browser();
            assertEquals(
                    "code-refused",
                    binh.post("/api/password", wish.formatted("AAAA-AAAA-AAAA-AAAA", PASSWORD))
                            .code());
            assertEquals(
                    "password-length",
                    binh.post("/api/password", wish.formatted(code, "ngắn")).code());
            assertEquals(
                    "password-easy",
                    binh.post("/api/password", wish.formatted(code, "abababababab"))
                            .code());
            assertEquals(
                    "password-easy",
                    binh.post("/api/password", wish.formatted(code, "mật khẩu của binh"))
                            .code());
            assertEquals(
                    200,
                    binh.post("/api/password", wish.formatted(code, PASSWORD)).status());
            assertEquals(
                    "code-refused",
                    binh.post("/api/password", wish.formatted(code, PASSWORD)).code(),
                    "once");
            assertEquals(200, signIn(binh, "binh", PASSWORD, "").status());
            assertEquals(
                    "OPERATOR",
                    binh.get("/api/me")
                            .json()
                            .path("roles")
                            .path(0)
                            .path("role")
                            .asString());

            // Another place, seen and ended from here.
            Browser home = server.browser();
            signIn(home, "binh", PASSWORD, "");
            JsonNode list = binh.get("/api/me/sessions").json();
            assertEquals(2, list.size());
            for (JsonNode each : list) {
                if (!each.path("current").asBoolean()) {
                    assertEquals(
                            200,
                            binh.post("/api/me/sessions/" + each.path("id").asString() + "/end", "{}")
                                    .status());
                }
            }
            assertEquals(401, home.get("/api/me").status());
            assertEquals(200, binh.get("/api/me").status());
            assertEquals(
                    "session-unknown",
                    binh.post("/api/me/sessions/" + UUID.randomUUID() + "/end", "{}")
                            .code());

            // Everywhere else at once.
            signIn(home, "binh", PASSWORD, "");
            assertEquals(200, binh.post("/api/me/sessions/end", "{}").status());
            assertEquals(401, home.get("/api/me").status());
            assertEquals(1, binh.get("/api/me/sessions").json().size());

            // The second step of one's own will, and back again by a code of it.
            String secret =
                    binh.post("/api/me/second-step", "{}").json().path("secret").asString();
            assertEquals(
                    200,
                    binh.post("/api/me/second-step/confirm", "{\"code\":\"" + totp(secret, step() - 1) + "\"}")
                            .status());
            assertEquals("code-required", signIn(home, "binh", PASSWORD, "").code());
            assertEquals(
                    "sign-in-refused",
                    binh.post("/api/me/second-step/remove", "{\"code\":\"000000\"}")
                            .code());
            assertEquals(
                    200,
                    binh.post("/api/me/second-step/remove", "{\"code\":\"" + totp(secret, step()) + "\"}")
                            .status());
            assertEquals(200, signIn(home, "binh", PASSWORD, "").status());

            // A changed password ends the others; wrong ones change nothing.
            signIn(home, "binh", PASSWORD, "");
            String change = "{\"old\":\"%s\",\"password\":\"một mật khẩu khác\"}";
            assertEquals(
                    "sign-in-refused",
                    binh.post("/api/me/password", change.formatted("sai")).code());
            assertEquals(
                    200,
                    binh.post("/api/me/password", change.formatted(PASSWORD)).status());
            assertEquals(401, home.get("/api/me").status());
            assertEquals("sign-in-refused", signIn(home, "binh", PASSWORD, "").code());

            // Shut out: at once.
            String id = made.json().path("id").asString();
            assertEquals(
                    200,
                    administrator
                            .patch("/api/accounts/" + id, "{\"disabled\":true}")
                            .status());
            assertEquals(401, binh.get("/api/me").status());
            assertEquals(
                    "sign-in-refused",
                    signIn(home, "binh", "một mật khẩu khác", "").code());
        }
    }

    @Test
    void whoGuessesIsLockedOutAndShown() throws Exception {
        try (HouseServer server = HouseServer.start(HouseServer.House.sample(folder))) {
            Browser administrator = server.demo("ADMINISTRATOR");
            Answer made = administrator.post(
                    "/api/accounts",
                    "{\"account\":\"binh\",\"name\":\"Bình\",\"grants\":[{\"role\":\"OPERATOR\",\"unit\":null}]}");
            server.browser()
                    .post(
                            "/api/password",
                            "{\"account\":\"binh\",\"code\":\"%s\",\"password\":\"%s\"}"
                                    .formatted(made.json().path("code").asString(), PASSWORD));
            Answer refused = signIn(server.browser(), "binh", "sai", "");
            for (int i = 0; i < 20 && refused.status() == 401; i++) {
                assertEquals("sign-in-refused", refused.code());
                refused = signIn(server.browser(), "binh", "sai", "");
            }
            assertEquals(429, refused.status());
            assertEquals("too-many-tries", refused.code());
            assertTrue(Integer.parseInt(refused.header("Retry-After")) >= 1);
            assertEquals(429, signIn(server.browser(), "binh", PASSWORD, "").status(), "not even with the right one");
            Browser operator = server.demo("OPERATOR");
            JsonNode shown = operator.get("/api/tries").json();
            assertEquals("binh", shown.path(0).path("account").asString());
            assertEquals("SIGN_IN", shown.path(0).path("door").asString());
            assertEquals(
                    200,
                    administrator
                            .post("/api/tries/forget", "{\"door\":\"SIGN_IN\",\"account\":\"binh\"}")
                            .status());
            assertEquals(200, signIn(server.browser(), "binh", PASSWORD, "").status());
        }
    }

    @Test
    void anUnknownAccountIsToldNothingElse() throws Exception {
        try (HouseServer server = HouseServer.start(HouseServer.House.sample(folder))) {
            Answer unknown = signIn(server.browser(), "nobody-here", PASSWORD, "");
            Answer known = signIn(server.browser(), "quantri", PASSWORD, "");
            assertEquals(known.body(), unknown.body());
            assertEquals(known.status(), unknown.status());
        }
    }

    @Test
    void aSessionIsANewOneEachTimeAndSurvivesARestart() throws Exception {
        String kept;
        try (HouseServer server = HouseServer.start(HouseServer.House.sample(folder))) {
            Browser operator = server.demo("OPERATOR");
            String first = operator.session;
            operator.post("/api/demo/sign-in", "{\"role\":\"CHAIR\"}");
            assertNotEquals(first, operator.session);
            assertNotNull(operator.session);
            kept = operator.session;
        }
        try (HouseServer server = HouseServer.start(HouseServer.House.sample(folder))) {
            Browser operator = server.browser();
            operator.session = kept;
            assertEquals(
                    "Chủ tọa (mẫu)", operator.get("/api/me").json().path("name").asString());
        }
    }
}
