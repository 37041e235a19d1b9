package vn.nharong.control.directory;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The units of one day and what is part of what. Does not change. */
public final class UnitTree {
    private final LocalDate day;
    private final Map<UUID, UnitPeriod> units = new LinkedHashMap<>();
    private final Map<UUID, List<UUID>> children = new HashMap<>();
    private final @Nullable UnitPeriod root;

    /** @param units all of the day, in official order */
    public UnitTree(LocalDate day, List<UnitPeriod> units) {
        this.day = day;
        UnitPeriod top = null;
        for (UnitPeriod unit : units) {
            this.units.put(unit.unit(), unit);
            UUID parent = unit.parent();
            if (parent == null) {
                top = unit;
            } else {
                children.computeIfAbsent(parent, made -> new ArrayList<>()).add(unit.unit());
            }
        }
        root = top;
    }

    public LocalDate day() {
        return day;
    }

    /** Empty before the first list was taken. */
    public Optional<UnitPeriod> root() {
        return Optional.ofNullable(root);
    }

    public Optional<UnitPeriod> find(UUID unit) {
        return Optional.ofNullable(units.get(unit));
    }

    /** All, in official order. */
    public List<UnitPeriod> all() {
        return List.copyOf(units.values());
    }

    /** Directly below, in official order. */
    public List<UUID> below(UUID unit) {
        return List.copyOf(children.getOrDefault(unit, List.of()));
    }

    /** The unit and everything under it; empty when it is none of this day. */
    public Set<UUID> subtree(UUID unit) {
        Set<UUID> found = new LinkedHashSet<>();
        if (units.containsKey(unit)) {
            collect(unit, found);
        }
        return found;
    }

    private void collect(UUID unit, Set<UUID> into) {
        if (into.add(unit)) {
            children.getOrDefault(unit, List.of()).forEach(child -> collect(child, into));
        }
    }

    /** Whether what holds at {@code above} holds at {@code unit}. What is no unit of this day any more is the root's alone. */
    public boolean covers(UUID above, UUID unit) {
        if (root != null && root.unit().equals(above)) {
            return true;
        }
        UUID at = unit;
        // No longer than there are units: a circle would be an error of the data.
        for (int i = 0; i <= units.size() && at != null; i++) {
            if (at.equals(above)) {
                return units.containsKey(above);
            }
            UnitPeriod period = units.get(at);
            at = period == null ? null : period.parent();
        }
        return false;
    }
}
