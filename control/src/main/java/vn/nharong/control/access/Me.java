package vn.nharong.control.access;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.nharong.control.identity.Role;

/**
 * What a page knows of who sits at it ({@code Me} of wire.ts).
 *
 * @param roles all of the account's, also those that still want the second step
 * @param csrf to be sent back as {@code X-CSRF-Token}; empty where none is needed
 * @param version grows with each release
 * @param site the site whose screen this is; null for a person
 * @param secondStep {@code NONE}: the account has none; {@code WANTED}: this session was begun without; {@code TAKEN}
 */
public record Me(
        String id,
        String name,
        List<At> roles,
        String csrf,
        boolean demo,
        String version,
        @Nullable String site,
        String secondStep) {
    /**
     * A role for a unit and everything under it.
     *
     * @param house it holds for the whole house, whatever its root is
     */
    public record At(Role role, String unit, String unitName, boolean house) {}
}
