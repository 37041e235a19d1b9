package vn.nharong.control.data;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A few texts that the house keeps about itself, each under a name. Any thread. */
public final class Notes {
    /** When a backup was last made whole, ISO 8601. */
    public static final String LAST_BACKUP = "backup.last";

    private final JdbcClient jdbc;

    public Notes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<String> find(String name) {
        return jdbc.sql("select content from house where name = ?")
                .param(name)
                .query((row, number) -> row.getString(1))
                .optional();
    }

    /** In place of what was there. One caller at a time for each name. */
    public void put(String name, String content) {
        int known = jdbc.sql("update house set content = ? where name = ?")
                .params(content, name)
                .update();
        if (known == 0) {
            jdbc.sql("insert into house (name, content) values (?, ?)")
                    .params(name, content)
                    .update();
        }
    }
}
