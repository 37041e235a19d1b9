package vn.nharong.control.data;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What others are told only when it is so. */
public final class AfterCommit {
    private AfterCommit() {}

    /** Runs it after the transaction of this thread, not at all when that is taken back; at once where there is none. */
    public static void run(Runnable told) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            told.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                told.run();
            }
        });
    }
}
