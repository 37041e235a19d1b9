package vn.nharong.control.identity;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person who may sign in.
 *
 * @param account what one signs in with, in small letters
 * @param demo of the sample province: no password, opened by one click on its own machine
 * @param ready whether there is a password
 * @param secondStep whether a code of an application is asked for besides
 */
public record Account(
        UUID id,
        String account,
        String name,
        boolean demo,
        boolean disabled,
        boolean ready,
        boolean secondStep,
        Instant madeAt,
        List<StoredGrant> grants) {
    /**
     * A role as it is kept.
     *
     * @param unit for it and everything under it; null for the whole house, whatever its root will be
     */
    public record StoredGrant(Role role, @Nullable UUID unit) {}

    /** As the log names an account. */
    public String forLog() {
        return name + " (" + id + ")";
    }
}
