package vn.nharong.control.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import vn.nharong.disk.WholeFile;

/**
 * The key of the log, in two files outside the database: {@code audit.key} (mode 0600) signs, {@code audit.pub} is what an
 * inspector takes along. Ed25519 (RFC 8032). Any thread.
 */
final class AuditKey {
    private static final String ALGORITHM = "Ed25519";

    private final PrivateKey secret;
    private final PublicKey open;

    private AuditKey(PrivateKey secret, PublicKey open) {
        this.secret = secret;
        this.open = open;
    }

    /** The key in this folder; made when there is none. @throws IOException also when it is damaged */
    static AuditKey open(Path folder) throws IOException {
        Path secretFile = folder.resolve("audit.key");
        Path openFile = folder.resolve("audit.pub");
        try {
            if (!Files.exists(secretFile)) {
                KeyPair made = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
                WholeFile.write(openFile, made.getPublic().getEncoded(), false);
                WholeFile.write(secretFile, made.getPrivate().getEncoded(), true);
            }
            KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
            return new AuditKey(
                    factory.generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(secretFile))),
                    factory.generatePublic(new X509EncodedKeySpec(Files.readAllBytes(openFile))));
        } catch (GeneralSecurityException e) {
            throw new IOException("the key of the audit log in " + folder + " is damaged: " + e.getMessage(), e);
        }
    }

    String sign(String hash) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(secret);
            signature.update(HexFormat.of().parseHex(hash));
            return HexFormat.of().formatHex(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that was read can sign", e);
        }
    }

    boolean signed(String hash, String text) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(open);
            signature.update(HexFormat.of().parseHex(hash));
            return signature.verify(HexFormat.of().parseHex(text));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
