package vn.nharong.control.meeting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import vn.nharong.control.HouseServer;
import vn.nharong.control.HouseServer.Answer;
import vn.nharong.control.HouseServer.Browser;

/** A meeting's link, over HTTP: from the PIN to the seat, and everything that must not be. */
@SuppressWarnings("NullAway.Init") // set before each test
class GuestDoorTest {
    @TempDir
    Path folder;

    private HouseServer server;
    private Browser operator;
    private String meeting = "";
    private String link = "";
    private String pin = "";

    @BeforeEach
    void start() throws Exception {
        server = HouseServer.start(HouseServer.House.sample(folder));
        operator = server.demo("OPERATOR");
        meeting = "/api/meetings/"
                + operator.post("/api/meetings", "{\"title\":\"Giao ban\",\"sites\":\"all\"}")
                        .json()
                        .path("id")
                        .asString();
        open();
    }

    private void open() throws Exception {
        JsonNode opened = done(operator.post(meeting + "/guests/open", "{}")).json();
        link = opened.path("link").asString();
        pin = opened.path("pin").asString();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Answer done(Answer answer) {
        assertEquals(200, answer.status(), answer.toString());
        return answer;
    }

    private Answer knock(Browser browser, String with) throws Exception {
        return browser.post(
                "/api/guest/knock",
                "{\"link\":\"" + link + "\",\"pin\":\"" + with
                        + "\",\"name\":\"Trần Thị Lan\",\"title\":\"Chuyên gia\",\"unit\":\"Viện\"}");
    }

    private JsonNode screen(Browser guest) throws Exception {
        return done(guest.get("/api/guest?link=" + link)).json();
    }

    /** Waits for what the server does by itself. */
    private static void until(Callable<Boolean> so) throws Exception {
        for (int i = 0; i < 400; i++) {
            if (so.call()) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("it never came to be so");
    }

    private String wrong() {
        return pin.equals("000000") ? "000001" : "000000";
    }

    @Test
    void whoGuessesAtThePinWaitsAndIsShown() throws Exception {
        Browser guest = server.browser();
        for (int i = 0; i < 4; i++) {
            assertEquals("pin-refused", knock(guest, wrong()).code());
        }
        Answer slowed = knock(guest, pin);
        assertEquals("too-many-tries", slowed.code(), "also the right one is not looked at meanwhile");
        assertEquals("1", slowed.header("Retry-After"));
        JsonNode tries = operator.get("/api/tries").json().get(0);
        assertEquals("PIN", tries.path("door").asString());
        assertTrue(tries.path("account").asString().startsWith("Giao ban ("), tries.toString());
        JsonNode log = operator.get(meeting).json().path("log");
        assertEquals("guest.pinRefused", log.get(log.size() - 1).path("act").asString());
        assertEquals(null, guest.guest);
        until(() -> knock(guest, pin).status() == 200);
        assertEquals("WAITING", screen(guest).path("phase").asString());
    }

    @Test
    void aLinkThatIsRenewedOrClosedOpensNothingAndWhoIsInStays() throws Exception {
        Browser first = server.browser();
        done(knock(first, pin.substring(0, 3) + " " + pin.substring(3)));
        String oldLink = link;
        String oldPin = pin;
        open();
        assertNotEquals(oldLink, link);
        String now = link;
        link = oldLink;
        assertEquals("guest-link-closed", knock(server.browser(), oldPin).code());
        assertEquals("WAITING", screen(first).path("phase").asString(), "by the link it came by");
        link = now;
        assertEquals("not-a-guest", first.get("/api/guest?link=" + link).code(), "a stranger at another one");
        done(operator.post(meeting + "/guests/close", "{}"));
        assertEquals("guest-link-closed", knock(server.browser(), pin).code());
        assertTrue(operator.get(meeting + "/guests/link").json().path("link").isNull());
        link = "unknown";
        assertEquals("guest-link-closed", knock(server.browser(), pin).code());
    }

    @Test
    void fromTheLobbyToTheSeatAndOut() throws Exception {
        Browser guest = server.browser();
        assertEquals("not-a-guest", guest.get("/api/guest?link=" + link).code());
        Answer in = done(knock(guest, pin));
        String cookie = in.header("Set-Cookie");
        assertTrue(cookie.startsWith("__Host-nharong-guest="), cookie);
        for (String part : List.of("Path=/", "Secure", "HttpOnly", "SameSite=Strict")) {
            assertTrue(cookie.contains(part), cookie);
        }
        assertEquals("not-a-guest", guest.post("/api/guest/hand", "{}").code(), "no seat, no act");
        JsonNode waiting =
                operator.get(meeting).json().path("guests").path("waiting").get(0);
        assertEquals("Trần Thị Lan", waiting.path("card").path("name").asString());
        String id = waiting.path("id").asString();
        assertEquals(
                "not-now",
                operator.post(meeting + "/guests/admit", "{\"ids\":\"all\"}").code(),
                "not before the lines are open");
        done(operator.post(meeting + "/open-lines", "{}"));
        done(operator.post(meeting + "/guests/admit", "{\"ids\":[\"" + id + "\"]}"));
        JsonNode screen = screen(guest);
        assertEquals("ADMITTED", screen.path("phase").asString());
        assertFalse(screen.path("kiosk").path("ticket").isNull());
        assertEquals(
                "Chuyên gia – Viện",
                screen.path("kiosk").path("site").path("place").asString());
        done(guest.post("/api/guest/hand", "{\"topic\":\"Lũ\"}"));
        assertEquals(1, screen(guest).path("kiosk").path("queuePlace").asInt());
        assertEquals(
                403,
                guest.get(meeting).status() == 401 ? 403 : guest.get(meeting).status(),
                "nothing else");

        done(operator.post(meeting + "/hang-up", "{\"seats\":[\"" + id + "\"]}"));
        assertEquals("GONE", screen(guest).path("phase").asString());
        assertTrue(screen(guest).path("kiosk").isNull(), "no ticket, no programme");
        assertEquals("not-a-guest", guest.post("/api/guest/hand", "{}").code());
        assertEquals(0, operator.get(meeting).json().path("floor").path("queue").size(), "its request went with it");
    }

    @Test
    void neitherLinkNorPinNorKeyStandsInTheRecords() throws Exception {
        Browser guest = server.browser();
        done(knock(guest, pin));
        assertEquals("pin-refused", knock(server.browser(), wrong()).code());
        List<String> rows = server.bean(JdbcClient.class)
                .sql("select concat(act, ' ', subject, ' ', detail) from audit_event")
                .query(String.class)
                .list();
        String log = String.join("\n", rows);
        assertTrue(log.contains("guest.waits"), log);
        List<String> stored = server.bean(JdbcClient.class)
                .sql("select concat(link_hash, ' ', sealed) from guest_link")
                .query(String.class)
                .list();
        for (String secret : List.of(link, pin, wrong(), String.valueOf(guest.guest))) {
            assertFalse(log.contains(secret), "in the log");
            assertFalse(String.join("\n", stored).contains(secret), "in the records");
        }
    }

    @Test
    void withTheMeetingItsGuestsKeysAreGone() throws Exception {
        Browser guest = server.browser();
        done(knock(guest, pin));
        done(operator.post(meeting + "/open-lines", "{}"));
        done(operator.post(meeting + "/guests/admit", "{\"ids\":\"all\"}"));
        until(() ->
                operator.get(meeting).json().path("seats").get(0).path("tries").asInt() > 0);
        done(operator.post(meeting + "/end", "{}"));
        until(() -> {
            Answer answer = guest.get("/api/guest?link=" + link);
            if (answer.status() == 200) {
                assertEquals("ENDED", answer.json().path("phase").asString(), "the last that it is told");
            }
            return answer.status() != 200;
        });
        assertEquals("not-a-guest", guest.get("/api/guest?link=" + link).code());
    }
}
