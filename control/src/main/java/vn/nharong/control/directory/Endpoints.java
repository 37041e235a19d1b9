package vn.nharong.control.directory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.nharong.control.data.Times;

/** The sites' devices. Any thread; writes belong into a transaction. */
@Component
public class Endpoints {
    private static final String COLUMNS = "id, site_id, kind, role, name, address, paired_at, last_seen, revoked_at";

    private final JdbcClient jdbc;

    Endpoints(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<Endpoint> all() {
        return jdbc.sql("select " + COLUMNS + " from endpoint order by site_id, role, name")
                .query(Endpoints::endpoint)
                .list();
    }

    public List<Endpoint> of(UUID site) {
        return jdbc.sql("select " + COLUMNS + " from endpoint where site_id = ? order by role, name")
                .param(site)
                .query(Endpoints::endpoint)
                .list();
    }

    public Optional<Endpoint> find(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from endpoint where id = ?")
                .param(id)
                .query(Endpoints::endpoint)
                .optional();
    }

    /** Adds one that has no key yet. */
    public void add(Endpoint endpoint) {
        jdbc.sql("insert into endpoint (id, site_id, kind, role, name, address) values (?, ?, ?, ?, ?, ?)")
                .params(
                        endpoint.id(),
                        endpoint.site(),
                        endpoint.kind().name(),
                        endpoint.role().name(),
                        endpoint.name(),
                        endpoint.address())
                .update();
    }

    /** Name, role and address as they are given. */
    public void change(Endpoint endpoint) {
        jdbc.sql("update endpoint set role = ?, name = ?, address = ? where id = ?")
                .params(endpoint.role().name(), endpoint.name(), endpoint.address(), endpoint.id())
                .update();
    }

    /** Only while it never had a key: the log speaks of the others. */
    public void remove(UUID id) {
        jdbc.sql("delete from endpoint where id = ?").param(id).update();
    }

    public void paired(UUID id, Instant when) {
        jdbc.sql("update endpoint set paired_at = ?, revoked_at = null where id = ?")
                .params(Times.utc(when), id)
                .update();
    }

    public void seen(UUID id, Instant when) {
        jdbc.sql("update endpoint set last_seen = ? where id = ?")
                .params(Times.utc(when), id)
                .update();
    }

    public void revoked(UUID id, Instant when) {
        jdbc.sql("update endpoint set revoked_at = ? where id = ?")
                .params(Times.utc(when), id)
                .update();
    }

    private static Endpoint endpoint(ResultSet row, int number) throws SQLException {
        return new Endpoint(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                Endpoint.Kind.valueOf(row.getString(3)),
                Endpoint.Role.valueOf(row.getString(4)),
                row.getString(5),
                row.getString(6),
                Times.orNull(row, 7),
                Times.orNull(row, 8),
                Times.orNull(row, 9));
    }
}
