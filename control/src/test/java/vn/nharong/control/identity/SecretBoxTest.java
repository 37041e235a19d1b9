package vn.nharong.control.identity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretBoxTest {
    @TempDir
    Path folder;

    @Test
    void whatIsSealedOpensForItsOwnerWithTheKeyOfTheFolder() throws Exception {
        byte[] secret = {1, 2, 3};
        String sealed = SecretBox.open(folder).seal(secret, "an");
        assertArrayEquals(secret, SecretBox.open(folder).open(sealed, "an"));
        assertNotEquals(sealed, SecretBox.open(folder).seal(secret, "an"));
        assertThrows(IllegalStateException.class, () -> SecretBox.open(folder).open(sealed, "binh"));
        Path other = Files.createDirectory(folder.resolve("other"));
        assertThrows(IllegalStateException.class, () -> SecretBox.open(other).open(sealed, "an"));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("secrets.key"))));
        Files.writeString(other.resolve("secrets.key"), "nothing");
        assertThrows(IOException.class, () -> SecretBox.open(other));
    }
}
