package vn.nharong.control;

import java.nio.file.Path;
import java.time.Instant;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.nharong.door.FailedTries;

/**
 * What the meeting application is started with.
 *
 * @param data folder that outlives the process
 * @param database JDBC address, or null for H2 in the folder
 * @param empty an empty folder stays so: no sample province, a set-up page instead
 * @param openRooms guests may open rooms from anywhere
 * @param demoSites how many synthetic sites come to a demo meeting
 * @param tries who has failed at a door, those of the media too
 * @param bind address that the server listens on
 * @param port of HTTP, known once the server listens
 * @param certificate that HTTPS shows now; null for none
 * @param timeServer asked how far our clock is off, HOST or HOST:PORT; null for nobody
 */
public record Settings(
        Path data,
        @Nullable String database,
        boolean empty,
        boolean openRooms,
        int demoSites,
        FailedTries tries,
        String bind,
        IntSupplier port,
        Supplier<@Nullable Certificate> certificate,
        @Nullable String timeServer) {
    /** What HTTPS shows of itself. */
    public record Certificate(Instant until, String subject) {}
}
