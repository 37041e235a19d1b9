package vn.nharong.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import vn.nharong.signal.token.ApiKey;

/** Starting and refusing to start. */
class LaunchTest {
    @RegisterExtension
    final TestServer server = new TestServer();

    @Test
    void aBusyPortIsSaidInOneLine() {
        StartRefused refused = assertThrows(
                StartRefused.class,
                () -> new Launch(
                        server.config(server.port()), ignored -> new Launch.Plane(new InertPlane(), () -> {})));
        assertEquals(1, refused.exitCode());
        assertTrue(String.valueOf(refused.getMessage()).contains("port " + server.port()), refused.getMessage());
    }

    @Test
    void aDataFolderThatCannotBeIsSaidInOneLine() throws Exception {
        Path file = Files.writeString(server.folder.resolve("a-file"), "no folder");
        for (Path data : List.of(file, file.resolve("below"), file.resolve("far/below"))) {
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            int code = Launch.run(
                    new String[] {"--bind", "127.0.0.1", "--port", "0", "--tls-port", "0", "--data", data.toString()},
                    Map.of(),
                    System.out,
                    new PrintStream(said, true, StandardCharsets.UTF_8),
                    ignored -> new Launch.Plane(new InertPlane(), () -> {}),
                    null);
            String line = said.toString(StandardCharsets.UTF_8);
            assertEquals(1, code, line);
            assertEquals(1, line.lines().count(), line);
            assertTrue(line.contains(data.toString()), line);
            assertTrue(line.contains(file + " là một tệp (is a file)"), line);
        }
    }

    @Test
    void theKeyIsMadeOnceAndOnlyItsOwnerReadsIt() throws Exception {
        Config bare = new Config(
                "127.0.0.1",
                0,
                0,
                0,
                1,
                false,
                false,
                List.of(),
                List.of(),
                server.folder.resolve("kept"),
                null,
                List.of(),
                null,
                null,
                null,
                null,
                Config.House.DEFAULT);
        ApiKey first = new DataFolder(bare.data()).apiKey(bare);
        ApiKey second = new DataFolder(bare.data()).apiKey(bare);
        assertEquals(first, second);
        assertTrue(first.secret().length() >= 32);
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(server.folder.resolve("kept/api-key"))));
        assertFalse(first.toString().contains(first.secret()));
    }
}
