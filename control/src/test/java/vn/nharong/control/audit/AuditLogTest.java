package vn.nharong.control.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.nharong.control.data.Database;
import vn.nharong.control.data.Databases;

class AuditLogTest {
    @TempDir
    Path folder;

    private static Act act(int number) {
        return new Act("operator", "floor.granted", "seat " + number, "chair", "{\"topic\":\"nước sạch\"}");
    }

    private AuditLog log(Database database) throws Exception {
        return new AuditLog(database.jdbc(), folder, Clock.systemUTC());
    }

    private static void append(Database database, AuditLog log, int count) {
        for (int i = 1; i <= count; i++) {
            int number = i;
            database.transactions().executeWithoutResult(status -> log.append(act(number)));
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void actsAtTheSameTimeMakeOneWholeChain(Databases which) throws Exception {
        try (Database database = which.open(folder);
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            AuditLog log = log(database);
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(threads.submit(() -> append(database, log, 25)));
            }
            for (Future<?> one : all) {
                one.get();
            }
            assertEquals(new Verdict(200, Verdict.Fault.NONE, 0), log.verify());
            assertEquals(new Verdict(200, Verdict.Fault.NONE, 0), log(database).verify(), "by another process later");
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void whatIsTakenBackLeavesNoTrace(Databases which) throws Exception {
        try (Database database = which.open(folder)) {
            AuditLog log = log(database);
            append(database, log, 2);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> database.transactions().executeWithoutResult(status -> {
                        log.append(act(3));
                        throw new IllegalArgumentException("the rule says no");
                    }));
            assertEquals(new Verdict(2, Verdict.Fault.NONE, 0), log.verify());
        }
    }

    @Test
    void anActWithoutATransactionIsRefused() throws Exception {
        try (Database database = Databases.H2.open(folder)) {
            AuditLog log = log(database);
            assertThrows(IllegalStateException.class, () -> log.append(act(1)));
        }
    }

    /** What somebody may do who has the database, and what it is called. */
    private record Attack(String name, Verdict.Fault fault, long seq, List<String> statements) {}

    @ParameterizedTest
    @EnumSource(Databases.class)
    void whoTouchesTheTableIsFound(Databases which) throws Exception {
        for (Attack attack : List.of(
                new Attack(
                        "changed",
                        Verdict.Fault.CHANGED,
                        4,
                        List.of("update audit_event set actor = 'nobody' where seq = 4")),
                new Attack("removed", Verdict.Fault.OUT_OF_ORDER, 4, List.of("delete from audit_event where seq = 4")),
                new Attack(
                        "reordered",
                        Verdict.Fault.CHANGED,
                        4,
                        List.of(
                                "update audit_event set seq = 99 where seq = 4",
                                "update audit_event set seq = 4 where seq = 5",
                                "update audit_event set seq = 5 where seq = 99")),
                new Attack(
                        "the end cut off", Verdict.Fault.CUT_OFF, 9, List.of("delete from audit_event where seq >= 9")),
                new Attack("all gone", Verdict.Fault.CUT_OFF, 1, List.of("delete from audit_event")))) {
            Path place = Files.createTempDirectory(folder, "attack");
            try (Database database = which.open(place)) {
                AuditLog log = new AuditLog(database.jdbc(), place, Clock.systemUTC());
                append(database, log, 10);
                assertTrue(log.verify().whole());
                attack.statements.forEach(
                        statement -> database.jdbc().sql(statement).update());
                Verdict verdict = log.verify();
                assertEquals(attack.fault, verdict.fault(), attack.name);
                assertEquals(attack.seq, verdict.seq(), attack.name);
            }
        }
    }

    /** The whole chain written anew with other words and a key of one's own. */
    @Test
    void whoRecomputesTheWholeChainIsFound() throws Exception {
        Path forger = Files.createDirectories(folder.resolve("forger"));
        try (Database database = Databases.H2.open(folder)) {
            AuditLog log = log(database);
            append(database, log, 5);
            AuditKey own = AuditKey.open(forger);
            String previous = AuditEvent.NONE;
            for (long seq = 1; seq <= 5; seq++) {
                Act act = new Act("operator", "floor.refused", "seat " + seq, "chair", "");
                String hash = AuditEvent.hash(seq, seq, act, previous);
                database.jdbc()
                        .sql("update audit_event set at_micros = ?, act = ?, detail = '', hash = ?, signature = ?"
                                + " where seq = ?")
                        .params(seq, act.act(), hash, own.sign(hash), seq)
                        .update();
                previous = hash;
            }
            assertEquals(new Verdict(1, Verdict.Fault.NOT_OURS, 1), log.verify());
        }
    }

    @Test
    void aHeadThatIsLostOrForgedIsSaid() throws Exception {
        try (Database database = Databases.H2.open(folder)) {
            AuditLog log = log(database);
            append(database, log, 3);
            Path head = folder.resolve("audit.head");
            String good = Files.readString(head);
            int hash = good.indexOf('\n') + 1;
            Files.writeString(
                    head, good.substring(0, hash) + (good.charAt(hash) == '0' ? '1' : '0') + good.substring(hash + 1));
            assertEquals(Verdict.Fault.NO_HEAD, log.verify().fault());
            Files.writeString(head, "");
            assertEquals(Verdict.Fault.NO_HEAD, log.verify().fault());
            Files.delete(head);
            assertEquals(Verdict.Fault.NO_HEAD, log.verify().fault());
            Files.writeString(head, good);
            assertTrue(log.verify().whole());
        }
    }

    @Test
    void aCrashBeforeTheHeadWasWrittenIsNoFault() throws Exception {
        try (Database database = Databases.H2.open(folder)) {
            AuditLog log = log(database);
            append(database, log, 3);
            String before = Files.readString(folder.resolve("audit.head"));
            append(database, log, 1);
            Files.writeString(folder.resolve("audit.head"), before);
            assertEquals(new Verdict(4, Verdict.Fault.NONE, 0), log(database).verify());
        }
    }
}
