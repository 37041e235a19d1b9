package vn.nharong.control.identity;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who does something, for the record and for the rules.
 *
 * @param id stable: of an account or a device
 * @param name for people to read
 * @param site the site whose device this is; null for a person
 */
public record Actor(
        String id,
        String name,
        List<Grant> grants,
        @Nullable UUID site) {
    /** The house itself: facts of the media, timers, rules. */
    public static final Actor SYSTEM = new Actor("system", "hệ thống", List.of(), null);

    /** Stands for the whole house while it has no units yet. */
    public static final UUID NO_UNIT = new UUID(0, 0);

    /**
     * A role for a unit and everything under it.
     *
     * @param unit today's root, or {@link #NO_UNIT}, where the grant is for the whole house
     */
    public record Grant(Role role, UUID unit) {}

    /** As the log names an actor: to be read, and never to be taken for another of the same name. */
    public String forLog() {
        return id.equals(name) || equals(SYSTEM) ? id : name + " (" + id + ")";
    }

    public boolean has(Role role) {
        return grants.stream().anyMatch(grant -> grant.role() == role);
    }
}
