package vn.nharong.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nharong.node.Launch;
import vn.nharong.node.Options;

/** Against a whole media server in this process, over real sockets. */
class LoadTestTest {
    private static final String KEY = "APIloadtest";
    private static final String SECRET = "secret-of-a-test-that-lives-for-a-minute";
    private static final Map<String, String> ENVIRONMENT = Map.of("NHARONG_API_KEY", KEY, "NHARONG_API_SECRET", SECRET);

    @TempDir
    Path folder;

    private record Ran(int code, String out, String err) {}

    private Ran run(Map<String, String> environment, String... arguments) throws Exception {
        List<String> all =
                new ArrayList<>(List.of("--out", folder.resolve("report").toString(), "--lang", "en"));
        all.addAll(List.of(arguments));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(
                all.toArray(String[]::new),
                environment,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Launch server() throws Exception {
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
            folder.resolve("data").toString()
        };
        return new Launch(Options.read(options, ENVIRONMENT), vn.nharong.node.Main::plane);
    }

    @Test
    void twelveSitesFollowAScript() throws Exception {
        Path script = folder.resolve("script.json");
        Files.writeString(
                script,
                "{\"live\":2,\"still_seconds\":2,\"changes_per_minute\":20,\"away_seconds\":1,\"acts\":["
                        + "{\"at\":1,\"do\":\"speak\",\"site\":0},{\"at\":3,\"do\":\"speak\"},"
                        + "{\"at\":4,\"do\":\"layout\",\"width\":320,\"height\":180},"
                        + "{\"at\":1,\"do\":\"cut\",\"site\":6,\"seconds\":1},"
                        + "{\"at\":2,\"do\":\"flood\",\"sites\":2,\"per_second\":200,\"seconds\":2},"
                        + "{\"at\":2,\"do\":\"meetings\",\"count\":1,\"sites\":2,\"seconds\":4}]}");
        try (Launch server = server()) {
            String url = "http://127.0.0.1:" + server.port();
            Ran ran = run(
                    ENVIRONMENT,
                    "--url",
                    url,
                    "--sites",
                    "12",
                    "--seconds",
                    "8",
                    "--warm-up",
                    "1",
                    "--script",
                    script.toString(),
                    // What is proven here is that it measures; how fast a test machine is does not matter.
                    "--aims",
                    "join=60,p50=1000,p99=9999,p999=9999,first-frame=60000,cores=64,rss=64000,seat=999");
            JsonObject line = JsonParser.parseString(ran.out().strip()).getAsJsonObject();
            assertEquals(12, line.get("joined").getAsInt(), ran.err());
            assertTrue(line.get("packets_per_s").getAsDouble() > 12 * 60, ran.out());
            assertTrue(line.get("latency_ms_p50").getAsDouble() > 0, ran.out());
            assertTrue(line.get("stills_received").getAsInt() > 20, ran.out());
            assertTrue(line.get("left").getAsInt() >= 1, ran.out());
            assertTrue(line.get("layer_changes").getAsInt() > 0, ran.out());
            assertTrue(line.get("server_cpu_cores").getAsDouble() > 0, ran.out());
            assertEquals(0, line.get("lost_packets").getAsInt(), ran.out());
            assertTrue(ran.code() == 0 || ran.code() == 3, ran.code() + " " + ran.out());
            JsonObject report = JsonParser.parseString(
                            Files.readString(folder.resolve("report").resolve("report.json")))
                    .getAsJsonObject();
            assertEquals(2, report.getAsJsonObject("meetings").get("joined").getAsInt());
            assertTrue(report.getAsJsonArray("log").size() >= 7);
            JsonObject loop = report.getAsJsonObject("server")
                    .getAsJsonArray("loops")
                    .get(0)
                    .getAsJsonObject();
            assertTrue(loop.get("cpu_ns").getAsLong() > 0, loop::toString);
            assertTrue(loop.get("packets_out").getAsLong() > 5_000, loop::toString);
            assertTrue(
                    loop.get("packets_made").getAsInt()
                            >= loop.get("packets_leased").getAsInt(),
                    loop::toString);
            assertTrue(report.getAsJsonObject("server").getAsJsonObject("drops").has("unread"));
            JsonObject hd =
                    report.getAsJsonObject("server").getAsJsonObject("capacity").getAsJsonObject("hd");
            assertTrue(hd.get("in_one_meeting").getAsInt() > 0, hd::toString);

            assertEquals(
                    2,
                    run(Map.of("NHARONG_API_KEY", KEY, "NHARONG_API_SECRET", SECRET + "?"), "--url", url)
                            .code());
        }
    }

    @Test
    void nobodyIsThere() throws Exception {
        Ran ran = run(ENVIRONMENT, "--url", "http://127.0.0.1:1");
        assertEquals(2, ran.code());
        assertTrue(ran.err().contains("không có máy chủ nào") && ran.err().contains("no server answers"), ran.err());
    }
}
