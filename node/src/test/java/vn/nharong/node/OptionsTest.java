package vn.nharong.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionsTest {
    private static Config read(String... arguments) throws StartRefused {
        return Options.read(arguments, Map.of());
    }

    @Test
    void defaults() throws StartRefused {
        Config config = read();
        assertEquals(8080, config.port());
        assertEquals(8443, config.tlsPort());
        assertEquals(7882, config.mediaPort());
        assertTrue(config.mediaLoops() >= 1);
        assertEquals(List.of(), config.advertise());
    }

    @Test
    void theCommandLineBeatsTheEnvironmentBeatsTheFile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("c.yaml");
        Files.writeString(file, "port: 1 # one\nmedia-port: 2\nbind: \"127.0.0.1\"\nadvertise:\n  - a\n  - b:5\n");
        Config config = Options.read(
                new String[] {"--config", file.toString(), "--port=3"},
                Map.of("NHARONG_PORT", "4", "NHARONG_MEDIA_PORT", "5", "NHARONG_WEBHOOK", "http://x http://y"));
        assertEquals(3, config.port());
        assertEquals(5, config.mediaPort());
        assertEquals("127.0.0.1", config.bind());
        assertEquals(List.of("a", "b:5"), config.advertise());
        assertEquals(List.of(URI.create("http://x"), URI.create("http://y")), config.webhooks());
    }

    @Test
    void repeatableOptionsAdd() throws StartRefused {
        assertEquals(
                List.of("h", "i:9"), read("--advertise", "h", "--advertise=i:9").advertise());
    }

    @Test
    void mediaKeysOf256BitsByPolicy() throws StartRefused {
        assertFalse(read().aes256());
        assertFalse(read("--srtp", "aes128").aes256());
        assertTrue(read("--srtp", "aes256").aes256());
        assertTrue(Options.read(new String[0], Map.of("NHARONG_SRTP", "aes256")).aes256());
        StartRefused refused = assertThrows(StartRefused.class, () -> read("--srtp", "aes512"));
        assertEquals("srtp must be one of aes128, aes256, not \"aes512\"", refused.getMessage());
    }

    @Test
    void theMachineIsMeasuredUnlessItIsSaidOtherwise() throws StartRefused {
        assertTrue(read().measureMachine());
        assertFalse(read("--measure-machine=false").measureMachine());
        assertThrows(StartRefused.class, () -> read("--measure-machine", "later"));
    }

    @Test
    void whatTheMeetingApplicationIsStartedWith(@TempDir Path folder) throws Exception {
        assertEquals(Config.House.DEFAULT, read().house());
        assertEquals(
                new Config.House("jdbc:postgresql://h/n", true, true, 240, "ntp.lan:1123"),
                read(
                                "--empty",
                                "--database",
                                "jdbc:postgresql://h/n",
                                "--open-rooms",
                                "--demo-sites",
                                "240",
                                "--time-server",
                                "ntp.lan:1123")
                        .house());
        assertFalse(read("--empty=false").house().empty());
        assertTrue(Options.read(new String[0], Map.of("NHARONG_OPEN_ROOMS", "true"))
                .house()
                .openRooms());
        Path file = Files.writeString(folder.resolve("c.yaml"), "empty: true\n");
        assertTrue(read("--config", file.toString()).house().empty());
        for (String[] bad : List.of(
                new String[] {"--empty=yes"}, new String[] {"--demo-sites", "241"}, new String[] {"--empty", "yes"})) {
            assertEquals(2, assertThrows(StartRefused.class, () -> read(bad)).exitCode());
        }
    }

    @Test
    void proxiesAreAddressesOrNetworksAndNothingElse() throws StartRefused {
        assertEquals(
                List.of("10.1.2.3/32", "10.0.0.0/8", "::1/128", "fd00::/8", "0.0.0.0/0"),
                Options.read(
                                new String[0],
                                Map.of("NHARONG_TRUSTED_PROXY", "10.1.2.3 10.0.0.0/8,::1,fd00::/8 0.0.0.0/0"))
                        .trustedProxies());
        for (String bad : List.of(
                "proxy.lan",
                "10.0.0.0/33",
                "fd00::/129",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "10.0.0.0/8/8",
                "10.0.0",
                "/8",
                "10.0.0.0/a",
                "fe80::1%lo")) {
            StartRefused refused = assertThrows(StartRefused.class, () -> read("--trusted-proxy", bad), bad);
            assertEquals(2, refused.exitCode());
            assertTrue(String.valueOf(refused.getMessage()).endsWith(": " + bad), refused.getMessage());
        }
    }

    @Test
    void aWebhookIsAnAddressThatCanBeSentTo() throws StartRefused {
        assertEquals(
                List.of(URI.create("https://h:1/x"), URI.create("HTTP://127.0.0.1")),
                read("--webhook", "https://h:1/x", "--webhook", "HTTP://127.0.0.1")
                        .webhooks());
        for (String bad : List.of("httpx://127.0.0.1/", "ftp://127.0.0.1/", "http:///x", "http://h:70000/", "x y")) {
            StartRefused refused = assertThrows(StartRefused.class, () -> read("--webhook", bad), bad);
            assertEquals(2, refused.exitCode());
            assertTrue(String.valueOf(refused.getMessage()).endsWith(": " + bad), refused.getMessage());
        }
    }

    @Test
    void anUnknownKeyNamesTheNearest(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("c.yaml");
        Files.writeString(file, "media_prt: 2\n");
        for (String[] arguments :
                List.of(new String[] {"--mediaport", "1"}, new String[] {"--config", file.toString()})) {
            StartRefused refused = assertThrows(StartRefused.class, () -> read(arguments));
            assertEquals(2, refused.exitCode());
            assertTrue(String.valueOf(refused.getMessage()).endsWith("media-port"), refused.getMessage());
        }
    }

    @Test
    void anUnknownVariableNamesTheNearest() throws StartRefused {
        StartRefused refused =
                assertThrows(StartRefused.class, () -> Options.read(new String[0], Map.of("NHARONG_PROT", "9")));
        assertEquals(2, refused.exitCode());
        assertTrue(String.valueOf(refused.getMessage()).endsWith("NHARONG_PORT"), refused.getMessage());
        Options.read(new String[0], Map.of("NHARONG_LOG_FORMAT", "json", "NHARONG_API_KEY", "k", "PROT", "9"));
    }

    @Test
    void valuesAreChecked() {
        for (String[] arguments : List.of(
                new String[] {"--port", "x"},
                new String[] {"--port", "70000"},
                new String[] {"--media-loops", "0"},
                new String[] {"--port"},
                new String[] {"port"})) {
            assertEquals(
                    2, assertThrows(StartRefused.class, () -> read(arguments)).exitCode(), String.join(" ", arguments));
        }
    }

    @Test
    void theReferenceFileHasEveryKeyWithItsDefault(@TempDir Path folder) throws Exception {
        String reference = Options.reference();
        List<String> keys = new ArrayList<>();
        Matcher line = Pattern.compile("(?m)^#?([a-z-]+):").matcher(reference);
        while (line.find()) {
            keys.add(line.group(1));
        }
        assertEquals(Options.KEYS, keys);
        for (String key : Options.KEYS) {
            assertTrue(reference.contains(Options.variable(key)), key);
        }
        Path file = folder.resolve("reference.yaml");
        Files.writeString(file, reference);
        assertEquals(read(), read("--config", file.toString()));
    }
}
