package vn.nharong.control.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import vn.nharong.control.HouseServer;
import vn.nharong.control.HouseServer.Browser;
import vn.nharong.control.identity.Role;
import vn.nharong.door.Door;
import vn.nharong.door.FailedTries;

/** What the running server says has the fields that the pages' wire.ts names, none less and none more. */
@SuppressWarnings("NullAway.Init") // set before each test
class WireTest {
    @TempDir
    Path folder;

    private HouseServer server;
    private String wire;

    @BeforeEach
    void start() throws Exception {
        server = HouseServer.start(HouseServer.House.sample(folder));
        Path api = Path.of(System.getProperty("nharong.root", ".."), "web/src/api");
        wire = Files.readString(api.resolve("wire.ts")) + Files.readString(api.resolve("wireOffice.ts"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Names of the fields of an interface, those of objects within it left out. */
    private Set<String> fields(String name) {
        Matcher found = Pattern.compile(
                        "export interface " + name + "(?: extends (\\w+))? \\{\n(.*?)\n}", Pattern.DOTALL)
                .matcher(wire);
        if (!found.find()) {
            throw new AssertionError("wire.ts has no interface " + name);
        }
        Set<String> fields = new TreeSet<>();
        String parent = found.group(1);
        if (parent != null) {
            fields.addAll(fields(parent));
        }
        Matcher field =
                Pattern.compile("^  readonly (\\w+)\\??:", Pattern.MULTILINE).matcher(found.group(2));
        while (field.find()) {
            fields.add(field.group(1));
        }
        return fields;
    }

    private void same(String name, JsonNode said) {
        assertEquals(fields(name), new TreeSet<>(said.propertyNames()), name + " and " + said);
    }

    /** @return the first, of which there must be one */
    private static JsonNode first(JsonNode list) {
        assertFalse(list.isEmpty(), "none to be compared");
        return list.path(0);
    }

    @Test
    void whoSitsHere() throws Exception {
        Browser administrator = server.demo("ADMINISTRATOR");
        JsonNode me = administrator.get("/api/me").json();
        same("Me", me);
        same("HeldRole", first(me.path("roles")));
        same("Me", new People(server).screen("Xã Ia Dom").get("/api/kiosk/me").json());
        same("OwnSession", first(administrator.get("/api/me/sessions").json()));
        same("HouseSession", first(administrator.get("/api/sessions").json()));
    }

    @Test
    void theDirectory() throws Exception {
        Browser administrator = server.demo("ADMINISTRATOR");
        JsonNode site = first(administrator.get("/api/sites").json());
        same("SiteLine", site);
        same("Endpoint", first(site.path("endpoints")));
        same("UnitLine", first(administrator.get("/api/units").json()));
        byte[] list = HouseServer.resource("/units/gia-lai-2025.csv");
        same(
                "UnitImportPlan",
                administrator
                        .upload("/api/units/preview", list, "validFrom", "2025-07-01")
                        .json());
        same("PairingOffer", server.browser().post("/api/kiosk/pair", "{}").json());
    }

    @Test
    void accountsAndWhoMustWait() throws Exception {
        Browser administrator = server.demo("ADMINISTRATOR");
        new People(server).account("binh", Role.OPERATOR, null);
        // Each wrong try doubles the wait, so that a slow machine sees it sooner or later.
        JsonNode binh;
        do {
            server.browser().post("/api/sign-in", "{\"account\":\"binh\",\"password\":\"sai\"}");
            binh = first(administrator.get("/api/accounts").json());
        } while (binh.path("delay").isNull());
        assertTrue(binh.path("delay").path("failures").asInt() > FailedTries.FREE_OF_ACCOUNT, binh.toString());
        for (int i = 0; i < 20; i++) {
            server.bean(FailedTries.class).failed(Door.PAIRING, "10.0.0.1");
        }
        same("AccountLine", binh);
        same("Grant", first(binh.path("grants")));
        same("AccountDelay", binh.path("delay"));
        same("Delay", first(administrator.get("/api/tries").json()));
        String path = "/api/accounts/" + binh.path("id").asString();
        same("OneTimeCode", administrator.post(path + "/code", "{}").json());
        Browser there = new People(server)
                .browser(java.util.UUID.fromString(binh.path("id").asString()), true);
        same("AccountPlace", first(administrator.get(path + "/sessions").json()));
        same("SecondStepOffer", there.post("/api/me/second-step", "{}").json());
        same("Health", administrator.get("/api/health").json());
        same("Delay", first(administrator.get("/api/health").json().path("delays")));
    }
}
