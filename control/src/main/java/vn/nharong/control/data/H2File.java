package vn.nharong.control.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.JdbcTransactionObjectSupport;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

/**
 * What H2 needs so that an act that was answered is still there after a kill or a power cut. Its file is a row of chunks, one
 * for each commit; a header names the newest (docs/adr/0020-records-in-sql.md).
 */
final class H2File {
    static final String USER = "sa";
    /**
     * One at a time: a commit writes down all tables one after the other, and where somebody else is in the middle of changing
     * them their half goes along and stays when the process is killed before the next commit.
     */
    static final int CONNECTIONS = 1;

    private static final Logger LOG = LoggerFactory.getLogger(H2File.class);
    private static final String NAME = "nharong";
    /** Without the delay of 0 a commit counts before it is in the file. */
    private static final String SETTINGS =
            ";WRITE_DELAY=0;MODE=PostgreSQL;DATABASE_TO_UPPER=TRUE;DB_CLOSE_ON_EXIT=FALSE";

    private H2File() {}

    static String url(Path folder) {
        return "jdbc:h2:file:" + folder.resolve(NAME) + SETTINGS;
    }

    /**
     * Has the file's header name the newest chunk. H2 writes the header before it counts the chunk just written as the newest,
     * so between two of its headers it names one that may be twenty commits old, and after a kill H2 believes it: only its
     * recovery looks through the whole file. Reads every block (1 s for 200 MB).
     */
    static void recover(Path folder) {
        Path file = folder.resolve(NAME + ".mv.db");
        if (!Files.exists(file)) {
            return;
        }
        try {
            new MVStore.Builder()
                    .fileName(file.toString())
                    .recoveryMode()
                    .autoCommitDisabled()
                    .open()
                    .close();
        } catch (MVStoreException e) {
            // whoever opens the records meets the same fault (locked, broken) and says it in their words
            LOG.debug("records not looked through: {}", e.getMessage());
        }
    }

    /** Commits are on the disk when they return: H2 hands them to the operating system only. Any thread. */
    static final class Commits extends JdbcTransactionManager {
        private static final long serialVersionUID = 1L;

        Commits(DataSource source) {
            super(source);
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            super.doCommit(status);
            JdbcTransactionObjectSupport transaction = (JdbcTransactionObjectSupport) status.getTransaction();
            try (Statement statement =
                    transaction.getConnectionHolder().getConnection().createStatement()) {
                statement.execute("checkpoint sync");
            } catch (SQLException e) {
                throw translateException("sync", e);
            }
        }
    }
}
