package vn.nharong.control.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.HexFormat;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import vn.nharong.disk.WholeFile;

/**
 * The key of the log, in two files outside the database: {@code audit.key} (mode 0600) signs, {@code audit.pub} is what an
 * inspector takes along, in the forms of PKCS #8 and X.509 that every tool reads. Ed25519 (RFC 8032) by Bouncy Castle, which
 * needs a tenth of the JDK's time for it, and an act waits for its signature. Any thread.
 */
final class AuditKey {
    private final Ed25519PrivateKeyParameters secret;
    private final Ed25519PublicKeyParameters open;

    private AuditKey(Ed25519PrivateKeyParameters secret, Ed25519PublicKeyParameters open) {
        this.secret = secret;
        this.open = open;
    }

    /** The key in this folder; made when there is none. @throws IOException also when it is damaged */
    static AuditKey open(Path folder) throws IOException {
        Path secretFile = folder.resolve("audit.key");
        Path openFile = folder.resolve("audit.pub");
        if (!Files.exists(secretFile)) {
            make(secretFile, openFile);
        }
        byte[] secretBytes = Files.readAllBytes(secretFile);
        byte[] openBytes = Files.readAllBytes(openFile);
        try {
            return new AuditKey(
                    (Ed25519PrivateKeyParameters) PrivateKeyFactory.createKey(secretBytes),
                    (Ed25519PublicKeyParameters) PublicKeyFactory.createKey(openBytes));
        } catch (IOException | RuntimeException e) {
            throw new IOException("the key of the audit log in " + folder + " is damaged: " + e.getMessage(), e);
        }
    }

    private static void make(Path secretFile, Path openFile) throws IOException {
        try {
            KeyPair made = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            WholeFile.write(openFile, made.getPublic().getEncoded(), false);
            WholeFile.write(secretFile, made.getPrivate().getEncoded(), true);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        }
    }

    /** @param hash in hexadecimal; so is what comes back */
    String sign(String hash) {
        byte[] message = HexFormat.of().parseHex(hash);
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, secret);
        signer.update(message, 0, message.length);
        return HexFormat.of().formatHex(signer.generateSignature());
    }

    boolean signed(String hash, String signature) {
        try {
            byte[] message = HexFormat.of().parseHex(hash);
            Ed25519Signer signer = new Ed25519Signer();
            signer.init(false, open);
            signer.update(message, 0, message.length);
            return signer.verifySignature(HexFormat.of().parseHex(signature));
        } catch (IllegalArgumentException e) {
            return false; // not hexadecimal
        }
    }
}
