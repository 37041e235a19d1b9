package vn.nharong.control.directory;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Single values of the house. Any thread; writes belong into a transaction. */
@Component
public class House {
    private static final String DEMO = "demo";

    private final JdbcClient jdbc;

    House(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether its data is invented, and says so on every screen. */
    public boolean demo() {
        return get(DEMO).isPresent();
    }

    public Optional<String> get(String name) {
        return jdbc.sql("select content from house where name = ?")
                .param(name)
                .query(String.class)
                .optional();
    }
}
