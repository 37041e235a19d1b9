package vn.nharong.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made of measurements that were made up. */
class ComparisonTest {
    @TempDir
    Path folder;

    private static Trial trial(String load, String server, int round, long nanosPerPacket) {
        return new Trial(load, server, round, 5, 5, 10, 1_000, nanosPerPacket * 1_000, 1, 2.5, 0, 0, 5, 1, 0);
    }

    private static Comparison of(long own, long without, long janus) throws Exception {
        List<Trial> trials = new ArrayList<>();
        for (String load : List.of(Trial.PROGRAMME, Trial.ROOMS)) {
            // One round out of the way: a median does not follow it.
            for (int round = 1; round <= 3; round++) {
                int times = round == 2 ? 9 : 1;
                trials.add(trial(load, Against.OWN, round, own * times));
                trials.add(trial(load, Against.WITHOUT_OFFLOAD, round, without));
                trials.add(trial(load, JanusContender.KEY, round, janus));
            }
        }
        AgainstOptions options = AgainstOptions.read(new String[] {"--against=janus"});
        return new Comparison(options, trials, new JanusBuild("1.1.2", "NSS"), false);
    }

    @Test
    void tellsMediansAndTimes() throws Exception {
        Comparison comparison = of(5_000, 9_000, 20_000);
        JsonObject line = JsonParser.parseString(comparison.line()).getAsJsonObject();
        assertEquals(5_000, line.get("ns_per_packet").getAsInt());
        assertEquals(9_000, line.get("ns_per_packet_without_offload").getAsInt());
        assertEquals(20_000, line.get("ns_per_packet_janus").getAsInt());
        assertEquals(4, line.get("times_less_than_janus").getAsDouble());
        assertEquals(2.5, line.get("latency_ms_p99_janus").getAsDouble());
        assertEquals(3, line.getAsJsonArray("ns_per_packet_each").size());
        assertEquals("NSS", line.get("janus_srtp").getAsString());
        assertEquals(5, line.get("datagrams_per_message").getAsDouble());
        assertEquals(5_000, line.get("rooms_ns_per_packet").getAsInt());
        assertTrue(comparison.held());
        assertFalse(comparison.isVoid());
    }

    @Test
    void whatIsDearerOrNotMeasuredHasNotHeld() throws Exception {
        assertEquals(
                "[\"times_less_than_janus\"]", of(5_100, 9_000, 20_000).missed().toString());
        assertEquals(2, of(5_100, 10_100, 20_000).missed().size());
        Comparison nothing = new Comparison(
                AgainstOptions.read(new String[] {"--against=janus"}), List.of(), new JanusBuild("?", ""), true);
        assertEquals(3, nothing.missed().size());
        assertTrue(nothing.isVoid());
        assertTrue(nothing.line().contains("\"times_less_than_janus\":null"), nothing.line());
    }

    @Test
    void somebodyMissingMakesItVoid() {
        assertTrue(new Trial(Trial.ROOMS, "janus", 1, 5, 4, 10, 1, 1, 1, 1, 0, 0, 1, 1, 0).isVoid());
        assertTrue(new Trial(Trial.ROOMS, "janus", 1, 5, 5, 10, 1, 1, 1, 1, 0, 0, 1, 99, 0).isVoid());
        assertTrue(
                Double.isNaN(new Trial(Trial.ROOMS, "janus", 1, 5, 5, 10, 0, 1, 1, 1, 0, 0, 1, 1, 0).nanosPerPacket()));
    }

    @Test
    void writesBothLanguages() throws Exception {
        of(5_000, 9_000, 20_000).write(folder);
        String page = Files.readString(folder.resolve("report.html"));
        assertTrue(page.contains("So sánh với Janus") && page.contains("Compared with Janus"));
        assertTrue(page.contains("4,0×") && page.contains("4.0×"));
        assertEquals(
                18,
                JsonParser.parseString(Files.readString(folder.resolve("report.json")))
                        .getAsJsonObject()
                        .getAsJsonArray("trials")
                        .size());
    }

    @Test
    void knowsWhichJanus() {
        assertEquals("1.1.2", JanusBuild.version("Janus version: 1102 (1.1.2)\nJanus commit: not-a-git-repo\n"));
        assertEquals("1.2.0", JanusBuild.version("janus 1.2.0"));
        assertEquals("?", JanusBuild.version(""));
        assertEquals("NSS", JanusBuild.crypto("libnss3.so => /lib/libnss3.so\nlibc.so.6 => /lib/libc.so.6"));
        assertEquals("OpenSSL", JanusBuild.crypto("libcrypto.so.3 => /lib/libcrypto.so.3\nlibc.so.6"));
        assertEquals("libsrtp", JanusBuild.crypto("libc.so.6 => /lib/libc.so.6"));
        assertEquals("", JanusBuild.crypto(""));
    }
}
