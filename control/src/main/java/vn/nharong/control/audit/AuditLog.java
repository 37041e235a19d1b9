package vn.nharong.control.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Takes down every act, in the transaction of the act itself: both are there or neither. Appending locks the chain's end
 * until that transaction ends, so acts take their turn. Any thread.
 */
public final class AuditLog {
    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    /** What an act may say of itself; more is an error of ours. */
    private static final int MAX_DETAIL = 100_000;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final AuditKey key;
    private final AuditHead head;

    /** @param folder of the key and the head; outside the database */
    public AuditLog(JdbcClient jdbc, Path folder, Clock clock) throws IOException {
        this.jdbc = jdbc;
        this.clock = clock;
        this.key = AuditKey.open(folder);
        this.head = new AuditHead(folder, key);
    }

    /**
     * Appends one act.
     *
     * @throws IllegalStateException outside a transaction
     */
    public AuditEvent append(Act act) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("an act and its record stand or fall together: " + act.act());
        }
        if (act.detail().length() > MAX_DETAIL) {
            throw new IllegalArgumentException("detail of " + act.act() + " is too long");
        }
        End end = jdbc.sql("select seq, hash from audit_end where only_row = 1 for update")
                .query((row, number) -> new End(row.getLong(1), row.getString(2)))
                .single();
        long seq = end.seq + 1;
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        String hash = AuditEvent.hash(seq, micros, act, end.hash);
        AuditEvent event = new AuditEvent(seq, micros, act, hash, key.sign(hash));
        jdbc.sql("insert into audit_event (seq, at_micros, actor, act, subject, cause, detail, hash, signature)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        seq,
                        micros,
                        act.actor(),
                        act.act(),
                        act.subject(),
                        act.cause(),
                        act.detail(),
                        hash,
                        event.signature())
                .update();
        jdbc.sql("update audit_end set seq = ?, hash = ? where only_row = 1")
                .params(seq, hash)
                .update();
        keepAfterCommit(event);
        return event;
    }

    /** Of several acts in one transaction the last one's link is the head. */
    private void keepAfterCommit(AuditEvent event) {
        boolean first = TransactionSynchronizationManager.getResource(this) == null;
        if (!first) {
            TransactionSynchronizationManager.unbindResource(this);
        }
        TransactionSynchronizationManager.bindResource(this, event);
        if (first) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    if (TransactionSynchronizationManager.getResource(AuditLog.this) instanceof AuditEvent last) {
                        keep(last);
                    }
                }

                @Override
                public void afterCompletion(int status) {
                    TransactionSynchronizationManager.unbindResourceIfPossible(AuditLog.this);
                }
            });
        }
    }

    /** The act is done, whatever happens to the file: it is written again with the next. */
    private void keep(AuditEvent event) {
        try {
            head.advance(event.seq(), event.hash(), event.signature());
        } catch (IOException e) {
            LOG.error("the head of the audit log cannot be written", e);
        }
    }

    /** Walks the whole chain. */
    public Verdict verify() throws IOException {
        return new Verification(jdbc, key, head).run();
    }

    private record End(long seq, String hash) {}
}
