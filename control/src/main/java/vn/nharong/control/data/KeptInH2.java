package vn.nharong.control.data;

import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Transactions that have ended are in H2's file. H2 writes at the end of one only if nobody else is writing just then, also
 * with {@code WRITE_DELAY=0}; else what was committed waits for the next commit, and a process that is killed meanwhile takes
 * along what it has acknowledged. {@code CHECKPOINT} waits for its turn; where all is written it costs nothing. Any thread.
 */
final class KeptInH2 extends JdbcTransactionManager {
    private static final long serialVersionUID = 1;

    KeptInH2(DataSource source) {
        super(source);
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
        super.doCommit(status);
        if (status.isReadOnly()) {
            return;
        }
        @Nullable Object bound = TransactionSynchronizationManager.getResource(obtainDataSource());
        if (!(bound instanceof ConnectionHolder holder)) {
            throw new TransactionSystemException("a transaction ends without a connection");
        }
        try (Statement statement = holder.getConnection().createStatement()) {
            statement.execute("CHECKPOINT");
        } catch (SQLException e) {
            throw new TransactionSystemException("committed, but not known to be in the file", e);
        }
    }
}
