package vn.nharong.control.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One link of the chain.
 *
 * @param seq from 1, without a gap
 * @param atMicros when, microseconds since 1970
 * @param hash SHA-256 over this row and the hash before it, in hexadecimal
 * @param signature Ed25519 over the hash, in hexadecimal
 */
public record AuditEvent(long seq, long atMicros, Act act, String hash, String signature) {
    /** The hash before the first link. */
    static final String NONE = "0".repeat(64);

    /** Each field with its length, so that no two rows are the same bytes. */
    static String hash(long seq, long atMicros, Act act, String previous) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(HexFormat.of().parseHex(previous));
            out.writeLong(seq);
            out.writeLong(atMicros);
            for (String field : new String[] {act.actor(), act.act(), act.subject(), act.cause(), act.detail()}) {
                byte[] text = field.getBytes(StandardCharsets.UTF_8);
                out.writeInt(text.length);
                out.write(text);
            }
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
