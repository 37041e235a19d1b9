package vn.nharong.control.audit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditKeyTest {
    private static final String HASH = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    @TempDir
    private Path folder;

    /** An inspector has the public key's file and any tool that knows Ed25519; here, the JDK's. */
    @Test
    void whatItSignsOthersCanCheck() throws Exception {
        String signature = AuditKey.open(folder).sign(HASH);
        Signature other = Signature.getInstance("Ed25519");
        other.initVerify(KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(Files.readAllBytes(folder.resolve("audit.pub")))));
        other.update(HexFormat.of().parseHex(HASH));
        assertTrue(other.verify(HexFormat.of().parseHex(signature)));
    }

    @Test
    void itKnowsItsOwnAgainAndNothingElse() throws Exception {
        String signature = AuditKey.open(folder).sign(HASH);
        AuditKey again = AuditKey.open(folder);
        assertTrue(again.signed(HASH, signature));
        assertFalse(again.signed(HASH.replace('0', '1'), signature));
        assertFalse(again.signed(HASH, ""));
        assertFalse(again.signed(HASH, signature.substring(2)));
        assertFalse(again.signed(HASH, "not hexadecimal"));
    }

    @Test
    void aDamagedKeyIsSaid() throws Exception {
        AuditKey.open(folder);
        Path secret = folder.resolve("audit.key");
        byte[] good = Files.readAllBytes(secret);
        for (byte[] bad : new byte[][] {{}, {1, 2, 3}, java.util.Arrays.copyOf(good, good.length - 5)}) {
            Files.write(secret, bad);
            IOException said = assertThrows(IOException.class, () -> AuditKey.open(folder));
            String begin = "the key of the audit log in " + folder + " is damaged";
            assertTrue(String.valueOf(said.getMessage()).startsWith(begin), () -> String.valueOf(said));
        }
    }
}
