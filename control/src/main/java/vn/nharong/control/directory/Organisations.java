package vn.nharong.control.directory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The organisations. Any thread; writes belong into a transaction. */
@Component
public class Organisations {
    private final JdbcClient jdbc;

    Organisations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<Organisation> all() {
        return jdbc.sql("select id, unit_id, name from organisation order by name")
                .query(Organisations::organisation)
                .list();
    }

    public Optional<Organisation> named(UUID unit, String name) {
        return jdbc.sql("select id, unit_id, name from organisation where unit_id = ? and name = ?")
                .params(unit, name)
                .query(Organisations::organisation)
                .optional();
    }

    public void add(Organisation organisation) {
        jdbc.sql("insert into organisation (id, unit_id, name) values (?, ?, ?)")
                .params(organisation.id(), organisation.unit(), organisation.name())
                .update();
    }

    private static Organisation organisation(ResultSet row, int number) throws SQLException {
        return new Organisation(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getString(3));
    }
}
