package vn.nharong.control.backup;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import vn.nharong.control.data.Database;
import vn.nharong.disk.WholeFile;

/** Makes a house out of a backup, in an empty folder and, where one is given, an empty database. */
public final class Restore {
    private static final int BATCH = 500;
    private static final Set<String> SECRET = Set.of("audit.key", "api-key", "control-key");

    private final ObjectMapper json;

    public Restore(ObjectMapper json) {
        this.json = json;
    }

    /** Why nothing was restored, in words. */
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String why) {
            super(why);
        }
    }

    /**
     * Restores everything. Nothing is left in the folder when it fails.
     *
     * @param url of an empty database, or null for H2 in the folder
     */
    public Backup.Manifest run(Path file, Path folder, @Nullable String url) throws Refused, IOException {
        if (Files.exists(folder) && !empty(folder)) {
            throw new Refused("thư mục " + folder + " không trống (the folder is not empty)");
        }
        try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            Backup.Manifest manifest = manifest(zip);
            Files.createDirectories(folder);
            try {
                files(zip, folder);
                records(zip, manifest, folder, url);
            } catch (IOException | RuntimeException e) {
                clear(folder);
                throw e;
            }
            return manifest;
        } catch (java.util.zip.ZipException e) {
            throw new Refused(file + " không phải bản sao lưu, hoặc bị hỏng (is no backup, or is damaged)");
        }
    }

    private static boolean empty(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.findAny().isEmpty();
        }
    }

    private Backup.Manifest manifest(ZipFile zip) throws Refused, IOException {
        ZipEntry entry = zip.getEntry(Backup.MANIFEST);
        if (entry == null) {
            throw new Refused("bản sao lưu không trọn vẹn (the backup is not whole)");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            Backup.Manifest manifest = json.readValue(in.readAllBytes(), Backup.Manifest.class);
            if (manifest.format() != Backup.FORMAT) {
                throw new Refused("bản sao lưu của một phiên bản khác (a backup of another format)");
            }
            return manifest;
        }
    }

    private static void files(ZipFile zip, Path folder) throws IOException {
        Enumeration<? extends ZipEntry> entries = zip.entries();
        while (entries.hasMoreElements()) {
            ZipEntry entry = entries.nextElement();
            if (!entry.getName().startsWith(Backup.FILES)) {
                continue;
            }
            Path to = folder.resolve(entry.getName().substring(Backup.FILES.length()))
                    .normalize();
            if (!to.startsWith(folder)) {
                throw new IOException("a file outside the folder: " + entry.getName());
            }
            Files.createDirectories(java.util.Objects.requireNonNull(to.getParent()));
            String name = to.getFileName().toString();
            try (InputStream in = zip.getInputStream(entry)) {
                WholeFile.write(to, in.readAllBytes(), SECRET.contains(name) || name.endsWith(".key"));
            }
        }
    }

    private void records(ZipFile zip, Backup.Manifest manifest, Path folder, @Nullable String url) throws IOException {
        // The tables as they were then; what came since is done to the restored rows afterwards.
        try (Database then = Database.open(folder, url, manifest.schema());
                Connection connection = then.source().getConnection()) {
            connection.setAutoCommit(false);
            Map<String, Map<String, Integer>> tables = Tables.of(connection);
            for (String table : List.copyOf(tables.keySet()).reversed()) {
                try (PreparedStatement empty = connection.prepareStatement("delete from " + table)) {
                    empty.executeUpdate();
                }
            }
            for (Map.Entry<String, Map<String, Integer>> table : tables.entrySet()) {
                long rows = rows(zip, connection, table.getKey(), table.getValue());
                long expected = manifest.tables().getOrDefault(table.getKey(), 0L);
                if (rows != expected) {
                    throw new IOException(table.getKey() + ": " + rows + " rows of " + expected);
                }
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IOException("the records cannot be written: " + e.getMessage(), e);
        }
        Database.open(folder, url).close();
    }

    private long rows(ZipFile zip, Connection connection, String table, Map<String, Integer> columns)
            throws SQLException, IOException {
        ZipEntry entry = zip.getEntry(Backup.TABLES + table + ".jsonl");
        if (entry == null) {
            return 0;
        }
        List<String> names = List.copyOf(columns.keySet());
        String sql = "insert into " + table + " (" + String.join(", ", names) + ") values ("
                + String.join(", ", names.stream().map(name -> "?").toList()) + ")";
        long count = 0;
        try (BufferedReader in =
                        new BufferedReader(new InputStreamReader(zip.getInputStream(entry), StandardCharsets.UTF_8));
                PreparedStatement insert = connection.prepareStatement(sql)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                JsonNode row = json.readTree(line);
                for (int i = 0; i < names.size(); i++) {
                    String name = names.get(i);
                    set(insert, i + 1, row.get(name), columns.getOrDefault(name, Types.VARCHAR));
                }
                insert.addBatch();
                if (++count % BATCH == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
        return count;
    }

    private static void set(PreparedStatement insert, int at, @Nullable JsonNode value, int type) throws SQLException {
        if (value == null || value.isNull()) {
            insert.setNull(at, type);
            return;
        }
        switch (type) {
            case Types.INTEGER, Types.SMALLINT, Types.TINYINT -> insert.setInt(at, value.asInt());
            case Types.BIGINT -> insert.setLong(at, value.asLong());
            case Types.BOOLEAN, Types.BIT -> insert.setBoolean(at, value.asBoolean());
            case Types.DATE -> insert.setObject(at, LocalDate.parse(value.asString()));
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> insert.setObject(at, time(value.asString()));
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
                insert.setBytes(at, Base64.getDecoder().decode(value.asString()));
            case Types.VARCHAR, Types.LONGVARCHAR, Types.CHAR, Types.CLOB -> insert.setString(at, value.asString());
            default -> insert.setObject(at, UUID.fromString(value.asString()));
        }
    }

    private static OffsetDateTime time(String text) {
        String iso = text.indexOf(' ') > 0 ? text.replace(' ', 'T') : text;
        return iso.endsWith("Z")
                ? Instant.parse(iso).atOffset(ZoneOffset.UTC)
                : OffsetDateTime.parse(iso.matches(".*[+-]\\d\\d$") ? iso + ":00" : iso);
    }

    private static void clear(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                if (!path.equals(folder)) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }
}
