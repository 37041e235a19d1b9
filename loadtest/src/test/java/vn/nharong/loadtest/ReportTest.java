package vn.nharong.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the report says of a run that was made up. */
class ReportTest {
    @TempDir
    Path folder;

    private static JsonObject sample(long second, double cores, long rss) {
        return JsonParser.parseString(
                        ("{\"uptime_ns\":%d,\"machine\":{\"cores\":2,\"os\":\"Linux 6\",\"arch\":\"amd64\",\"java\":\"25\","
                                        + "\"segmentation_offload\":false,\"libcrypto\":true,\"srtp\":\"openssl <3>\"},"
                                        + "\"process\":{\"cpu_ns\":%d,\"rss_bytes\":%d,\"heap_bytes\":1,\"threads\":9,\"descriptors\":50},"
                                        + "\"media\":{\"packets_out\":%d,\"messages_out\":%d,\"bytes_out\":%d,\"bytes_in\":1,\"packets_leased\":3,"
                                        + "\"packet_memory_bytes\":1,\"added_us_p99\":800},"
                                        + "\"drops\":{\"unread\":0,\"refused_by_socket\":0,\"refused_by_pacer\":0}}")
                                .formatted(
                                        second * 1_000_000_000L,
                                        (long) (second * cores * 1e9),
                                        rss,
                                        second * 1000,
                                        second * 500,
                                        second * 1_000_000))
                .getAsJsonObject();
    }

    private static Outcome outcome(double lateMillis, boolean measured) throws Exception {
        LoadOptions options = LoadOptions.read(
                new String[] {"--sites=2", "--seconds=3"}, Map.of("NHARONG_API_KEY", "k", "NHARONG_API_SECRET", "s"));
        ServerFigures server = new ServerFigures(HttpClient.newHttpClient(), options.url(), new AccessTokens("k", "s"));
        Histogram latency = new Histogram(1, SiteFigures.LATEST_MICROS, 3);
        List<SiteFigures> sites = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            SiteFigures site = new SiteFigures("site-<" + i + ">", () -> true, latency, () -> Long.MIN_VALUE / 2);
            if (measured) {
                site.joined(120 + i);
                site.asks(1);
                site.onFrame(500_000_000);
                for (int packet = 1; packet <= 1000; packet++) {
                    site.onPacket(1_000_000, 1_000_000 + packet * 900L);
                }
            }
            sites.add(site);
        }
        if (measured) {
            server.samples().add(sample(10, 0.25, 400L << 20));
            server.samples().add(sample(13, 0.25, 420L << 20));
        }
        return new Outcome(
                options,
                Script.read("every-act"),
                Instant.EPOCH,
                3,
                !measured,
                measured ? 2 : 0,
                1.5,
                measured ? Map.of() : Map.of("Unexpected <HTTP> 503", 2),
                sites,
                latency,
                new Outcome.Stills(4, 4, measured ? 12 : Double.NaN),
                new Outcome.Changes(1, 1, 0, 0, 0),
                new Outcome.Meetings(0, 0, 0, 0),
                measured
                        ? List.of(
                                new Outcome.Moment(1, 0.4, 0.8, 0.3, 410, 2),
                                new Outcome.Moment(2, 0.4, 0.8, Double.NaN, 410, 2))
                        : List.of(),
                List.of(
                        new Outcome.Done(Duration.ofSeconds(61), "cut", List.of("site-1", 4)),
                        new Outcome.Done(Duration.ofSeconds(62), "layout", List.of(1280, 720)),
                        new Outcome.Done(Duration.ofSeconds(62), "speak", List.of("site-1")),
                        new Outcome.Done(Duration.ofSeconds(62), "flood", List.of(2, 400, 10)),
                        new Outcome.Done(Duration.ofSeconds(62), "meeting", List.of(1, 4, 30)),
                        new Outcome.Done(Duration.ofSeconds(63), "leave", List.of("site-2"))),
                new Outcome.Own(1, lateMillis, 9, 0.3, 0, 1000, Generator.isVoid(lateMillis, 0)),
                server);
    }

    @Test
    void theLineHasItsKeys() throws Exception {
        Outcome outcome = outcome(1, true);
        JsonObject line = JsonParser.parseString(new Report(outcome, Aims.of(outcome)).line())
                .getAsJsonObject();
        for (String key : List.of(
                "sites",
                "joined",
                "join_s",
                "lost_packets",
                "latency_ms_p50",
                "latency_ms_p99",
                "latency_ms_p999",
                "first_frame_ms_p95",
                "server_cpu_cores",
                "server_rss_mib",
                "generator_late_ms_p99")) {
            assertTrue(line.get(key).isJsonPrimitive(), key);
        }
        assertEquals(0.25, line.get("server_cpu_cores").getAsDouble());
        assertEquals(0.45, line.get("latency_ms_p50").getAsDouble(), 0.01);
        assertEquals(0.89, line.get("latency_ms_p99").getAsDouble(), 0.01);
        assertEquals(420, line.get("server_rss_mib").getAsInt());
        // With nobody there it was not asked: what is not known has not held.
        assertEquals("[\"server_mib_per_seat\"]", line.get("missed").toString());
    }

    @Test
    void thePageSaysItTwice() throws Exception {
        Outcome outcome = outcome(1, true);
        new Report(outcome, Aims.of(outcome)).write(folder);
        String page = Files.readString(folder.resolve("report.html"));
        assertTrue(page.contains("Báo cáo thử tải") && page.contains("Load test report"));
        assertTrue(page.contains("Đường của site-1 đứt 4 giây") && page.contains("The line of site-1 is dead for 4 s"));
        assertTrue(page.contains("1280×720") && page.contains("1:01"));
        assertFalse(page.contains("site-<"), "what others named is no markup");
        assertTrue(page.contains("site-&lt;0&gt;") && page.contains("openssl &lt;3&gt;"));
        assertFalse(page.contains("http://") && page.contains("src=\"http"), "nothing is fetched");
        assertTrue(page.contains("Linux 4.18"), "advice for want of offload");
        JsonObject report = JsonParser.parseString(Files.readString(folder.resolve("report.json")))
                .getAsJsonObject();
        assertEquals(2, report.getAsJsonArray("sites").size());
        assertEquals(6, report.getAsJsonArray("log").size());
    }

    @Test
    void aRunThatBrokeOffIsToldToo() throws Exception {
        Outcome outcome = outcome(1, false);
        Report report = new Report(outcome, Aims.of(outcome));
        report.write(folder);
        assertTrue(Files.readString(folder.resolve("report.html")).contains("Unexpected &lt;HTTP&gt; 503"));
        JsonObject line = JsonParser.parseString(report.line()).getAsJsonObject();
        assertTrue(line.get("latency_ms_p50").isJsonNull());
        assertTrue(line.get("interrupted").getAsBoolean());
        assertTrue(line.getAsJsonArray("missed").size() >= 5);
    }

    @Test
    void aLateGeneratorMakesItVoid() throws Exception {
        assertFalse(Generator.isVoid(Generator.MAX_LATE_MILLIS_P99, 0));
        assertTrue(Generator.isVoid(Generator.MAX_LATE_MILLIS_P99 + 0.1, 0));
        assertTrue(Generator.isVoid(0, 1));
        Outcome outcome = outcome(25, true);
        String page = new ReportPage(outcome, Aims.of(outcome)).html();
        assertTrue(page.contains("Không có giá trị") && page.contains("Void"));
    }

    @Test
    void chartsEndAtRoundNumbers() {
        assertEquals(1, Chart.ceiling(Double.NaN));
        assertEquals(240, Chart.ceiling(240), 1e-9);
        assertEquals(0.05, Chart.ceiling(0.041), 1e-9);
        assertEquals(100, Chart.ceiling(99), 1e-9);
    }
}
