package vn.nharong.control.administration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.nharong.control.HouseServer;
import vn.nharong.control.HouseServer.Browser;
import vn.nharong.control.backup.Backup;
import vn.nharong.control.data.Database;

/** What administrators see of the machine is asked of the machine. */
class HealthTest {
    /** Between 1900, where NTP begins to count, and 1970. */
    private static final long NTP_EPOCH_SECONDS = 2_208_988_800L;

    private static final int AHEAD_SECONDS = 30;

    @TempDir
    Path folder;

    /** A time server (RFC 5905) that is half a minute ahead of us. */
    private static void answer(DatagramSocket socket) {
        try {
            while (true) {
                DatagramPacket asked = new DatagramPacket(new byte[48], 48);
                socket.receive(asked);
                byte[] question = asked.getData();
                ByteBuffer answer = ByteBuffer.allocate(48);
                answer.put((byte) 0x24).put((byte) 1); // version 4, a server, of the first stratum
                answer.position(24).put(question, 40, 8);
                long seconds = Instant.now().getEpochSecond() + NTP_EPOCH_SECONDS + AHEAD_SECONDS;
                long fraction = ((long) Instant.now().getNano() << 32) / 1_000_000_000L;
                answer.position(32).putInt((int) seconds).putInt((int) fraction);
                answer.position(40).putInt((int) seconds).putInt((int) fraction);
                socket.send(new DatagramPacket(answer.array(), 48, asked.getSocketAddress()));
            }
        } catch (java.io.IOException closed) {
            // The test has ended.
        }
    }

    private static JsonNode until(Browser browser, Predicate<JsonNode> so) throws Exception {
        JsonNode health = browser.get("/api/health").json();
        for (int i = 0; i < 200 && !so.test(health); i++) {
            Thread.sleep(50);
            health = browser.get("/api/health").json();
        }
        assertTrue(so.test(health), health.toString());
        return health;
    }

    @Test
    void theClockIsComparedWithTheTimeServer() throws Exception {
        try (DatagramSocket time = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            Thread.ofVirtual().start(() -> answer(time));
            String name = "127.0.0.1:" + time.getLocalPort();
            try (HouseServer server = HouseServer.start(new HouseServer.House(folder, null, false, false, name))) {
                Browser administrator = server.demo("ADMINISTRATOR");
                JsonNode health = until(
                        administrator,
                        now -> now.path("clock").path("offMillis").isNumber());
                assertEquals(name, health.path("clock").path("source").asString());
                assertEquals(30_000, health.path("clock").path("offMillis").asDouble(), 1_500);
            }
        }
    }

    @Test
    void whatIsShownOfCertificateBackupAndLogIsFound() throws Exception {
        try (HouseServer server = HouseServer.start(HouseServer.House.sample(folder))) {
            Browser administrator = server.demo("ADMINISTRATOR");
            JsonNode health = administrator.get("/api/health").json();
            assertEquals(
                    "2031-05-06T07:08:09Z",
                    health.path("certificate").path("until").asString());
            assertTrue(health.path("database").path("lastBackupAt").isNull());
            assertTrue(health.path("audit").path("verifiedAt").isNull(), "nobody has looked yet");
            assertTrue(health.path("clock").path("source").isNull());

            Instant now = Instant.parse("2026-01-02T03:04:05Z");
            new Backup(server.bean(Database.class), folder, JsonMapper.shared())
                    .write(new ByteArrayOutputStream(), now);
            assertEquals(
                    now.toString(),
                    administrator
                            .get("/api/health")
                            .json()
                            .path("database")
                            .path("lastBackupAt")
                            .asString());

            JsonNode whole = administrator.post("/api/health/verify", "{}").json();
            assertTrue(whole.path("audit").path("ok").asBoolean());
            assertFalse(whole.path("audit").path("verifiedAt").isNull());
            server.bean(JdbcClient.class)
                    .sql("update audit_event set detail = '{}' where seq = 1")
                    .update();
            JsonNode broken = administrator.post("/api/health/verify", "{}").json();
            assertFalse(broken.path("audit").path("ok").asBoolean());
        }
    }
}
