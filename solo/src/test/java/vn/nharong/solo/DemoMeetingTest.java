package vn.nharong.solo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vn.nharong.node.Launch;
import vn.nharong.node.Options;

/** The sample province's synthetic sites, in the process that the house itself starts, over real connections. */
@Timeout(180)
class DemoMeetingTest {
    private static final int SITES = 3;
    private static final List<String> FOLLOWED =
            List.of("POST /api/meetings/", "microphones.closed", "room meeting:", "open=[]", "media-loop-0: ");

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private String base = "";
    private String cookie = "";
    private String csrf = "";

    private HttpResponse<String> ask(String method, String path, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie).header("X-CSRF-Token", csrf);
        }
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), method + " " + path + ": " + answer.body());
        return answer;
    }

    private JsonObject get(String path) throws Exception {
        return JsonParser.parseString(ask("GET", path, "").body()).getAsJsonObject();
    }

    private List<JsonObject> seats(String meeting) throws Exception {
        return get(meeting).getAsJsonArray("seats").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    /** Waits until so many seats are so. */
    private void until(String meeting, int wanted, Predicate<JsonObject> so) throws Exception {
        List<JsonObject> seen = List.of();
        for (int i = 0; i < 300; i++) {
            seen = seats(meeting).stream().filter(so).toList();
            if (seen.size() == wanted) {
                return;
            }
            Thread.sleep(200);
        }
        throw new AssertionError(wanted + " expected, these are so: " + seen + "; the sites' log: "
                + Files.readString(folder.resolve("demo-sites.log")));
    }

    private static String text(JsonObject seat, String name) {
        return seat.get(name).getAsString();
    }

    private static boolean connected(JsonObject seat) {
        return seat.get("connected").getAsBoolean();
    }

    /** Nothing else is started by a house. */
    private static List<ProcessHandle> processes() {
        return ProcessHandle.current().children().filter(ProcessHandle::isAlive).toList();
    }

    @Test
    void theyComeWhenTheLinesOpenSpeakWhenTheyAreToldAndAreGoneAtTheEnd() throws Exception {
        String[] options = {
            "--port",
            "0",
            "--tls-port",
            "0",
            "--media-port",
            "0",
            "--bind",
            "127.0.0.1",
            "--data",
            folder.toString(),
            "--measure-machine=false",
            "--demo-sites",
            String.valueOf(SITES)
        };
        Launch launch =
                new Launch(Options.read(options, Map.of()), vn.nharong.node.Main::plane, new MeetingApplication());
        try {
            base = "http://127.0.0.1:" + launch.port();
            cookie = ask("POST", "/api/demo/sign-in", "{\"role\":\"OPERATOR\"}")
                    .headers()
                    .firstValue("Set-Cookie")
                    .orElseThrow()
                    .split(";", 2)[0];
            csrf = text(get("/api/me"), "csrf");
            String main = get("/api/demo")
                    .getAsJsonArray("sites")
                    .get(0)
                    .getAsJsonObject()
                    .get("id")
                    .getAsString();
            String made = ask(
                            "POST",
                            "/api/meetings",
                            "{\"title\":\"Thử\",\"mainSite\":\"" + main + "\",\"sites\":\"all\"}")
                    .body();
            String meeting = "/api/meetings/"
                    + JsonParser.parseString(made).getAsJsonObject().get("id").getAsString();
            assertEquals(List.of(), processes(), "nobody comes before the lines are open");
            rehearsal(meeting);

            ask("POST", meeting + "/open-lines", "{\"waveSize\":240}");
            until(meeting, SITES, seat -> text(seat, "state").equals("CHECKED"));
            assertEquals(1, processes().size());
            assertTrue(connected(seat(meeting, main)), "the main site is one of them");
            until(
                    meeting,
                    SITES,
                    seat -> text(seat, "microphone").equals("CLOSED")
                            && seat.get("level").getAsDouble() == 0);
            until(meeting, SITES, seat -> seat.get("still").getAsInt() > 0);

            ask("POST", meeting + "/roll-call/start", "{}");
            until(meeting, SITES, seat -> seat.get("present").getAsBoolean());
            assertTrue(seat(meeting, main).get("headcount").getAsInt() > 0);

            ask("POST", meeting + "/begin", "{}");
            Predicate<JsonObject> heard = seat ->
                    text(seat, "microphone").equals("OPEN") && seat.get("level").getAsDouble() > 0;
            until(meeting, 1, heard);
            assertEquals("OPEN", text(seat(meeting, main), "microphone"));
            followed(ask("POST", meeting + "/microphones", "{\"seats\":\"all\",\"open\":false}")
                    .headers()
                    .firstValue("X-Correlation-Id")
                    .orElseThrow());
            until(
                    meeting,
                    SITES,
                    seat -> text(seat, "microphone").equals("CLOSED")
                            && seat.get("level").getAsDouble() == 0);

            aScreenOfItsOwnTakesTheSeatForGood(meeting, main);

            ask("POST", meeting + "/end", "{}");
            until(meeting, 0, DemoMeetingTest::connected);
            untilNobodyIsLeft("the process ends with the meeting");
        } finally {
            launch.close();
        }
    }

    private static void untilNobodyIsLeft(String why) throws InterruptedException {
        for (int i = 0; i < 100 && !processes().isEmpty(); i++) {
            Thread.sleep(100);
        }
        assertEquals(List.of(), processes(), why);
    }

    /** The technical check by real lines: who is seen and heard passes, and nobody stays or is present afterwards. */
    private void rehearsal(String meeting) throws Exception {
        ask("POST", meeting + "/rehearse", "{}");
        until(meeting, SITES, seat -> text(seat, "state").equals("CHECKED"));
        ask("POST", meeting + "/end-rehearsal", "{}");
        until(meeting, SITES, seat -> passed(seat) && text(seat, "state").equals("EXPECTED"));
        until(meeting, seats(meeting).size() - SITES, seat -> "NOT_CONNECTED".equals(fault(seat)));
        until(meeting, 0, seat -> connected(seat) || seat.get("present").getAsBoolean());
        untilNobodyIsLeft("nobody stays when the lines close");
    }

    private static boolean passed(JsonObject seat) {
        return seat.has("check") && seat.get("check").isJsonObject() && fault(seat) == null;
    }

    private static @Nullable String fault(JsonObject seat) {
        JsonElement check = seat.get("check");
        JsonElement fault = check == null || !check.isJsonObject()
                ? null
                : check.getAsJsonObject().get("fault");
        return fault == null || fault.isJsonNull() ? null : fault.getAsString();
    }

    /** One click has one number, at the door, in the meeting, in the room and on the loop that moves the packets. */
    private void followed(String number) throws Exception {
        List<String> threads = List.of();
        for (int i = 0; i < 100; i++) {
            threads = Files.readAllLines(folder.resolve("logs").resolve("nharong.jsonl")).stream()
                    .map(line -> JsonParser.parseString(line).getAsJsonObject())
                    .filter(line -> line.has("mdc")
                            && line.getAsJsonObject("mdc").has("correlation")
                            && text(line.getAsJsonObject("mdc"), "correlation").equals(number))
                    .map(line -> text(line, "threadName") + ": " + text(line, "formattedMessage"))
                    .toList();
            if (FOLLOWED.stream().allMatch(threads.stream().collect(Collectors.joining("\n"))::contains)) {
                return;
            }
            Thread.sleep(100);
        }
        throw new AssertionError(number + " is not everywhere: " + threads);
    }

    /** Somebody opens the screen of a site where a synthetic one sits: that one yields, and is gone for good. */
    private void aScreenOfItsOwnTakesTheSeatForGood(String meeting, String main) throws Exception {
        JsonObject taken = seats(meeting).stream()
                .filter(seat -> connected(seat) && !text(seat, "id").equals(main))
                .findFirst()
                .orElseThrow();
        String site = text(taken, "id");
        String operator = cookie;
        String token = csrf;
        cookie = "";
        String screen = ask("POST", "/api/demo/sign-in", "{\"role\":\"SITE\",\"site\":\"" + site + "\"}")
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow()
                .split(";", 2)[0];
        cookie = operator;
        csrf = token;
        HttpRequest follows = HttpRequest.newBuilder(URI.create(base + "/api/kiosk/events"))
                .header("Cookie", screen)
                .build();
        HttpResponse<java.util.stream.Stream<String>> events = http.send(follows, HttpResponse.BodyHandlers.ofLines());
        try (java.util.stream.Stream<String> lines = events.body()) {
            assertEquals(200, events.statusCode());
            JsonObject first = lines.filter(line -> line.startsWith("data: "))
                    .map(line -> JsonParser.parseString(line.substring("data: ".length()))
                            .getAsJsonObject())
                    .findFirst()
                    .orElseThrow();
            assertTrue(first.get("ticket").isJsonObject(), "called, with a way in of its own");
            until(meeting, SITES - 1, DemoMeetingTest::connected);
            Path log = folder.resolve("demo-sites.log");
            for (int i = 0; i < 300 && !Files.readString(log).contains("it stays away"); i++) {
                Thread.sleep(100);
            }
            assertTrue(
                    Files.readString(log).contains(text(taken, "name") + ": its key holds no more, it stays away"),
                    Files.readString(log));
            assertTrue(!connected(seat(meeting, site)), "nobody else sits there until this screen's own media come");
            assertTrue(connected(seat(meeting, main)), "the others stay");
        }
    }

    private JsonObject seat(String meeting, String id) throws Exception {
        return seats(meeting).stream()
                .filter(seat -> text(seat, "id").equals(id))
                .findFirst()
                .orElseThrow();
    }
}
