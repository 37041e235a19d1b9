package vn.nharong.control.identity;

import java.time.Instant;
import java.util.UUID;

/**
 * One browser where somebody has signed in.
 *
 * @param account whose it is; {@code accountName} what that one signs in with, {@code name} the person's
 * @param from address that it was begun from
 * @param agent what the browser calls itself
 * @param verified the second step was taken, or there is none to take
 * @param lastSeen to the minute
 */
public record Session(
        UUID id,
        UUID account,
        String accountName,
        String name,
        String from,
        String agent,
        boolean verified,
        Instant madeAt,
        Instant lastSeen) {}
