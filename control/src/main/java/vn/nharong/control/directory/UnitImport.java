package vn.nharong.control.directory;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import vn.nharong.control.audit.Act;
import vn.nharong.control.audit.AuditLog;

/**
 * Makes an official list the directory from one day on, all of it or nothing. A unit goes on when its code stands for the same
 * name, type and level as the day before; a code that now stands for something else is another unit. What the list no longer
 * has ends. Any thread.
 */
public final class UnitImport {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");

    private final Units units;
    private final AuditLog audit;
    private final TransactionTemplate transactions;
    private final Supplier<UUID> ids;

    public UnitImport(Units units, AuditLog audit, TransactionTemplate transactions, Supplier<UUID> ids) {
        this.units = units;
        this.audit = audit;
        this.transactions = transactions;
        this.ids = ids;
    }

    /**
     * What taking the list would come to.
     *
     * @param refusal why it can't be taken, in words; null when it can
     */
    public record Preview(
            LocalDate validFrom,
            List<String> begins,
            List<String> ends,
            List<String> changes,
            int unchanged,
            @Nullable String refusal) {
        public boolean allowed() {
            return refusal == null;
        }
    }

    /** Looks without touching. */
    public Preview preview(UnitList list, LocalDate validFrom) {
        Plan plan = plan(list, validFrom);
        return plan.preview;
    }

    /** Takes the list. @return what came of it; nothing was touched when it is not {@code allowed} */
    public Preview take(UnitList list, LocalDate validFrom, String actor, String cause) {
        if (!list.good()) {
            throw new IllegalArgumentException("the list has problems");
        }
        Preview taken = transactions.execute(status -> {
            Plan plan = plan(list, validFrom);
            if (plan.preview.allowed()) {
                plan.ends.forEach(period -> units.end(period, validFrom));
                // First all of them: a list may name children before their parents.
                plan.made.forEach(units::make);
                plan.begins.forEach(units::begin);
                audit.append(new Act(
                        actor,
                        "directory.imported",
                        "unit",
                        cause,
                        "{\"validFrom\":\"%s\",\"begins\":%d,\"ends\":%d,\"changes\":%d,\"unchanged\":%d}"
                                .formatted(
                                        validFrom,
                                        plan.preview.begins.size(),
                                        plan.preview.ends.size(),
                                        plan.preview.changes.size(),
                                        plan.preview.unchanged)));
            }
            return plan.preview;
        });
        units.changed();
        return taken;
    }

    /** @param made units that were not there before */
    private record Plan(Preview preview, List<UUID> made, List<UnitPeriod> begins, List<UnitPeriod> ends) {}

    private Plan plan(UnitList list, LocalDate validFrom) {
        Optional<LocalDate> newest = units.newestDay();
        if (newest.isPresent() && !newest.get().isBefore(validFrom)) {
            String refusal = "Danh mục đã có dữ liệu từ ngày " + newest.get().format(DAY)
                    + "; danh sách mới phải có hiệu lực sau ngày đó.";
            return new Plan(
                    new Preview(validFrom, List.of(), List.of(), List.of(), 0, refusal),
                    List.of(),
                    List.of(),
                    List.of());
        }
        Map<String, UnitPeriod> before = new HashMap<>();
        for (UnitPeriod period : units.on(validFrom)) {
            before.put(period.code(), period);
        }
        Map<String, UUID> unitOf = new HashMap<>();
        Set<UUID> goesOn = new HashSet<>();
        for (UnitRow row : list.rows()) {
            UnitPeriod same = before.get(row.code());
            if (same != null && same.sameAs(row)) {
                unitOf.put(row.code(), same.unit());
                goesOn.add(same.unit());
            } else {
                unitOf.put(row.code(), ids.get());
            }
        }
        List<UUID> made = new ArrayList<>();
        List<UnitPeriod> begins = new ArrayList<>();
        List<UnitPeriod> ends = new ArrayList<>();
        List<String> begun = new ArrayList<>();
        List<String> ended = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        int unchanged = 0;
        int order = 0;
        for (UnitRow row : list.rows()) {
            order++;
            UUID unit = id(unitOf, row.code());
            UUID parent = row.parentCode() == null ? null : id(unitOf, row.parentCode());
            UnitPeriod period = new UnitPeriod(
                    unit, validFrom, null, row.code(), parent, row.level(), row.type(), row.name(), order);
            UnitPeriod same = goesOn.contains(unit) ? before.get(row.code()) : null;
            if (same == null) {
                made.add(unit);
                begins.add(period);
                begun.add(row.name());
            } else if (java.util.Objects.equals(same.parent(), parent) && same.officialOrder() == order) {
                unchanged++;
            } else {
                ends.add(same);
                begins.add(period);
                changed.add(row.name());
            }
        }
        for (UnitPeriod period : before.values()) {
            if (!goesOn.contains(period.unit())) {
                ends.add(period);
                ended.add(period.name());
            }
        }
        Preview preview = new Preview(validFrom, begun, ended, changed, unchanged, null);
        return new Plan(preview, made, begins, ends);
    }

    private static UUID id(Map<String, UUID> ids, String code) {
        return java.util.Objects.requireNonNull(ids.get(code), "every parent stands in the list");
    }
}
