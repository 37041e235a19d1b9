package vn.nharong.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void replacesWholeAndASecretIsItsOwnersAlone(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("key");
        WholeFile.write(file, bytes("a longer first text"), true);
        WholeFile.write(file, bytes("second"), true);
        assertEquals("second", Files.readString(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertFalse(Files.exists(folder.resolve("key.next")));
    }

    /** As on a disk made for another system; a zip is one that every JDK has. */
    @Test
    void aFileSystemThatKnowsNoOwnersIsWrittenToAsWell(@TempDir Path folder) throws Exception {
        try (FileSystem zip = FileSystems.newFileSystem(folder.resolve("disk.zip"), Map.of("create", "true"))) {
            Path file = zip.getPath("/key");
            WholeFile.write(file, bytes("first"), true);
            WholeFile.write(file, bytes("second"), true);
            assertEquals("second", Files.readString(file));
        }
    }
}
