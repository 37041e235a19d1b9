package vn.nharong.control.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.flywaydb.core.api.MigrationInfo;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;
import vn.nharong.control.data.Database;
import vn.nharong.control.data.Notes;

/**
 * Writes the records, as they are at one moment, and the files beside them into one zip: a line of JSON for each row. The same
 * for both databases, so that a house can also move from one to the other. Any thread.
 */
public final class Backup {
    static final int FORMAT = 1;
    static final String MANIFEST = "manifest.json";
    static final String TABLES = "tables/";
    static final String FILES = "files/";
    /** Made again by themselves, or worthless elsewhere. */
    private static final List<String> LEFT_OUT = List.of("tmp", "log", "logs");

    private final Database database;
    private final Path folder;
    private final ObjectMapper json;

    public Backup(Database database, Path folder, ObjectMapper json) {
        this.database = database;
        this.folder = folder;
        this.json = json;
    }

    /** What stands in the manifest. @param tables rows of each */
    public record Manifest(int format, String schema, Instant madeAt, Map<String, Long> tables) {}

    /** @param out is not closed */
    public Manifest write(OutputStream out, Instant now) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        Map<String, Long> counts = new LinkedHashMap<>();
        // The files first: the signed head may be behind the rows, never ahead of them.
        files(zip);
        try (Connection connection = database.reading().getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            for (Map.Entry<String, Map<String, Integer>> table :
                    Tables.of(connection).entrySet()) {
                zip.putNextEntry(new ZipEntry(TABLES + table.getKey() + ".jsonl"));
                counts.put(table.getKey(), rows(connection, table.getKey(), zip));
                zip.closeEntry();
            }
            connection.rollback();
            connection.setReadOnly(false);
        } catch (SQLException e) {
            throw new IOException("the records cannot be read: " + e.getMessage(), e);
        }
        Manifest manifest = new Manifest(FORMAT, schema(), now, counts);
        zip.putNextEntry(new ZipEntry(MANIFEST));
        zip.write(json.writeValueAsBytes(manifest));
        zip.closeEntry();
        zip.finish();
        new Notes(database.jdbc()).put(Notes.LAST_BACKUP, now.toString());
        return manifest;
    }

    private String schema() {
        MigrationInfo current = database.flyway().load().info().current();
        return current == null ? "" : String.valueOf(current.getVersion());
    }

    private long rows(Connection connection, String table, OutputStream out) throws SQLException, IOException {
        long count = 0;
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(500);
            try (ResultSet rows = statement.executeQuery("select * from " + table)) {
                int columns = rows.getMetaData().getColumnCount();
                while (rows.next()) {
                    Map<String, @Nullable Object> row = new LinkedHashMap<>();
                    for (int i = 1; i <= columns; i++) {
                        String name = rows.getMetaData().getColumnName(i).toLowerCase(java.util.Locale.ROOT);
                        row.put(name, plain(rows.getObject(i)));
                    }
                    out.write(json.writeValueAsBytes(row));
                    out.write('\n');
                    count++;
                }
            }
        }
        return count;
    }

    /** As JSON has it: numbers and truth as they are, all else as text. */
    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Number number -> number;
            case Boolean truth -> truth;
            case byte[] bytes -> Base64.getEncoder().encodeToString(bytes);
            case java.sql.Timestamp time -> time.toInstant().toString();
            default -> value.toString();
        };
    }

    private void files(ZipOutputStream zip) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isRegularFile).filter(this::taken).sorted().forEach(file -> {
                try {
                    zip.putNextEntry(new ZipEntry(
                            FILES + folder.relativize(file).toString().replace('\\', '/')));
                    Files.copy(file, zip);
                    zip.closeEntry();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private boolean taken(Path file) {
        Path inside = folder.relativize(file);
        String name = file.getFileName().toString();
        // The database's own files, files half written, and what names a running process.
        boolean passing = name.startsWith("nharong.") || name.endsWith(".next") || name.startsWith("server.");
        return !passing && !LEFT_OUT.contains(inside.getName(0).toString());
    }
}
