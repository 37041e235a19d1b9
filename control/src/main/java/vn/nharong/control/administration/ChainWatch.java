package vn.nharong.control.administration;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import vn.nharong.control.audit.AuditLog;
import vn.nharong.control.audit.Verdict;

/** Walks along the whole audit log some times a day, so that a fault in it is found before somebody needs it. */
@Component
class ChainWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ChainWatch.class);
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration EVERY = Duration.ofHours(6);

    /** The last walk. */
    record Walk(Instant at, Verdict verdict) {}

    private final AuditLog audit;
    private final Clock clock;
    private final Thread walking;
    private volatile @Nullable Walk last;

    ChainWatch(AuditLog audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
        walking = Thread.ofVirtual().name("chain-watch").start(this::walkOn);
    }

    /** Null before the first. */
    @Nullable
    Walk last() {
        return last;
    }

    /** Walks now; takes as long as the log is. */
    Walk walk() throws IOException {
        Walk walk = new Walk(clock.instant(), audit.verify());
        last = walk;
        if (!walk.verdict().whole()) {
            LOG.error(
                    "the audit log is not whole: {} at {}",
                    walk.verdict().fault(),
                    walk.verdict().seq());
        }
        return walk;
    }

    private void walkOn() {
        try {
            Thread.sleep(FIRST);
            while (true) {
                try {
                    Walk unused = walk();
                } catch (IOException | RuntimeException e) {
                    LOG.warn("the audit log cannot be walked along", e);
                }
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @PreDestroy
    void close() {
        walking.interrupt();
    }
}
