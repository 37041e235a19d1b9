package vn.nharong.control.access;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.nharong.control.data.Times;
import vn.nharong.control.identity.Secrets;

/**
 * What the browsers of guests show: long, by chance, kept as hashes, gone with the meeting. A key says who somebody is; whether
 * that one waits, has a seat or was sent away is the meeting's to say. Any thread.
 */
@Component
public class GuestKeys {
    private final JdbcClient jdbc;
    private final Clock clock;

    GuestKeys(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param seat id of the place in the lobby and later of the seat @param link id of the opening that was come by */
    record Known(UUID key, String link, String meeting, String seat, String name) {}

    /** For somebody who has shown link and PIN. @return the key, which is kept nowhere */
    public String make(String link, String meeting, String seat, String name) {
        String key = Secrets.key();
        jdbc.sql("insert into guest_key (id, link_id, meeting_id, seat, name, key_hash, made_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?)")
                .params(UUID.randomUUID(), link, meeting, seat, name, Secrets.hash(key), Times.utc(clock.instant()))
                .update();
        return key;
    }

    Optional<Known> find(String key) {
        return jdbc.sql("select id, link_id, meeting_id, seat, name from guest_key where key_hash = ?")
                .param(Secrets.hash(key))
                .query((row, number) -> new Known(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5)))
                .optional();
    }

    boolean holds(UUID key) {
        return jdbc.sql("select count(*) from guest_key where id = ?")
                        .param(key)
                        .query(Integer.class)
                        .single()
                == 1;
    }

    /** It was made for a place that did not come to be. */
    public void forget(String key) {
        jdbc.sql("delete from guest_key where key_hash = ?")
                .param(Secrets.hash(key))
                .update();
    }
}
