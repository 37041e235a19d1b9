package vn.nharong.control.directory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rooms. Any thread; writes belong into a transaction. */
@Component
public class Sites {
    private static final String COLUMNS = "id, unit_id, organisation_id, name, official_order, hall, phone, closed_on";

    private final JdbcClient jdbc;

    Sites(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All that are open on this day, in official order. */
    public List<Site> on(LocalDate day) {
        return jdbc.sql("select " + COLUMNS + " from site where closed_on is null or closed_on > ?"
                        + " order by official_order")
                .param(day)
                .query(Sites::site)
                .list();
    }

    /** All there ever were, in official order. */
    public List<Site> all() {
        return jdbc.sql("select " + COLUMNS + " from site order by official_order")
                .query(Sites::site)
                .list();
    }

    public Optional<Site> find(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from site where id = ?")
                .param(id)
                .query(Sites::site)
                .optional();
    }

    public void add(Site site) {
        jdbc.sql("insert into site (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?)")
                .param(site.id())
                .param(site.unit())
                .param(site.organisation())
                .param(site.name())
                .param(site.officialOrder())
                .param(site.hall())
                .param(site.phone())
                .param(site.closedOn())
                .update();
    }

    /** Everything but id and unit as it is given. @return false when there is no such site */
    public boolean change(Site site) {
        return jdbc.sql("update site set organisation_id = ?, name = ?, official_order = ?, hall = ?, phone = ?,"
                                + " closed_on = ? where id = ?")
                        .param(site.organisation())
                        .param(site.name())
                        .param(site.officialOrder())
                        .param(site.hall())
                        .param(site.phone())
                        .param(site.closedOn())
                        .param(site.id())
                        .update()
                == 1;
    }

    /** The next free place in the official order. */
    public int nextOrder() {
        return jdbc.sql("select coalesce(max(official_order), 0) + 1 from site")
                .query((row, number) -> row.getInt(1))
                .single();
    }

    private static Site site(ResultSet row, int number) throws SQLException {
        return new Site(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                row.getString(4),
                row.getInt(5),
                row.getBoolean(6),
                row.getString(7),
                row.getObject(8, LocalDate.class));
    }
}
