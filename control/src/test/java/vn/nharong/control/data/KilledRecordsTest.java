package vn.nharong.control.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** H2's file as a kill leaves it: copied while it is open, which nothing of the process can add to. */
class KilledRecordsTest {
    @TempDir
    Path folder;

    @TempDir
    Path killed;

    /** Space is used again at once, as it is after a minute otherwise, so that commits land in the middle of the file. */
    private static void prepare(Database database) {
        database.jdbc().sql("set retention_time 0").update();
        database.jdbc()
                .sql("create table kept (id int primary key, text varchar(100000))")
                .update();
        database.jdbc().sql("create table other (id int primary key, kept int)").update();
        database.jdbc().sql("insert into other values (1, 0)").update();
    }

    private static void keep(Database database, int id, int length) {
        database.transactions().executeWithoutResult(status -> {
            database.jdbc()
                    .sql("insert into kept values (?, ?)")
                    .params(id, "x".repeat(length))
                    .update();
            database.jdbc().sql("delete from kept where id < ?").param(id - 5).update();
            database.jdbc()
                    .sql("update other set kept = ? where id = 1")
                    .param(id)
                    .update();
        });
    }

    private Database afterKill() throws Exception {
        Files.copy(
                folder.resolve("nharong.mv.db"), killed.resolve("nharong.mv.db"), StandardCopyOption.REPLACE_EXISTING);
        return Database.open(killed, null);
    }

    private static int last(JdbcClient jdbc) {
        return jdbc.sql("select max(id) from kept").query(Integer.class).single();
    }

    @Test
    void whatWasCommittedIsThereAfterAKillAtAnyCommit() throws Exception {
        Random random = new Random(1);
        try (Database database = Database.open(folder, null)) {
            prepare(database);
            for (int id = 1; id <= 60; id++) {
                keep(database, id, random.nextInt(60_000));
                try (Database then = afterKill()) {
                    assertEquals(id, last(then.jdbc()));
                }
            }
        }
    }
}
