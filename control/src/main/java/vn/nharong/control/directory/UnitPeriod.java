package vn.nharong.control.directory;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a unit was from one day to another.
 *
 * @param unit stays the same while code, name, type or parent change
 * @param validTo the first day it no longer holds; null while no end is known
 * @param code of the national statistics office; says nothing without a date
 * @param parent null for the root
 * @param level a word of the data, such as {@code commune}
 * @param officialOrder place among all units, as the list has them
 */
public record UnitPeriod(
        UUID unit,
        LocalDate validFrom,
        @Nullable LocalDate validTo,
        String code,
        @Nullable UUID parent,
        String level,
        String type,
        String name,
        int officialOrder) {

    /** Whether it is one and the same unit for which only code, parent or place may be new. */
    boolean sameAs(UnitRow row) {
        return level.equals(row.level()) && type.equals(row.type()) && name.equals(row.name());
    }
}
