package vn.nharong.control;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What holds for the whole house: whether its data is invented, which release it runs. Any thread. */
@Component
public class House {
    private static final String DEMO = "demo";

    private final JdbcClient jdbc;
    /** Read once: a house never changes from sample to real. */
    private volatile @Nullable Boolean demo;

    public House(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether everything in it is invented. Never true again once it was decided to be false. */
    public boolean demo() {
        Boolean known = demo;
        if (known == null) {
            known = value(DEMO).map(Boolean::parseBoolean).orElse(false);
            if (value(DEMO).isPresent()) {
                demo = known;
            }
        }
        return known;
    }

    /** Whether it was decided what this house is. */
    public boolean decided() {
        return value(DEMO).isPresent();
    }

    /** Decides it, once and for all. Belongs into a transaction. */
    public void decide(boolean sample) {
        jdbc.sql("insert into house (name, content) values (?, ?)")
                .params(DEMO, String.valueOf(sample))
                .update();
    }

    /** Of this release; grows with each. */
    public String version() {
        String version = House.class.getPackage().getImplementationVersion();
        return version == null ? "0" : version;
    }

    private Optional<String> value(String name) {
        return jdbc.sql("select content from house where name = ?")
                .param(name)
                .query((row, number) -> row.getString(1))
                .optional();
    }
}
