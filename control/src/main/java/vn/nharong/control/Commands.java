package vn.nharong.control;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.nharong.control.audit.AuditLog;
import vn.nharong.control.audit.Verdict;
import vn.nharong.control.data.Database;
import vn.nharong.control.directory.Days;
import vn.nharong.control.directory.UnitImport;
import vn.nharong.control.directory.UnitList;
import vn.nharong.control.directory.Units;
import vn.nharong.disk.Unwritable;

/** The command line: what is asked for, on which folder, and what it answers. */
final class Commands {
    private static final int WRONG = 2;
    private static final int MAX_FILE = 8 << 20;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");
    private static final Set<String> VALUES = Set.of("--data", "--valid-from", "--database");
    private static final Set<String> SWITCHES = Set.of("--preview");

    private final String command;
    private final List<String> words = new ArrayList<>();
    private final Map<String, String> options = new HashMap<>();

    private Commands(String command) {
        this.command = command;
    }

    static Commands of(String[] arguments) throws CommandRefused {
        if (arguments.length == 0) {
            throw usage();
        }
        Commands commands = new Commands(arguments[0]);
        for (int i = 1; i < arguments.length; i++) {
            String word = arguments[i];
            if (VALUES.contains(word)) {
                if (++i == arguments.length) {
                    throw new CommandRefused(WRONG, word + " cần một giá trị (needs a value)");
                }
                commands.options.put(word, arguments[i]);
            } else if (SWITCHES.contains(word)) {
                commands.options.put(word, "");
            } else if (word.startsWith("--")) {
                throw new CommandRefused(WRONG, "tùy chọn lạ: " + word + " (unknown option)");
            } else {
                commands.words.add(word);
            }
        }
        return commands;
    }

    private static CommandRefused usage() {
        return new CommandRefused(
                WRONG,
                "import FILE [--valid-from DATE] [--preview] [--data DIR] | audit verify [--data DIR]"
                        + " [--database JDBC-URL]");
    }

    int run(PrintStream out, PrintStream err, Clock clock) throws CommandRefused {
        boolean wellCalled = command.equals("import") ? words.size() == 1 : words.equals(List.of("verify"));
        if (!wellCalled || !Set.of("import", "audit").contains(command)) {
            throw usage();
        }
        Path folder = folder();
        UnitList list = command.equals("import") ? read(words.getFirst()) : null;
        if (list != null && !list.good()) {
            list.problems().forEach(err::println);
            err.println("Chưa nhập gì (nothing was imported).");
            return 1;
        }
        LocalDate validFrom = validFrom(clock);
        Optional<RunningServer> server =
                options.containsKey("--database") ? Optional.empty() : RunningServer.of(folder);
        if (server.isPresent()) {
            try {
                return list == null
                        ? tell(server.get().verify(), out, err)
                        : tell(
                                server.get()
                                        .take(
                                                bytes(words.getFirst()),
                                                validFrom,
                                                options.containsKey("--preview"),
                                                words.getFirst()),
                                options.containsKey("--preview"),
                                out,
                                err);
            } catch (RunningServer.Gone e) {
                // It died without a word; the records are free.
            } catch (IOException | RuntimeException e) {
                throw new CommandRefused(
                        1, "máy chủ đang chạy từ chối (the running server refused): " + e.getMessage());
            }
        }
        try (Database database = Database.open(folder, options.get("--database"))) {
            AuditLog audit = new AuditLog(database.jdbc(), folder, clock);
            if (list == null) {
                return tell(audit.verify(), out, err);
            }
            UnitImport imports =
                    new UnitImport(new Units(database.jdbc()), audit, database.transactions(), UUID::randomUUID);
            boolean look = options.containsKey("--preview");
            UnitImport.Preview preview = look
                    ? imports.preview(list, validFrom)
                    : imports.take(list, validFrom, "command line", words.getFirst());
            return tell(preview, look, out, err);
        } catch (IOException | RuntimeException e) {
            throw new CommandRefused(1, why(folder, e));
        }
    }

    private Path folder() throws CommandRefused {
        Path folder = path(options.getOrDefault("--data", "data"));
        String why = Unwritable.why(folder);
        if (why != null) {
            throw new CommandRefused(
                    1, "không ghi được vào thư mục dữ liệu " + folder + " (cannot write into the data folder): " + why);
        }
        return folder;
    }

    private static Path path(String text) throws CommandRefused {
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new CommandRefused(WRONG, "không phải đường dẫn (not a path): " + text);
        }
    }

    private static UnitList read(String file) throws CommandRefused {
        return UnitList.read(bytes(file));
    }

    private static byte[] bytes(String file) throws CommandRefused {
        Path path = path(file);
        try {
            if (Files.size(path) > MAX_FILE) {
                throw new CommandRefused(1, file + ": quá lớn, tối đa 8 MB (too large)");
            }
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new CommandRefused(1, "không đọc được tệp (cannot read the file) " + file);
        }
    }

    /** As it is written here, 1/7/2025, or as machines write it, 2025-07-01; today when nothing is said. */
    private LocalDate validFrom(Clock clock) throws CommandRefused {
        String text = options.get("--valid-from");
        if (text == null) {
            return LocalDate.now(clock);
        }
        return Days.read(text)
                .orElseThrow(
                        () -> new CommandRefused(WRONG, "không phải ngày (not a date, such as 01/07/2025): " + text));
    }

    private static int tell(UnitImport.Preview preview, boolean look, PrintStream out, PrintStream err) {
        @Nullable String refusal = preview.refusal();
        if (refusal != null) {
            err.println(refusal);
            return 1;
        }
        out.printf(
                "%s từ %s: %d đơn vị mới, %d thay đổi, %d giữ nguyên, %d hết hiệu lực.%n",
                look ? "Nếu nhập, có hiệu lực" : "Đã nhập, có hiệu lực",
                preview.validFrom().format(DAY),
                preview.begins().size(),
                preview.changes().size(),
                preview.unchanged(),
                preview.ends().size());
        return 0;
    }

    private static int tell(Verdict verdict, PrintStream out, PrintStream err) {
        if (verdict.whole()) {
            out.println("Nhật ký nguyên vẹn, " + verdict.events() + " sự kiện (the audit log is whole).");
            return 0;
        }
        err.println("Nhật ký KHÔNG nguyên vẹn: " + verdict.fault().words()
                + (verdict.seq() > 0 ? ", từ sự kiện " + verdict.seq() : "") + " (the audit log is not whole: "
                + verdict.fault() + ").");
        return 1;
    }

    /** The database's own words are for the log of whoever looks closer. */
    private static String why(Path folder, Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String said = String.valueOf(cause.getMessage());
            if (said.contains("already in use") || said.contains("Locked by another process")) {
                return "một tiến trình khác đang dùng dữ liệu ở " + folder + " (another process uses this folder)";
            }
        }
        return "không mở được dữ liệu ở " + folder + " (cannot open the data): " + e.getMessage();
    }
}
