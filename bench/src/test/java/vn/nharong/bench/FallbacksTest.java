package vn.nharong.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a machine that lacks something the server does without, says so, and loses nothing. Each in a process of its own. */
class FallbacksTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    private String said = "";

    @Test
    void withEverything() throws Exception {
        assertMeans("native", true, "openssl", meeting(nativeAccess()));
    }

    @Test
    void withoutSegmentationOffload() throws Exception {
        assertMeans("native", false, "openssl", meeting(nativeAccess(), "-Dnharong.udp.nosegmentation=true"));
    }

    @Test
    void withoutManyDatagramsToACall() throws Exception {
        assertMeans("nio", false, "openssl", meeting(nativeAccess(), "-Dnharong.udp=nio"));
    }

    @Test
    void withoutLibcrypto() throws Exception {
        assertMeans("native", true, "jce", meeting(nativeAccess(), "-Dnharong.srtp=jce"));
    }

    @Test
    void withoutLeaveForNativeCode() throws Exception {
        List<String> without = new ArrayList<>(nativeAccess());
        without.removeIf(option -> option.startsWith("--enable-native-access"));
        without.add("--illegal-native-access=deny");
        assertMeans("nio", false, "jce", meeting(without));
        assertTrue(said.contains("native UDP is not to be had"), said);
    }

    private static List<String> nativeAccess() throws IOException {
        return new ArrayList<>(Files.readAllLines(ROOT.resolve("etc/jvm.options")).stream()
                .filter(line -> line.startsWith("-"))
                .toList());
    }

    private static void assertMeans(String udp, boolean segmenting, String srtp, JsonObject figures) {
        JsonObject means = figures.getAsJsonObject("means");
        assertEquals(udp, means.get("udp").getAsString());
        assertEquals(segmenting, means.get("segmenting").getAsBoolean());
        assertEquals(srtp, means.get("srtp").getAsString());
        assertEquals(0, figures.get("packets_lost").getAsInt());
        assertTrue(figures.get("packets_received").getAsInt() > 100, figures.toString());
    }

    /** A camera and four who take it, for a second. */
    private JsonObject meeting(List<String> options, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(more));
        command.addAll(List.of("-Dnharong.root=" + ROOT, "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of("vn.nharong.bench.Main", "fanout", "--only=meeting"));
        command.addAll(List.of("--receivers=4", "--warm-up=1", "--rounds=1", "--seconds=1"));
        Path errors = folder.resolve("errors");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int unused = process.waitFor(); // whether it is fast is no matter here
        said = Files.readString(errors);
        assertTrue(answer.startsWith("{"), said);
        return JsonParser.parseString(answer.strip()).getAsJsonObject();
    }
}
