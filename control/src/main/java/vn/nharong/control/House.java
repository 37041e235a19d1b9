package vn.nharong.control;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.nharong.control.data.Notes;

/** What holds for the whole house: whether its data is invented, which release it runs. Any thread. */
@Component
public class House {
    private static final String DEMO = "demo";
    private static final String VERSION = read();

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

    /** Tells releases apart: pages load themselves anew when it changes. */
    public String version() {
        return VERSION;
    }

    /** When the program was built. */
    private static String read() {
        try {
            Path program = Path.of(House.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Long.toString(Files.getLastModifiedTime(program).toMillis(), 36);
        } catch (URISyntaxException | IOException | NullPointerException e) {
            return "unknown";
        }
    }

    private Optional<String> value(String name) {
        return new Notes(jdbc).find(name);
    }
}
