package vn.nharong.control.administration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import vn.nharong.control.HouseServer;
import vn.nharong.control.HouseServer.Answer;
import vn.nharong.control.HouseServer.Browser;
import vn.nharong.control.access.OpenStreams;
import vn.nharong.control.access.People;
import vn.nharong.control.identity.Role;

/** What an administrator and a clerk see and change of units, sites and accounts. */
@SuppressWarnings("NullAway.Init") // set before each test
class DirectoryTest {
    @TempDir
    Path folder;

    private HouseServer server;
    private People some;
    private Browser administrator;
    private Browser clerk;

    @BeforeEach
    void start() throws Exception {
        server = HouseServer.start(HouseServer.House.sample(folder));
        some = new People(server);
        administrator = server.demo("ADMINISTRATOR");
        clerk = server.demo("DISTRICT_CLERK");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theProvinceAndAClerksPartOfIt() throws Exception {
        assertEquals(238, administrator.get("/api/units").json().size());
        assertEquals(0, administrator.get("/api/units?on=31/01/2020").json().size());
        assertEquals("input", administrator.get("/api/units?on=31/02/2020").code());
        JsonNode own = clerk.get("/api/units").json();
        assertEquals(11, own.size(), "a district of ten communes");
        assertEquals("H.\u00a0Đức Cơ", own.path(0).path("shortName").asString());
        Set<String> units = new HashSet<>();
        own.forEach(unit -> units.add(unit.path("id").asString()));
        JsonNode sites = clerk.get("/api/sites").json();
        assertEquals(11, sites.size());
        sites.forEach(site -> assertTrue(units.contains(site.path("unit").asString())));
        assertTrue(sites.path(0).path("hall").asBoolean());
        Map<String, JsonNode> all = new HashMap<>();
        int order = 0;
        int halls = 0;
        for (JsonNode site : administrator.get("/api/sites").json()) {
            assertEquals(++order, site.path("order").asInt(), "official order");
            halls += site.path("hall").asBoolean() ? 1 : 0;
            assertEquals(1, site.path("endpoints").size());
            assertTrue(site.path("phone").asString().endsWith("(mẫu)"), site.toString());
            all.put(site.path("name").asString(), site);
        }
        assertEquals(240, order);
        assertEquals(20, halls);
        JsonNode iaDom = java.util.Objects.requireNonNull(all.get("Xã Ia Dom"));
        assertEquals("X.\u00a0Ia Dom", iaDom.path("shortName").asString());
        assertEquals("Huyện Đức Cơ", iaDom.path("place").asString());
        assertEquals(
                "Sở Thông tin và Truyền thông",
                java.util.Objects.requireNonNull(all.get("Sở Thông tin và Truyền thông"))
                        .path("organisation")
                        .asString());
    }

    @Test
    void aListIsTakenWholeOrNotAtAllAndItsLinesAreTold() throws Exception {
        byte[] recent = HouseServer.resource("/units/gia-lai-2025.csv");
        JsonNode look = administrator
                .upload("/api/units/preview", recent, "validFrom", "2025-07-01")
                .json();
        assertEquals(0, look.path("problems").size());
        assertTrue(look.path("refusal").isNull());
        assertEquals(238, administrator.get("/api/units").json().size(), "a look changes nothing");
        byte[] bad = (new String(recent, StandardCharsets.UTF_8) + "7,,commune,,Xã\n").getBytes(StandardCharsets.UTF_8);
        JsonNode problems = administrator
                .upload("/api/units/preview", bad, "validFrom", "2025-07-01")
                .json();
        assertEquals("dòng 138: thiếu tên", problems.path("problems").path(0).asString());
        Answer refused = administrator.upload("/api/units/import", bad, "validFrom", "2025-07-01");
        assertEquals(422, refused.status());
        assertEquals("list-refused", refused.code());
        assertEquals(
                "dòng 138: thiếu tên", refused.json().path("problems").path(0).asString());
        Answer early = administrator.upload("/api/units/import", recent, "validFrom", "2020-02-01");
        assertEquals(422, early.status());
        assertTrue(early.json().path("refusal").asString().contains("01/02/2020"), early.toString());
        assertEquals(
                403,
                clerk.upload("/api/units/import", recent, "validFrom", "2025-07-01")
                        .status());
        assertEquals(238, administrator.get("/api/units").json().size());

        // The change-over: the house is still its administrator's, though its root is another unit now.
        assertEquals(
                200,
                administrator
                        .upload("/api/units/import", recent, "validFrom", "2025-07-01")
                        .status());
        assertEquals(136, administrator.get("/api/units").json().size());
        assertEquals(238, administrator.get("/api/units?on=2025-06-30").json().size());
        assertEquals(0, clerk.get("/api/units").json().size(), "the district is no more");
        assertEquals(11, clerk.get("/api/units?on=2025-06-30").json().size(), "it was");
    }

    @Test
    void sitesAreAddedAndChangedByWhoAdministersTheirUnit() throws Exception {
        UUID district = some.unit("Huyện Đức Cơ");
        Browser local = some.browser("local", Role.ADMINISTRATOR, district);
        String wish = "{\"unit\":\"%s\",\"name\":\"Hội trường mới\",\"organisation\":\"Ban Chỉ huy\"}";
        Answer made = local.post("/api/sites", wish.formatted(some.unit("Xã Ia Dom")));
        assertEquals(200, made.status(), made.toString());
        assertEquals(
                "not-allowed",
                local.post("/api/sites", wish.formatted(some.unit("Huyện Ia Grai")))
                        .code());
        assertEquals(
                "unit-unknown",
                local.post("/api/sites", wish.formatted(UUID.randomUUID())).code());
        assertEquals(12, clerk.get("/api/sites").json().size());
        String site = "/api/sites/" + made.json().path("id").asString();
        assertEquals(200, clerk.patch(site, "{\"phone\":\"0269 000 9999\"}").status());
        assertEquals("not-allowed", clerk.patch(site, "{\"name\":\"Khác\"}").code());
        assertEquals(200, local.patch(site, "{\"closedOn\":\"2021-01-01\"}").status());
        assertEquals(11, clerk.get("/api/sites").json().size());

        // What is no more is found again, and opened again.
        assertEquals(12, clerk.get("/api/sites?closed=true").json().size());
        assertEquals("2021-01-01", site(clerk, made).path("closedOn").asString());
        assertEquals("not-allowed", clerk.patch(site, "{\"reopened\":true}").code());
        assertEquals(200, local.patch(site, "{\"reopened\":true}").status());
        assertEquals(12, clerk.get("/api/sites").json().size());
        assertTrue(site(clerk, made).path("closedOn").isNull());
        assertEquals("Ban Chỉ huy", site(clerk, made).path("organisation").asString());
        assertEquals(
                "not-allowed", clerk.patch(site, "{\"organisation\":\"Khác\"}").code());
        assertEquals(
                200, local.patch(site, "{\"organisation\":\"\",\"order\":7}").status());
        assertTrue(site(clerk, made).path("organisation").isNull());
        assertEquals(7, site(clerk, made).path("order").asInt());
    }

    private static JsonNode site(Browser reader, Answer made) throws Exception {
        for (JsonNode each : reader.get("/api/sites?closed=true").json()) {
            if (each.path("id").asString().equals(made.json().path("id").asString())) {
                return each;
            }
        }
        throw new AssertionError("no such site");
    }

    @Test
    void aSitesDevicesAreEnteredAndWhatHadAKeyStays() throws Exception {
        String site = some.site("Xã Ia Dom").id().toString();
        Answer made = clerk.post(
                "/api/sites/" + site + "/endpoints",
                "{\"kind\":\"TELEPHONE\",\"role\":\"TELEPHONE\",\"name\":\"Máy bàn\",\"address\":\"631-07\"}");
        assertEquals(200, made.status(), made.toString());
        String endpoint = "/api/endpoints/" + made.json().path("id").asString();
        Browser other = some.browser("other", Role.DISTRICT_CLERK, some.unit("Huyện Ia Grai"));
        assertEquals("not-allowed", other.patch(endpoint, "{\"name\":\"x\"}").code());
        assertEquals("not-allowed", other.post(endpoint + "/remove", "{}").code());
        assertEquals(
                200,
                clerk.patch(endpoint, "{\"name\":\"Máy phòng họp\",\"address\":\"631-08\"}")
                        .status());
        JsonNode shown = null;
        for (JsonNode each : site(clerk, site).path("endpoints")) {
            if (endpoint.endsWith(each.path("id").asString())) {
                shown = each;
            }
        }
        assertEquals(
                "Máy phòng họp",
                java.util.Objects.requireNonNull(shown).path("name").asString());
        assertEquals("631-08", shown.path("address").asString());
        assertEquals(200, clerk.post(endpoint + "/remove", "{}").status());
        assertEquals(1, site(clerk, site).path("endpoints").size());
        assertEquals("endpoint-unknown", clerk.post(endpoint + "/remove", "{}").code());

        // A screen that was there once is revoked, never forgotten.
        Browser screen = some.screen("Xã Ia Dom");
        assertEquals(200, screen.get("/api/kiosk/me").status());
        String kiosk = some.kiosk("Xã Ia Dom").id().toString();
        assertEquals(
                "endpoint-used",
                clerk.post("/api/endpoints/" + kiosk + "/remove", "{}").code());
    }

    @Test
    void aSiteThatIsNoMoreHasNoScreen() throws Exception {
        Browser screen = some.screen("Xã Ia Dom");
        String site = "/api/sites/" + some.site("Xã Ia Dom").id();
        var events = screen.events("/api/kiosk/events");
        OpenStreams streams = server.bean(OpenStreams.class);
        long end = System.nanoTime() + java.util.concurrent.TimeUnit.SECONDS.toNanos(20);
        while (streams.count() == 0) {
            assertTrue(System.nanoTime() < end, "the stream is not open");
            Thread.onSpinWait();
        }
        assertEquals(
                200, administrator.patch(site, "{\"closedOn\":\"2021-01-01\"}").status());
        events.get(20, java.util.concurrent.TimeUnit.SECONDS);
        assertEquals("not-paired", screen.get("/api/kiosk/me").code());
        assertEquals(200, administrator.patch(site, "{\"reopened\":true}").status());
        assertEquals(200, screen.get("/api/kiosk/me").status(), "its key was kept");
    }

    private static JsonNode site(Browser reader, String id) throws Exception {
        for (JsonNode each : reader.get("/api/sites").json()) {
            if (each.path("id").asString().equals(id)) {
                return each;
            }
        }
        throw new AssertionError("no such site");
    }

    @Test
    void aDistrictsAdministratorReachesNobodyAbove() throws Exception {
        UUID district = some.unit("Huyện Đức Cơ");
        Browser local = some.browser("local", Role.ADMINISTRATOR, district);
        UUID province = some.account("province", Role.OPERATOR, null);
        UUID both = some.account("both", Role.OPERATOR, null);
        administrator.patch(
                "/api/accounts/" + both,
                "{\"grants\":[{\"role\":\"OPERATOR\",\"unit\":null},{\"role\":\"SECRETARY\",\"unit\":\"" + district
                        + "\"}]}");
        Set<String> seen = new HashSet<>();
        local.get("/api/accounts")
                .json()
                .forEach(each -> seen.add(each.path("account").asString()));
        assertEquals(Set.of("local", "ducco", "both"), seen);
        local.get("/api/accounts")
                .json()
                .forEach(each -> assertEquals(
                        !each.path("account").asString().equals("both"),
                        each.path("changeable").asBoolean(),
                        each.toString()));
        for (UUID other : new UUID[] {province, both}) {
            assertEquals(
                    "not-allowed",
                    local.get("/api/accounts/" + other + "/sessions").code());
            assertEquals(
                    "not-allowed",
                    local.post("/api/accounts/" + other + "/tries/forget", "{}").code());
            assertEquals(
                    "not-allowed",
                    local.post("/api/accounts/" + other + "/code", "{}").code());
            assertEquals(
                    "not-allowed",
                    local.patch("/api/accounts/" + other, "{\"disabled\":true}").code());
            assertEquals(
                    "not-allowed",
                    local.post("/api/accounts/" + other + "/sessions/end", "{}").code());
            assertEquals(
                    "not-allowed",
                    local.post("/api/accounts/" + other + "/second-step/forget", "{}")
                            .code());
        }
        String wish = "{\"account\":\"moi\",\"name\":\"Mới\",\"grants\":[{\"role\":\"%s\",\"unit\":%s}]}";
        assertEquals(
                "not-allowed",
                local.post("/api/accounts", wish.formatted("OPERATOR", "null")).code());
        assertEquals(
                "not-allowed",
                local.post("/api/accounts", wish.formatted("OPERATOR", "\"" + some.unit("Huyện Ia Grai") + "\""))
                        .code());
        Answer made = local.post("/api/accounts", wish.formatted("SECRETARY", "\"" + some.unit("Xã Ia Dom") + "\""));
        assertEquals(200, made.status(), made.toString());
        assertEquals(
                "account-taken",
                local.post("/api/accounts", wish.formatted("SECRETARY", "\"" + district + "\""))
                        .code());
        String own = "/api/accounts/" + made.json().path("id").asString();
        // Nobody lifts an account of the own part above it, nor oneself.
        assertEquals(
                "not-allowed",
                local.patch(own, "{\"grants\":[{\"role\":\"ADMINISTRATOR\",\"unit\":null}]}")
                        .code());
        assertEquals(200, local.patch(own, "{\"name\":\"Tên khác\"}").status());
        assertEquals(0, local.get(own + "/sessions").json().size());
        Browser there = some.browser(UUID.fromString(made.json().path("id").asString()), false);
        assertEquals(200, there.get("/api/me").status());
        assertEquals(
                "127.0.0.1",
                local.get(own + "/sessions").json().path(0).path("from").asString());
        assertEquals(200, local.post(own + "/sessions/end", "{}").status());
        assertEquals(401, there.get("/api/me").status());
        assertEquals("tries-unknown", local.post(own + "/tries/forget", "{}").code());
        for (int i = 0; i < 4; i++) {
            server.browser().post("/api/sign-in", "{\"account\":\"moi\",\"password\":\"sai\"}");
        }
        assertEquals(200, local.post(own + "/tries/forget", "{}").status());
        assertEquals(
                "own-account",
                administrator
                        .patch(
                                "/api/accounts/"
                                        + administrator
                                                .get("/api/me")
                                                .json()
                                                .path("id")
                                                .asString(),
                                "{\"disabled\":true}")
                        .code());
    }

    @Test
    void administratorsReadTheInterfaceAndTheMetrics() throws Exception {
        Answer document = administrator.get("/api/openapi");
        assertTrue(document.json().path("paths").has("/api/sites"));
        assertTrue(!document.body().contains("\"name\":\"actor\""), "nobody sends who he is");
        assertEquals(200, administrator.get("/api/swagger-ui/index.html").status());
        assertEquals(
                "UP",
                administrator.get("/actuator/health").json().path("status").asString());
        assertTrue(administrator.get("/actuator/prometheus").body().contains("jvm_memory_used_bytes"));
        assertEquals(200, administrator.get("/actuator/info").status());
        assertEquals("page", administrator.get("/actuator/env").body(), "there is no such thing");
    }

    @Test
    void everyRefusalIsAProblemWithACode() throws Exception {
        for (String[] call : new String[][] {
            {"POST", "/api/sites", "{", "bad-request"},
            {"POST", "/api/sites", "{\"unit\":\"x\"}", "bad-request"},
            {"POST", "/api/sites", "{}", "input"},
            {"POST", "/api/units", "{}", "method-not-allowed"},
            {"POST", "/api/accounts/x/code", "{}", "bad-request"},
            {"POST", "/api/units/import", "{}", "media-type"}
        }) {
            Answer answer = administrator.post(call[1], call[2]);
            assertEquals(call[3], answer.code(), call[1] + " " + answer);
            assertEquals("application/problem+json", answer.header("Content-Type"));
            assertEquals("no-store", answer.header("Cache-Control"));
            assertTrue(!answer.json().path("detail").asString("").isEmpty());
        }
    }
}
