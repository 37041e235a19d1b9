package vn.nharong.control;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import vn.nharong.control.backup.Backup;
import vn.nharong.control.backup.Restore;
import vn.nharong.control.data.Database;
import vn.nharong.disk.Unwritable;

/** {@code backup FILE} while the server runs or not, {@code restore FILE} into an empty folder. */
final class CopyCommands {
    private static final int WRONG = 2;
    private static final Set<String> VALUES = Set.of("--data", "--database");

    private final ObjectMapper json = JsonMapper.builder().build();
    private final String command;
    private final Map<String, String> options = new HashMap<>();
    private @Nullable String file;

    private CopyCommands(String command) {
        this.command = command;
    }

    static boolean meant(String[] arguments) {
        return arguments.length > 0 && Set.of("backup", "restore").contains(arguments[0]);
    }

    static CopyCommands of(String[] arguments) throws CommandRefused {
        CopyCommands commands = new CopyCommands(arguments[0]);
        for (int i = 1; i < arguments.length; i++) {
            String word = arguments[i];
            if (VALUES.contains(word) && i + 1 < arguments.length) {
                commands.options.put(word, arguments[++i]);
            } else if (word.startsWith("--") || commands.file != null) {
                throw usage();
            } else {
                commands.file = word;
            }
        }
        if (commands.file == null) {
            throw usage();
        }
        return commands;
    }

    private static CommandRefused usage() {
        return new CommandRefused(
                WRONG,
                "backup FILE [--data DIR] [--database JDBC-URL] | restore FILE --data DIR [--database JDBC-URL]");
    }

    int run(PrintStream out, Clock clock) throws CommandRefused {
        Path folder = path(options.getOrDefault("--data", "data"));
        Path copy = path(String.valueOf(file));
        try {
            return command.equals("backup") ? backup(folder, copy, out, clock) : restore(copy, folder, out);
        } catch (Restore.Refused e) {
            throw new CommandRefused(1, String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            String said = e.getMessage() == null ? e.toString() : e.getMessage();
            throw new CommandRefused(
                    1,
                    (command.equals("backup") ? "không sao lưu được (no backup was made): " : "không khôi phục được: ")
                            + said.lines().findFirst().orElse(""));
        }
    }

    private static Path path(String text) throws CommandRefused {
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new CommandRefused(WRONG, "không phải đường dẫn (not a path): " + text);
        }
    }

    private int backup(Path folder, Path copy, PrintStream out, Clock clock) throws CommandRefused, IOException {
        if (!Files.isDirectory(folder)) {
            throw new CommandRefused(1, "không có thư mục dữ liệu " + folder + " (no data folder)");
        }
        if (Files.exists(copy)) {
            throw new CommandRefused(1, "đã có tệp " + copy + " (the file exists)");
        }
        Path target = java.util.Objects.requireNonNull(copy.getParent());
        String why = Unwritable.why(target);
        if (why != null) {
            throw new CommandRefused(1, "không ghi được vào " + target + " (cannot write): " + why);
        }
        // Under another name until it is whole: half a backup must not look like one.
        Path part = copy.resolveSibling(copy.getFileName() + ".part");
        try {
            write(folder, part, clock);
            Files.move(part, copy, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
        out.println("Đã sao lưu vào " + copy + ", " + Files.size(copy) / 1024 + " KiB (backup made).");
        return 0;
    }

    private void write(Path folder, Path part, Clock clock) throws IOException {
        Optional<RunningServer> server =
                options.containsKey("--database") ? Optional.empty() : RunningServer.of(folder);
        if (server.isPresent()) {
            try {
                server.get().backup(part);
                return;
            } catch (RunningServer.Gone e) {
                // It died without a word; the records are free.
            }
        }
        try (Database database = Database.open(folder, options.get("--database"));
                OutputStream to = Files.newOutputStream(part)) {
            new Backup(database, folder, json).write(to, clock.instant());
        }
    }

    private int restore(Path copy, Path folder, PrintStream out) throws CommandRefused, Restore.Refused, IOException {
        if (!Files.isRegularFile(copy)) {
            throw new CommandRefused(1, "không có tệp " + copy + " (no such file)");
        }
        Backup.Manifest manifest = new Restore(json).run(copy, folder, options.get("--database"));
        out.println("Đã khôi phục bản sao lưu lúc " + manifest.madeAt() + " vào " + folder + " (restored).");
        return 0;
    }
}
