package vn.nharong.control.directory;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A room with an audience (glossary: điểm cầu).
 *
 * @param organisation whose room it is, where it is not the unit's own; null otherwise
 * @param officialOrder place among all sites
 * @param hall the hall of a district or of the province: first of its group
 * @param phone whom to call there; empty when nobody is known
 * @param closedOn the first day on which it is no more; null while it is
 */
public record Site(
        UUID id,
        UUID unit,
        @Nullable UUID organisation,
        String name,
        int officialOrder,
        boolean hall,
        String phone,
        @Nullable LocalDate closedOn) {}
