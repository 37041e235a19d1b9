package vn.nharong.control.access;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import vn.nharong.control.House;
import vn.nharong.control.directory.UnitPeriod;
import vn.nharong.control.directory.UnitTree;
import vn.nharong.control.directory.UnitTrees;
import vn.nharong.control.identity.Account;
import vn.nharong.control.identity.Accounts;
import vn.nharong.control.identity.Actor;

/** Tells a page who sits at it. */
@Component
class MeOf {
    private final Accounts accounts;
    private final UnitTrees trees;
    private final House house;

    MeOf(Accounts accounts, UnitTrees trees, House house) {
        this.accounts = accounts;
        this.trees = trees;
        this.house = house;
    }

    Me person(Arrival.Person person) {
        UnitTree tree = trees.today();
        UUID root = tree.root().map(UnitPeriod::unit).orElse(Actor.NO_UNIT);
        Account account = accounts.find(person.session().account()).orElseThrow();
        List<Me.At> roles = account.grants().stream()
                .map(grant -> {
                    UUID unit = grant.unit() == null ? root : grant.unit();
                    return new Me.At(grant.role(), unit.toString(), name(tree, unit), unit.equals(root));
                })
                .toList();
        return new Me(
                person.actor().id(),
                person.actor().name(),
                roles,
                person.csrf(),
                house.demo(),
                house.version(),
                null,
                person.session().verified() ? "TAKEN" : account.secondStep() ? "WANTED" : "NONE");
    }

    Me device(Arrival.Device device) {
        UnitTree tree = trees.today();
        UUID site = device.actor().site();
        String csrf = device.csrf();
        return new Me(
                device.actor().id(),
                device.actor().name(),
                device.actor().grants().stream()
                        .map(grant -> new Me.At(grant.role(), grant.unit().toString(), name(tree, grant.unit()), false))
                        .toList(),
                csrf == null ? "" : csrf,
                house.demo(),
                house.version(),
                site == null ? null : site.toString(),
                "NONE");
    }

    private static String name(UnitTree tree, UUID unit) {
        return tree.find(unit).map(UnitPeriod::name).orElse("");
    }
}
