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
        for (UUID other : new UUID[] {province, both}) {
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
