package vn.nharong.disk;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Whether a folder can be written to, and in words why not. */
public final class Unwritable {
    /** More than all the keys and certificates take: a disk that has no place for this has none for them. */
    private static final int TRIAL_BYTES = 256 << 10;

    private Unwritable() {}

    /**
     * Makes the folder if need be and writes into it, to the disk and not only to a name: a full one still takes names.
     *
     * @return why it cannot be, or null when it can
     */
    public static @Nullable String why(Path folder) {
        Path trial = null;
        try {
            Files.createDirectories(folder);
            trial = Files.createTempFile(folder, ".write", "");
            Files.write(trial, new byte[TRIAL_BYTES], StandardOpenOption.WRITE, StandardOpenOption.SYNC);
            return null;
        } catch (IOException e) {
            return reason(folder, e);
        } finally {
            delete(trial);
        }
    }

    private static void delete(@Nullable Path trial) {
        try {
            if (trial != null) {
                Files.deleteIfExists(trial);
            }
        } catch (IOException e) {
            // A folder that takes files but gives none up: the first refusal, if any, says more.
        }
    }

    /** Asked while the trial still lies there, so that its own bytes count as taken. */
    private static String reason(Path folder, IOException e) {
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there)) {
            return there + " là một tệp (is a file)";
        }
        if (full(there)) {
            return "đĩa đầy (the disk is full)";
        }
        if (e instanceof AccessDeniedException) {
            return "không có quyền (no permission)";
        }
        String said = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
        return said == null ? e.toString() : said;
    }

    private static boolean full(Path there) {
        try {
            return Files.getFileStore(there).getUsableSpace() < TRIAL_BYTES;
        } catch (IOException e) {
            return false;
        }
    }
}
