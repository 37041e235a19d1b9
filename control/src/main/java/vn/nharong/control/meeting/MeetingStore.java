package vn.nharong.control.meeting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.ObjectMapper;
import vn.nharong.control.audit.Act;
import vn.nharong.control.audit.AuditEvent;
import vn.nharong.control.audit.AuditLog;
import vn.nharong.control.identity.Actor;

/**
 * Keeps what happens in meetings: their events are links of the audit log, so that the record of an act and the act are one
 * and the same row. Any thread.
 */
@Component
class MeetingStore {
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final AuditLog audit;
    private final ObjectMapper json;

    MeetingStore(JdbcClient jdbc, TransactionTemplate transactions, AuditLog audit, ObjectMapper json) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.audit = audit;
        this.json = json;
    }

    /** An event with its place in the log. @param name of the actor, as it was then */
    record Kept(long seq, Instant at, String actor, String name, MeetingEvent event) {}

    /** What stands in the log's detail. */
    private record Detail(String by, MeetingEvent event) {}

    /**
     * Keeps them, all or none. When this returns they are on the disk.
     *
     * @param basics what the meeting is called and how far it is afterwards
     */
    List<Kept> append(String meeting, Basics basics, Actor actor, String cause, List<MeetingEvent> events) {
        List<Kept> kept = transactions.execute(status -> {
            List<Kept> appended = new ArrayList<>();
            for (MeetingEvent event : events) {
                String detail = json.writeValueAsString(new Detail(actor.name(), event));
                AuditEvent link = audit.append(new Act(actor.id(), event.act(), subject(meeting), cause, detail));
                appended.add(new Kept(link.seq(), at(link.atMicros()), actor.id(), actor.name(), event));
            }
            if (events.stream().anyMatch(event -> event.change().basics() != null)) {
                index(meeting, basics);
            }
            return appended;
        });
        return java.util.Objects.requireNonNull(kept);
    }

    private void index(String meeting, Basics basics) {
        OffsetDateTime startsAt = basics.startsAt().atOffset(ZoneOffset.UTC);
        int known = jdbc.sql("update meeting set title = ?, state = ?, starts_at = ? where id = ?")
                .params(basics.title(), basics.state().name(), startsAt, meeting)
                .update();
        if (known == 0) {
            jdbc.sql("insert into meeting (id, title, state, starts_at) values (?, ?, ?, ?)")
                    .params(meeting, basics.title(), basics.state().name(), startsAt)
                    .update();
        }
    }

    private static String subject(String meeting) {
        return "meeting:" + meeting;
    }

    private static Instant at(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** Ids, the newest first. */
    List<String> meetings() {
        return jdbc.sql("select id from meeting order by starts_at desc, id")
                .query(String.class)
                .list();
    }

    /** Everything that happened in one meeting. */
    List<Kept> load(String meeting) {
        return jdbc.sql("select seq, at_micros, actor, detail from audit_event where subject = ? order by seq")
                .param(subject(meeting))
                .query(this::kept)
                .list();
    }

    /** What happened in one meeting after a place in the log, as much as is wanted at once. */
    List<Kept> after(String meeting, long seq, int most) {
        return jdbc.sql("select seq, at_micros, actor, detail from audit_event where subject = ? and seq > ?"
                        + " order by seq limit ?")
                .params(subject(meeting), seq, most)
                .query(this::kept)
                .list();
    }

    private Kept kept(ResultSet row, int number) throws SQLException {
        Detail detail = json.readValue(row.getString(4), Detail.class);
        return new Kept(row.getLong(1), at(row.getLong(2)), row.getString(3), detail.by(), detail.event());
    }
}
