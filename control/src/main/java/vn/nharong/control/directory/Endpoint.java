package vn.nharong.control.directory;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A device of a site (glossary: thiết bị đầu cuối).
 *
 * @param kind what it is and how it comes in
 * @param role which of the site's devices
 * @param address where it is called, for those that are; empty for a kiosk
 * @param pairedAt when it got its key; null when it has none
 * @param lastSeen about when it last showed its key, to the minute; null when never
 * @param revokedAt when its keys were taken from it; null while they hold
 */
public record Endpoint(
        UUID id,
        UUID site,
        Kind kind,
        Role role,
        String name,
        String address,
        @Nullable Instant pairedAt,
        @Nullable Instant lastSeen,
        @Nullable Instant revokedAt) {
    /** The words are those of the table. */
    public enum Kind {
        KIOSK,
        BROWSER,
        TELEPHONE,
        SIP,
        H323
    }

    /** The words are those of the table. */
    public enum Role {
        MAIN,
        SPARE,
        TELEPHONE
    }
}
