package vn.nharong.control.directory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The units and what they were when. Any thread; writes belong into a transaction. */
public final class Units {
    private static final String COLUMNS =
            "unit_id, valid_from, valid_to, code, parent_id, level, type, name, official_order";

    private final JdbcClient jdbc;
    private final AtomicInteger version = new AtomicInteger();

    public Units(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All that hold on this day, in official order. */
    public List<UnitPeriod> on(LocalDate day) {
        return jdbc.sql("select " + COLUMNS + " from unit_period where valid_from <= ?"
                        + " and (valid_to is null or valid_to > ?) order by official_order")
                .params(day, day)
                .query(Units::period)
                .list();
    }

    /** What one unit was, from the first day on. */
    public List<UnitPeriod> history(UUID unit) {
        return jdbc.sql("select " + COLUMNS + " from unit_period where unit_id = ? order by valid_from")
                .param(unit)
                .query(Units::period)
                .list();
    }

    /** Another number after each change that others can see. */
    int version() {
        return version.get();
    }

    /** Called after the transaction of a change. */
    void changed() {
        version.incrementAndGet();
    }

    /** The last day on which something begins. */
    Optional<LocalDate> newestDay() {
        return jdbc.sql("select max(valid_from) from unit_period")
                .query((row, number) -> row.getObject(1, LocalDate.class))
                .optional();
    }

    void make(UUID unit) {
        jdbc.sql("insert into unit (id) values (?)").param(unit).update();
    }

    void begin(UnitPeriod period) {
        jdbc.sql("insert into unit_period (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .param(period.unit())
                .param(period.validFrom())
                .param(period.validTo())
                .param(period.code())
                .param(period.parent())
                .param(period.level())
                .param(period.type())
                .param(period.name())
                .param(period.officialOrder())
                .update();
    }

    void end(UnitPeriod period, LocalDate day) {
        jdbc.sql("update unit_period set valid_to = ? where unit_id = ? and valid_from = ?")
                .params(day, period.unit(), period.validFrom())
                .update();
    }

    private static UnitPeriod period(ResultSet row, int number) throws SQLException {
        return new UnitPeriod(
                row.getObject(1, UUID.class),
                row.getObject(2, LocalDate.class),
                day(row, 3),
                row.getString(4),
                parent(row),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getInt(9));
    }

    private static @Nullable LocalDate day(ResultSet row, int column) throws SQLException {
        return row.getObject(column, LocalDate.class);
    }

    private static @Nullable UUID parent(ResultSet row) throws SQLException {
        return row.getObject(5, UUID.class);
    }
}
