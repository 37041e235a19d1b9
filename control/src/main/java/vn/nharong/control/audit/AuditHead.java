package vn.nharong.control.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.nharong.disk.WholeFile;

/**
 * The newest link, signed, in the file {@code audit.head} beside the database: whoever cuts off the end of the chain has to
 * take this along, and can't sign another. It may be behind the database after a crash, never ahead of it. Any thread.
 */
final class AuditHead {
    /** One link: its number and its hash. */
    record Mark(long seq, String hash) {}

    private final Path file;
    private final AuditKey key;
    private @Nullable Mark written;

    AuditHead(Path folder, AuditKey key) {
        this.file = folder.resolve("audit.head");
        this.key = key;
    }

    /** @param signature of the hash, as the link itself carries it */
    synchronized void advance(long seq, String hash, String signature) throws IOException {
        if (written != null && written.seq >= seq) {
            return; // transactions end in another order than their threads get here
        }
        String text = seq + "\n" + hash + "\n" + signature + "\n";
        WholeFile.write(file, text.getBytes(StandardCharsets.UTF_8), false);
        written = new Mark(seq, hash);
    }

    /**
     * @return null when there is none yet
     * @throws IOException also when it is damaged or was not signed by the key
     */
    synchronized @Nullable Mark read() throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        List<String> lines = Files.readAllLines(file);
        try {
            Mark mark = new Mark(Long.parseLong(lines.get(0)), lines.get(1));
            if (!key.signed(mark.hash, lines.get(2))) {
                throw new IOException(file + " is not signed by this house's key");
            }
            return mark;
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new IOException(file + " is damaged", e);
        }
    }
}
