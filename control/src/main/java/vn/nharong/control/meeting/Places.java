package vn.nharong.control.meeting;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.nharong.control.directory.ShortName;
import vn.nharong.control.directory.Site;
import vn.nharong.control.directory.Sites;
import vn.nharong.control.directory.UnitPeriod;
import vn.nharong.control.directory.Units;

/** Makes seats out of the directory's sites, grouped as the wall shows them. Any thread. */
@Component
class Places {
    private final Units units;
    private final Sites sites;

    Places(Units units, Sites sites) {
        this.units = units;
        this.sites = sites;
    }

    /** The wall: its rows, and the seats in them. */
    record Book(List<SeatGroup> groups, List<SeatPlace> places) {}

    /**
     * @param wanted ids of sites, or null for all of that unit
     * @param convening the unit; only sites in it can be called together
     * @throws MeetingRefused when one of them is not there on that day
     */
    Book on(LocalDate day, @Nullable Set<String> wanted, UUID convening) {
        Map<UUID, UnitPeriod> tree = new HashMap<>();
        Set<UUID> parents = new java.util.HashSet<>();
        UUID root = null;
        for (UnitPeriod unit : units.on(day)) {
            tree.put(unit.unit(), unit);
            if (unit.parent() == null) {
                root = unit.unit();
            } else {
                parents.add(unit.parent());
            }
        }
        if (root == null) {
            throw MeetingRefused.wrong("sites", "Danh mục đơn vị còn trống.");
        }
        Map<UUID, SeatGroup> groups = new LinkedHashMap<>();
        List<SeatPlace> places = new ArrayList<>();
        for (Site site : sites.on(day)) {
            boolean meant = wanted == null || wanted.contains(site.id().toString());
            if (!meant || !within(tree, site.unit(), convening)) {
                continue;
            }
            UnitPeriod group = group(tree, parents, site.unit(), root);
            groups.computeIfAbsent(
                    group.unit(),
                    id -> new SeatGroup(
                            id.toString(),
                            groupName(group),
                            ShortName.of(groupName(group), group.type()),
                            group.officialOrder()));
            String place = site.hall() || group.parent() == null ? "" : group.name();
            places.add(new SeatPlace(
                    site.id().toString(),
                    site.name(),
                    ShortName.of(site.name(), type(tree, site.unit())),
                    group.unit().toString(),
                    place,
                    site.hall(),
                    site.officialOrder(),
                    site.phone()));
        }
        if (places.isEmpty() || wanted != null && places.size() < wanted.size()) {
            throw MeetingRefused.wrong("sites", "Có điểm cầu không còn trong danh mục ở ngày họp.");
        }
        return new Book(List.copyOf(groups.values()), List.copyOf(places));
    }

    private static String type(Map<UUID, UnitPeriod> tree, UUID unit) {
        UnitPeriod of = tree.get(unit);
        return of == null ? "" : of.type();
    }

    private static boolean within(Map<UUID, UnitPeriod> tree, UUID unit, UUID convening) {
        for (UnitPeriod at = tree.get(unit); at != null; at = at.parent() == null ? null : tree.get(at.parent())) {
            if (at.unit().equals(convening)) {
                return true;
            }
        }
        return false;
    }

    /** At the root stands the level's name, not the province's: its rooms are those of the province's own offices. */
    private static String groupName(UnitPeriod group) {
        return group.parent() == null ? "Cấp tỉnh" : group.name();
    }

    /** The unit right under the root that has units of its own; a two-level province has the root alone. */
    private static UnitPeriod group(Map<UUID, UnitPeriod> tree, Set<UUID> parents, UUID unit, UUID root) {
        UnitPeriod at = tree.get(unit);
        while (at != null && at.parent() != null && !at.parent().equals(root)) {
            at = tree.get(at.parent());
        }
        UnitPeriod top = java.util.Objects.requireNonNull(tree.get(root));
        return at == null || at.parent() == null || !parents.contains(at.unit()) ? top : at;
    }
}
