package vn.nharong.control.access;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import vn.nharong.control.directory.UnitPeriod;
import vn.nharong.control.directory.UnitTree;
import vn.nharong.control.directory.UnitTrees;
import vn.nharong.control.identity.AccessRefused;
import vn.nharong.control.identity.Actor;
import vn.nharong.control.identity.Role;

/** Where a role holds: today's tree decides. For handlers that cut what they answer, or whose unit stands in the body. */
@Component
public class Access {
    private final UnitTrees trees;

    Access(UnitTrees trees) {
        this.trees = trees;
    }

    /** Whether one of the roles holds at or above that unit. */
    public boolean holds(Actor actor, UUID unit, Role... roles) {
        UnitTree tree = trees.today();
        return actor.grants().stream().anyMatch(grant -> isOne(grant, roles) && covers(tree, grant, unit));
    }

    /** @throws AccessRefused.NotYours when none does */
    public void require(Actor actor, UUID unit, Role... roles) {
        if (!holds(actor, unit, roles)) {
            throw new AccessRefused.NotYours();
        }
    }

    /** Whether one of the roles holds for the whole house. */
    public boolean holdsHouse(Actor actor, Role... roles) {
        UUID root = trees.today().root().map(UnitPeriod::unit).orElse(Actor.NO_UNIT);
        return actor.grants().stream()
                .anyMatch(grant -> isOne(grant, roles)
                        && (grant.unit().equals(root) || grant.unit().equals(Actor.NO_UNIT)));
    }

    /** Today's units for which one of the roles holds; with no role: any of the actor's. */
    public Set<UUID> units(Actor actor, Role... roles) {
        UnitTree tree = trees.today();
        Set<UUID> units = new HashSet<>();
        for (Actor.Grant grant : actor.grants()) {
            if (roles.length == 0 || isOne(grant, roles)) {
                units.addAll(tree.subtree(grant.unit()));
            }
        }
        return units;
    }

    private static boolean covers(UnitTree tree, Actor.Grant grant, UUID unit) {
        return grant.unit().equals(Actor.NO_UNIT) || tree.covers(grant.unit(), unit);
    }

    private static boolean isOne(Actor.Grant grant, Role... roles) {
        for (Role role : roles) {
            if (grant.role() == role) {
                return true;
            }
        }
        return false;
    }
}
