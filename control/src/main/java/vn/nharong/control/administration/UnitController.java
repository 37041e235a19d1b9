package vn.nharong.control.administration;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import vn.nharong.control.access.Access;
import vn.nharong.control.directory.Days;
import vn.nharong.control.directory.ShortName;
import vn.nharong.control.directory.UnitImport;
import vn.nharong.control.directory.UnitList;
import vn.nharong.control.directory.UnitPeriod;
import vn.nharong.control.directory.UnitTree;
import vn.nharong.control.directory.UnitTrees;
import vn.nharong.control.identity.Actor;
import vn.nharong.control.identity.Allowed;
import vn.nharong.control.identity.Role;
import vn.nharong.control.web.BadInput;
import vn.nharong.control.web.Problems;
import vn.nharong.control.web.Refusal;

/** The units of a day, and lists of them that are taken. */
@RestController
class UnitController {
    private final UnitTrees trees;
    private final UnitImport imports;
    private final Access access;
    private final Clock clock;

    UnitController(UnitTrees trees, UnitImport imports, Access access, Clock clock) {
        this.trees = trees;
        this.imports = imports;
        this.access = access;
        this.clock = clock;
    }

    /** A unit as it was on the day that was asked for. */
    record Line(
            UUID id,
            @Nullable UUID parent,
            String code,
            String level,
            String type,
            String name,
            String shortName,
            int order,
            LocalDate validFrom,
            @Nullable LocalDate validTo) {
        static Line of(UnitPeriod unit) {
            return new Line(
                    unit.unit(),
                    unit.parent(),
                    unit.code(),
                    unit.level(),
                    unit.type(),
                    unit.name(),
                    ShortName.of(unit.name(), unit.type()),
                    unit.officialOrder(),
                    unit.validFrom(),
                    unit.validTo());
        }
    }

    /**
     * What a list comes to.
     *
     * @param refusal why it can't be taken from that day; null when it can
     * @param problems what is wrong with its lines; none when the list is good
     */
    record Outcome(
            LocalDate validFrom,
            List<String> begins,
            List<String> ends,
            List<String> changes,
            int unchanged,
            @Nullable String refusal,
            List<String> problems) {
        static Outcome of(UnitImport.Preview preview) {
            return new Outcome(
                    preview.validFrom(),
                    preview.begins(),
                    preview.ends(),
                    preview.changes(),
                    preview.unchanged(),
                    preview.refusal(),
                    List.of());
        }

        static Outcome of(UnitList list, LocalDate validFrom) {
            return new Outcome(
                    validFrom,
                    List.of(),
                    List.of(),
                    List.of(),
                    0,
                    null,
                    list.problems().stream().map(UnitList.Problem::toString).toList());
        }

        boolean takes() {
            return refusal == null && problems.isEmpty();
        }
    }

    /** Those of the reader's own part of the tree. */
    @Allowed(
            value = {Role.ADMINISTRATOR, Role.OPERATOR, Role.SECRETARY, Role.CHAIR, Role.DISTRICT_CLERK, Role.OBSERVER},
            in = Allowed.Scope.OWN_UNITS)
    @GetMapping("/api/units")
    List<Line> units(@RequestParam(name = "on", required = false) @Nullable String on, Actor actor) {
        UnitTree tree = trees.on(on == null ? LocalDate.now(clock) : day("on", on));
        // Whoever has the house has it on every day; its root is another unit on some.
        boolean all = access.holdsHouse(actor, Role.values());
        Set<UUID> own = new HashSet<>();
        actor.grants().forEach(grant -> own.addAll(tree.subtree(grant.unit())));
        return tree.all().stream()
                .filter(unit -> all || own.contains(unit.unit()))
                .map(Line::of)
                .toList();
    }

    @Allowed(value = Role.ADMINISTRATOR, in = Allowed.Scope.HOUSE)
    @PostMapping(path = "/api/units/preview", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    Outcome preview(@RequestParam("file") MultipartFile file, @RequestParam("validFrom") String validFrom)
            throws IOException {
        LocalDate day = day("validFrom", validFrom);
        UnitList list = UnitList.read(file.getBytes());
        return list.good() ? Outcome.of(imports.preview(list, day)) : Outcome.of(list, day);
    }

    /** All of it or nothing; when nothing, 422: problem details with the outcome besides. */
    @Allowed(value = Role.ADMINISTRATOR, in = Allowed.Scope.HOUSE)
    @PostMapping(path = "/api/units/import", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<Object> take(
            @RequestParam("file") MultipartFile file, @RequestParam("validFrom") String validFrom, Actor actor)
            throws IOException {
        LocalDate day = day("validFrom", validFrom);
        UnitList list = UnitList.read(file.getBytes());
        Outcome outcome =
                list.good() ? Outcome.of(imports.take(list, day, actor.forLog(), name(file))) : Outcome.of(list, day);
        if (outcome.takes()) {
            return ResponseEntity.ok(outcome);
        }
        Map<String, Object> parts = new LinkedHashMap<>(Problems.of(new NotTaken(outcome)));
        parts.put("validFrom", outcome.validFrom);
        parts.put("refusal", outcome.refusal);
        parts.put("problems", outcome.problems);
        return ResponseEntity.unprocessableContent()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(parts);
    }

    private record NotTaken(Outcome outcome) implements Refusal {
        @Override
        public String code() {
            return "list-refused";
        }

        @Override
        public int status() {
            return 422;
        }

        @Override
        public String detail() {
            String refusal = outcome.refusal;
            return refusal != null ? refusal : "Danh sách có lỗi, chưa nhập gì: " + outcome.problems.getFirst();
        }
    }

    private static LocalDate day(String field, String text) {
        return Days.read(text.strip())
                .orElseThrow(() -> new BadInput(field, "Không phải ngày, ví dụ đúng: 01/07/2025."));
    }

    /** What the file was called, for the log. */
    private static String name(MultipartFile file) {
        String name = file.getOriginalFilename();
        String line = name == null ? "" : name.replaceAll("\\p{Cntrl}", "");
        return line.substring(0, Math.min(line.length(), 200));
    }
}
