package vn.nharong.control.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptInH2Test {
    @TempDir
    private Path folder;

    /** Another thread writes just then; a copy of the file is what a killed process would have left. */
    @Test
    void whatIsAcknowledgedIsInTheFileAlsoWhenSomebodyElseWrites() throws Exception {
        try (Database database = Database.open(folder, null)) {
            database.jdbc().sql("create table kept (word varchar(20))").update();
            CountDownLatch writing = new CountDownLatch(1);
            CountDownLatch written = new CountDownLatch(1);
            Thread other = Thread.ofPlatform()
                    .start(() -> store(database).executeFilestoreOperation(() -> {
                        writing.countDown();
                        await(written);
                    }));
            await(writing);
            Thread act = Thread.ofPlatform()
                    .start(() -> database.transactions()
                            .executeWithoutResult(status -> database.jdbc()
                                    .sql("insert into kept values ('acknowledged')")
                                    .update()));
            while (act.isAlive() && !waitsForTheFile(act)) {
                Thread.onSpinWait();
            }
            assertTrue(act.isAlive(), "acknowledged while it could not be written");
            written.countDown();
            act.join();
            other.join();

            Path copy = Files.createDirectory(folder.resolve("copy"));
            Files.copy(folder.resolve("nharong.mv.db"), copy.resolve("nharong.mv.db"));
            try (Database again = Database.open(copy, null)) {
                assertEquals(
                        1,
                        again.jdbc()
                                .sql("select count(*) from kept")
                                .query(Integer.class)
                                .single());
            }
        }
    }

    private static boolean waitsForTheFile(Thread thread) {
        return thread.getState() == Thread.State.WAITING
                && Arrays.stream(thread.getStackTrace())
                        .anyMatch(at -> at.getClassName().equals(MVStore.class.getName())
                                && at.getMethodName().equals("commit"));
    }

    private static MVStore store(Database database) {
        try (Connection connection = database.source().getConnection()) {
            SessionLocal session =
                    (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
            return session.getDatabase().getStore().getMvStore();
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
