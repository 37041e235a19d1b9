package vn.nharong.control.audit;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One walk along the chain, a page at a time. */
final class Verification {
    private static final int PAGE = 1000;

    private final JdbcClient jdbc;
    private final AuditKey key;
    private final AuditHead head;
    private AuditHead.@Nullable Mark mark;
    private boolean markSeen;

    Verification(JdbcClient jdbc, AuditKey key, AuditHead head) {
        this.jdbc = jdbc;
        this.key = key;
        this.head = head;
    }

    Verdict run() throws IOException {
        try {
            mark = head.read();
        } catch (IOException e) {
            return new Verdict(0, Verdict.Fault.NO_HEAD, 0);
        }
        long seq = 0;
        String previous = AuditEvent.NONE;
        while (true) {
            List<AuditEvent> page = page(seq);
            for (AuditEvent event : page) {
                Verdict.Fault fault = look(event, seq + 1, previous);
                if (fault != Verdict.Fault.NONE) {
                    return new Verdict(seq + 1, fault, seq + 1);
                }
                seq++;
                previous = event.hash();
            }
            if (page.size() < PAGE) {
                return end(seq);
            }
        }
    }

    private Verdict.Fault look(AuditEvent event, long seq, String previous) {
        if (event.seq() != seq) {
            return Verdict.Fault.OUT_OF_ORDER;
        }
        if (!AuditEvent.hash(seq, event.atMicros(), event.act(), previous).equals(event.hash())) {
            return Verdict.Fault.CHANGED;
        }
        if (!key.signed(event.hash(), event.signature())) {
            return Verdict.Fault.NOT_OURS;
        }
        if (mark != null && mark.seq() == seq) {
            if (!mark.hash().equals(event.hash())) {
                return Verdict.Fault.NOT_OURS;
            }
            markSeen = true;
        }
        return Verdict.Fault.NONE;
    }

    private Verdict end(long events) {
        if (mark == null) {
            return new Verdict(events, events == 0 ? Verdict.Fault.NONE : Verdict.Fault.NO_HEAD, 0);
        }
        return markSeen
                ? new Verdict(events, Verdict.Fault.NONE, 0)
                : new Verdict(events, Verdict.Fault.CUT_OFF, events + 1);
    }

    private List<AuditEvent> page(long after) {
        return jdbc.sql("select seq, at_micros, actor, act, subject, cause, detail, hash, signature from audit_event"
                        + " where seq > ? order by seq fetch first " + PAGE + " rows only")
                .param(after)
                .query((row, number) -> new AuditEvent(
                        row.getLong(1),
                        row.getLong(2),
                        new Act(
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                row.getString(6),
                                row.getString(7)),
                        row.getString(8),
                        row.getString(9)))
                .list();
    }
}
