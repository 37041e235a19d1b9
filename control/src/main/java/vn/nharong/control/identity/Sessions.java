package vn.nharong.control.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.nharong.control.data.AfterCommit;
import vn.nharong.control.data.Times;

/**
 * Who has signed in where. In the records, so that a restart sends nobody back to the door; of the key only its hash, so that
 * who reads the records can't use it. Any thread; what changes belongs into a transaction, but the noting of a sign of life.
 */
@Component
public class Sessions {
    /** Neither a call nor an open stream of events for so long, and it is over. */
    public static final Duration IDLE = Duration.ofMinutes(30);
    /** A working day with its evening: longer than any meeting. */
    public static final Duration LONGEST = Duration.ofHours(16);

    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);
    private static final int MAX_AGENT = 200;

    private static final String SELECT = "select s.id, s.account_id, a.account, a.name, s.from_address, s.agent,"
            + " s.verified, s.made_at, s.last_seen from access_session s join account a on a.id = s.account_id";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    public Sessions(JdbcClient jdbc, Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.events = events;
    }

    /** A new session and the key that its browser keeps. */
    public record Begun(String key, UUID session) {}

    public Begun begin(UUID account, boolean verified, String from, String agent) {
        Instant now = clock.instant();
        jdbc.sql("delete from access_session where made_at < ? or last_seen < ?")
                .params(Times.utc(now.minus(LONGEST)), Times.utc(now.minus(IDLE)))
                .update();
        Begun begun = new Begun(Secrets.key(), UUID.randomUUID());
        jdbc.sql("insert into access_session (id, account_id, key_hash, from_address, agent, verified, made_at,"
                        + " last_seen) values (?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        begun.session(),
                        account,
                        Secrets.hash(begun.key()),
                        from,
                        agent.substring(0, Math.min(agent.length(), MAX_AGENT)),
                        verified,
                        Times.utc(now),
                        Times.utc(now))
                .update();
        return begun;
    }

    /** The session of this key, while it holds and its account does; its sign of life is noted. */
    public Optional<Session> find(String key) {
        Instant now = clock.instant();
        Optional<Session> found = jdbc.sql(SELECT + " where s.key_hash = ? and not a.disabled")
                .param(Secrets.hash(key))
                .query(Sessions::session)
                .optional()
                .filter(session -> holds(session, now));
        found.ifPresent(session -> {
            if (session.lastSeen().isBefore(now.minus(NOTED_EVERY))) {
                alive(session.id());
            }
        });
        return found;
    }

    /** Also called while a stream of events is open: who watches is there. @return false when it is over */
    public boolean alive(UUID session) {
        Instant now = clock.instant();
        return jdbc.sql("update access_session set last_seen = ? where id = ? and made_at > ?")
                        .params(Times.utc(now), session, Times.utc(now.minus(LONGEST)))
                        .update()
                == 1;
    }

    public List<Session> all() {
        Instant now = clock.instant();
        return jdbc.sql(SELECT + " order by s.last_seen desc").query(Sessions::session).list().stream()
                .filter(session -> holds(session, now))
                .toList();
    }

    public List<Session> of(UUID account) {
        return all().stream().filter(each -> each.account().equals(account)).toList();
    }

    public Optional<Session> get(UUID session) {
        return jdbc.sql(SELECT + " where s.id = ?")
                .param(session)
                .query(Sessions::session)
                .optional();
    }

    /** The second step was taken. */
    void verified(UUID session) {
        jdbc.sql("update access_session set verified = true where id = ?")
                .param(session)
                .update();
    }

    /** @return false when it was none any more */
    public boolean end(UUID session) {
        boolean ended = jdbc.sql("delete from access_session where id = ?")
                        .param(session)
                        .update()
                == 1;
        AfterCommit.run(() -> events.publishEvent(new AccessEnded(session)));
        return ended;
    }

    /** All of an account, but that one: null for all. */
    public void endOf(UUID account, @Nullable UUID but) {
        for (Session session : of(account)) {
            if (!session.id().equals(but)) {
                end(session.id());
            }
        }
    }

    private static boolean holds(Session session, Instant now) {
        return now.isBefore(session.madeAt().plus(LONGEST))
                && now.isBefore(session.lastSeen().plus(IDLE));
    }

    private static Session session(ResultSet row, int number) throws SQLException {
        return new Session(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getBoolean(7),
                Times.at(row, 8),
                Times.at(row, 9));
    }
}
