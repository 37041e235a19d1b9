package vn.nharong.control.programme;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What all sites see.
 *
 * @param card instead of the pictures, or null
 * @param by who took it, by name
 */
public record Programme(Composition composition, @Nullable Card card, Instant since, String by) {
    /** Seats whose picture leaves now. */
    public boolean onAir(String seat) {
        return card == null && composition.shows(seat);
    }
}
