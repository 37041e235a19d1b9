package vn.nharong.control.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.nharong.control.audit.AuditLog;
import vn.nharong.control.data.Database;
import vn.nharong.control.data.Databases;

class UnitImportTest {
    private static final LocalDate OLD = LocalDate.of(2020, 2, 1);
    private static final LocalDate NEW = LocalDate.of(2025, 7, 1);

    @TempDir
    Path folder;

    private record House(Database database, AuditLog audit, Units units, UnitImport imports) implements AutoCloseable {
        static House open(Databases which, Path folder) throws Exception {
            Database database = which.open(folder);
            AuditLog audit = new AuditLog(database.jdbc(), folder, Clock.systemUTC());
            Units units = new Units(database.jdbc());
            return new House(
                    database, audit, units, new UnitImport(units, audit, database.transactions(), UUID::randomUUID));
        }

        Map<String, UnitPeriod> byCode(LocalDate day) {
            return units.on(day).stream().collect(Collectors.toMap(UnitPeriod::code, Function.identity()));
        }

        @Override
        public void close() {
            database.close();
        }
    }

    private static UnitList list(String rows) {
        return UnitList.read((UnitListTest.HEADER + rows).getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void theProvinceOfTwoTimes(Databases which) throws Exception {
        UnitList old = UnitListTest.official("/demo/gia-lai-2020.csv");
        UnitList recent = UnitListTest.official("/units/gia-lai-2025.csv");
        try (House house = House.open(which, folder)) {
            UnitImport.Preview first = house.imports.take(old, OLD, "admin", "demo");
            assertTrue(first.allowed());
            assertEquals(238, first.begins().size());
            assertEquals(238, house.units.on(OLD).size());
            assertEquals(List.of(), house.units.on(OLD.minusDays(1)));
            UnitImport.Preview looked = house.imports.preview(recent, NEW);
            assertEquals(238, house.units.on(NEW).size(), "a look changes nothing");
            UnitImport.Preview second = house.imports.take(recent, NEW, "admin", "Nghị quyết 202/2025/QH15");
            assertEquals(looked, second);
            assertEquals(136, house.units.on(NEW).size());
            assertEquals(238, house.units.on(NEW.minusDays(1)).size(), "the day before is as it was");
            assertEquals(136, second.begins().size() + second.changes().size() + second.unchanged());
            assertEquals(238, second.ends().size() + second.changes().size() + second.unchanged());

            Map<String, UnitPeriod> then = house.byCode(OLD);
            Map<String, UnitPeriod> now = house.byCode(NEW);
            List<String> reused =
                    now.keySet().stream().filter(then::containsKey).toList();
            assertEquals(77, reused.size(), "communes of the old province use a code of 2020");
            long other = reused.stream()
                    .filter(code ->
                            !code(then, code).unit().equals(code(now, code).unit()))
                    .count();
            assertEquals(48, other, "under another name or rank");
            UnitPeriod iaDom = named(then, "Xã Ia Dom");
            assertEquals(2, house.units.history(iaDom.unit()).size(), "goes on under the province");
            assertEquals(
                    named(now, "Tỉnh Gia Lai").unit(), named(now, "Xã Ia Dom").parent());
            assertNotEquals(
                    named(then, "Tỉnh Gia Lai").unit(),
                    named(now, "Tỉnh Gia Lai").unit());
            assertTrue(house.audit.verify().whole());
            assertEquals(2, house.audit.verify().events());
        }
    }

    private static UnitPeriod code(Map<String, UnitPeriod> units, String code) {
        return java.util.Objects.requireNonNull(units.get(code));
    }

    private static UnitPeriod named(Map<String, UnitPeriod> units, String name) {
        return units.values().stream()
                .filter(unit -> unit.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void theTreeAndItsOrderAreKept(Databases which) throws Exception {
        try (House house = House.open(which, folder)) {
            house.imports.take(
                    list("30,2,commune,Xã Ba,Xã\n2,1,district,Huyện Hai,Huyện\n1,,province,Tỉnh Một,Tỉnh\n"),
                    OLD,
                    "admin",
                    "");
            List<UnitPeriod> units = house.units.on(OLD);
            assertEquals(
                    List.of("30", "2", "1"),
                    units.stream().map(UnitPeriod::code).toList());
            assertEquals(units.get(1).unit(), units.get(0).parent());
            assertNull(units.get(2).parent());
            assertNull(units.get(2).validTo());
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void whatIsNotNewerIsRefusedAndNothingIsTouched(Databases which) throws Exception {
        try (House house = House.open(which, folder)) {
            house.imports.take(list("1,,province,Tỉnh Một,Tỉnh\n"), NEW, "admin", "");
            for (LocalDate day : List.of(OLD, NEW)) {
                UnitImport.Preview refused = house.imports.take(list("1,,province,Tỉnh Khác,Tỉnh\n"), day, "admin", "");
                assertFalse(refused.allowed());
                assertNotNull(refused.refusal());
                assertTrue(refused.refusal().contains("01/07/2025"), refused.refusal());
            }
            assertEquals("Tỉnh Một", house.units.on(NEW).getFirst().name());
            assertEquals(1, house.audit.verify().events());
        }
    }
}
