package vn.nharong.control.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import vn.nharong.disk.WholeFile;

/**
 * Seals what must be read again and yet not be read in the database: secrets of the second step, PINs of guests' links. AES-256-GCM with the key in
 * the file {@code secrets.key} of the data folder. Any thread.
 */
public final class SecretBox {
    private static final String FILE = "secrets.key";
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    private SecretBox(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /** Makes the key where there is none. */
    public static SecretBox open(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            byte[] made = new byte[32];
            new SecureRandom().nextBytes(made);
            WholeFile.write(file, Base64.getEncoder().encode(made), true);
        }
        try {
            byte[] kept = Base64.getDecoder().decode(Files.readString(file).strip());
            if (kept.length == 32) {
                return new SecretBox(kept);
            }
        } catch (IllegalArgumentException e) {
            // Told below, as for a wrong length.
        }
        throw new IOException(file + " is damaged: it must hold 32 bytes in Base64");
    }

    /** @param owner what the secret belongs to: it opens for this one only */
    public String seal(byte[] secret, String owner) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, secret, owner);
        byte[] whole = Arrays.copyOf(nonce, NONCE + sealed.length);
        System.arraycopy(sealed, 0, whole, NONCE, sealed.length);
        return Base64.getEncoder().encodeToString(whole);
    }

    /** @throws IllegalStateException when it was sealed with another key or for another owner */
    public byte[] open(String sealed, String owner) {
        byte[] whole = Base64.getDecoder().decode(sealed);
        return run(
                Cipher.DECRYPT_MODE,
                Arrays.copyOf(whole, NONCE),
                Arrays.copyOfRange(whole, NONCE, whole.length),
                owner);
    }

    private byte[] run(int mode, byte[] nonce, byte[] input, String owner) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a sealed secret does not open with this key", e);
        }
    }
}
