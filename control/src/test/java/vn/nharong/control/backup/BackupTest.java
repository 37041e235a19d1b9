package vn.nharong.control.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import vn.nharong.control.audit.AuditLog;
import vn.nharong.control.data.Database;
import vn.nharong.control.data.Databases;
import vn.nharong.control.directory.UnitImport;
import vn.nharong.control.directory.UnitList;
import vn.nharong.control.directory.Units;

class BackupTest {
    private static final LocalDate OLD = LocalDate.of(2020, 2, 1);

    @TempDir
    Path place;

    private final ObjectMapper json = JsonMapper.builder().build();

    private Path made(Databases from) throws Exception {
        Path folder = Files.createDirectories(place.resolve("house"));
        Path file = place.resolve("backup.zip");
        try (Database database = from.open(folder)) {
            AuditLog audit = new AuditLog(database.jdbc(), folder, Clock.systemUTC());
            UnitImport imports =
                    new UnitImport(new Units(database.jdbc()), audit, database.transactions(), UUID::randomUUID);
            try (var in = BackupTest.class.getResourceAsStream("/demo/gia-lai-2020.csv")) {
                UnitList list = UnitList.read(Objects.requireNonNull(in).readAllBytes());
                assertTrue(imports.take(list, OLD, "admin", "").allowed());
            }
            try (OutputStream out = Files.newOutputStream(file)) {
                Backup.Manifest manifest = new Backup(database, folder, json).write(out, Instant.EPOCH);
                assertEquals(238L, manifest.tables().get("unit_period"));
            }
        }
        return file;
    }

    @ParameterizedTest
    @CsvSource({"H2,H2", "H2,POSTGRESQL", "POSTGRESQL,H2", "POSTGRESQL,POSTGRESQL"})
    void aHouseIsTheSameAfterwardsOnEitherDatabase(Databases from, Databases to) throws Exception {
        Path file = made(from);
        Path folder = place.resolve("restored");
        String url = to.url();
        new Restore(json).run(file, folder, url);
        try (Database before = from == Databases.H2 ? from.open(place.resolve("house")) : null;
                Database restored = Database.open(folder, url)) {
            Units units = new Units(restored.jdbc());
            assertEquals(238, units.on(OLD).size());
            if (before != null) {
                assertEquals(new Units(before.jdbc()).on(OLD), units.on(OLD));
            }
            AuditLog audit = new AuditLog(restored.jdbc(), folder, Clock.systemUTC());
            assertTrue(audit.verify().whole(), "the key came along, and no link is another");
            assertEquals(1, audit.verify().events());
        }
    }

    @Test
    void whatIsThereIsNeverOverwritten() throws Exception {
        Path file = made(Databases.H2);
        Path full = Files.createDirectories(place.resolve("full"));
        Files.writeString(full.resolve("something"), "dear");
        assertThrows(Restore.Refused.class, () -> new Restore(json).run(file, full, null));
        assertEquals("dear", Files.readString(full.resolve("something")));
    }

    @Test
    void aFileThatIsNoBackupOrHalfOneLeavesNothing() throws Exception {
        Path folder = place.resolve("new");
        Path none = Files.writeString(place.resolve("none.zip"), "no zip", StandardCharsets.UTF_8);
        assertThrows(Restore.Refused.class, () -> new Restore(json).run(none, folder, null));
        byte[] whole = Files.readAllBytes(made(Databases.H2));
        Path half = Files.write(place.resolve("half.zip"), java.util.Arrays.copyOf(whole, whole.length / 2));
        assertThrows(Restore.Refused.class, () -> new Restore(json).run(half, folder, null));
        assertTrue(!Files.exists(folder) || Files.list(folder).findAny().isEmpty());
    }
}
