package vn.nharong.sfu.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.nharong.sfu.loop.MediaLoopsConfig.Advertised;

/** Real loops with real ports. */
class MediaLoopsTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private static MediaLoopsConfig config(int loops, int port, Advertised... advertise) {
        return new MediaLoopsConfig(loops, HERE, port, List.of(advertise), false);
    }

    /** Each loop's first candidate; rooms are spread over the loops. */
    private static Set<String> candidates(MediaLoops loops) {
        Set<String> seen = new HashSet<>();
        for (int room = 0; room < 64; room++) {
            TransportProxy transport = loops.createTransport("phong-" + room + "/PA_x", (state, reason) -> {});
            seen.add(transport.local().candidates().getFirst());
            transport.close();
        }
        return seen;
    }

    @Test
    void everyLoopAnnouncesThePortThatLeadsToIt() throws Exception {
        try (MediaLoops loops = MediaLoops.start(config(3, 0))) {
            Set<String> expected = new HashSet<>();
            for (int i = 0; i < 3; i++) {
                expected.add(address("127.0.0.1", loops.port(i)));
            }
            assertEquals(expected, addresses(candidates(loops)));
        }
    }

    @Test
    void anAdvertisedPortIsTheFirstLoops() throws Exception {
        try (MediaLoops loops = MediaLoops.start(config(3, 0, Advertised.parse("203.0.113.7:4000")))) {
            assertEquals(
                    Set.of(address("203.0.113.7", 4000), address("203.0.113.7", 4001), address("203.0.113.7", 4002)),
                    addresses(candidates(loops)));
        }
    }

    @Test
    void anAdvertisedHostKeepsTheLoopsOwnPorts() throws Exception {
        try (MediaLoops loops = MediaLoops.start(config(2, 0, Advertised.parse("203.0.113.7")))) {
            assertEquals(
                    Set.of(address("203.0.113.7", loops.port(0)), address("203.0.113.7", loops.port(1))),
                    addresses(candidates(loops)));
        }
    }

    @Test
    void advertisedAddressesAreRead() {
        assertEquals(new Advertised("h", 0), Advertised.parse("h"));
        assertEquals(new Advertised("h", 5), Advertised.parse("h:5"));
        assertEquals(new Advertised("fd00::1", 0), Advertised.parse("fd00::1"));
        assertEquals(new Advertised("fd00::1", 0), Advertised.parse("[fd00::1]"));
        assertEquals(new Advertised("fd00::1", 5), Advertised.parse("[fd00::1]:5"));
        for (String bad : List.of("", ":5", "h:x", "h:70000", "[]:5")) {
            assertThrows(IllegalArgumentException.class, () -> Advertised.parse(bad), bad);
        }
        assertThrows(IllegalArgumentException.class, () -> config(3, 0, new Advertised("h", 65534)));
    }

    @Test
    void aPortThatSomebodyHasIsNamed() throws Exception {
        try (ServerSocket other = new ServerSocket()) {
            other.bind(new InetSocketAddress(HERE, 0));
            IOException refused = assertThrows(
                    IOException.class,
                    () -> MediaLoops.start(config(1, other.getLocalPort())).close());
            assertTrue(
                    String.valueOf(refused.getMessage()).startsWith("TCP port " + other.getLocalPort()),
                    refused.getMessage());
        }
    }

    private static String address(String host, int port) {
        return host + " " + port;
    }

    /** Host and port of candidate lines (RFC 8839 §5.1). */
    private static Set<String> addresses(Set<String> candidates) {
        Set<String> addresses = new HashSet<>();
        for (String line : candidates) {
            String[] words = line.split(" ");
            addresses.add(address(words[4], Integer.parseInt(words[5])));
        }
        return addresses;
    }
}
