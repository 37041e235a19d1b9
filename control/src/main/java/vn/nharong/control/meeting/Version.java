package vn.nharong.control.meeting;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.stereotype.Component;
import vn.nharong.control.directory.House;

/** Tells releases apart: pages load themselves anew when it changes. */
@Component
class Version {
    private final String text = read();
    private final House house;

    Version(House house) {
        this.house = house;
    }

    String text() {
        return text;
    }

    boolean demo() {
        return house.demo();
    }

    /** When the program was built. */
    private static String read() {
        try {
            Path program = Path.of(Version.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Long.toString(Files.getLastModifiedTime(program).toMillis(), 36);
        } catch (URISyntaxException | IOException | NullPointerException e) {
            return "unknown";
        }
    }
}
