package vn.nharong.control.programme;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The programme walks over all sites (glossary: quét điểm cầu).
 *
 * @param seconds each is shown; 0 for no tour
 * @param seat shown now
 * @param nextAt when the next one comes
 * @param skipPoor sites with a poor line are left out; lost ones always are
 */
public record Tour(
        int seconds, @Nullable String seat, @Nullable Instant nextAt, boolean skipPoor) {
    public static final Tour NONE = new Tour(0, null, null, true);
    public static final int MIN_SECONDS = 5;
    public static final int MAX_SECONDS = 120;
    /** When nobody says how long. */
    public static final int USUAL_SECONDS = 20;

    public boolean running() {
        return seconds > 0;
    }
}
