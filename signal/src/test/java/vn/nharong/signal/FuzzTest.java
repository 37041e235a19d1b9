package vn.nharong.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.nharong.fuzz.FuzzBox;
import vn.nharong.fuzz.FuzzReport;
import vn.nharong.fuzz.FuzzRun;
import vn.nharong.fuzz.FuzzTarget;
import vn.nharong.signal.map.SignalFuzz;
import vn.nharong.signal.token.TokenFuzz;

/** Every parser of this module against hostile input, for as long as {@link FuzzBox#asked} says. */
class FuzzTest {
    /** One for each parser. */
    enum Parser {
        SIGNALLING(SignalFuzz::binary),
        SIGNALLING_JSON(SignalFuzz::text),
        JOIN_REQUEST(SignalFuzz::join),
        DATA_PACKETS(SignalFuzz::dataPackets),
        SERVER_API(SignalFuzz::serverApi),
        TOKENS(TokenFuzz::target);

        private final Supplier<FuzzTarget> target;

        Parser(Supplier<FuzzTarget> target) {
            this.target = target;
        }
    }

    /** How reading what a stranger sent is called here. */
    private static final Set<String> READING = Set.of("request", "join", "route", "call", "verify", "parse", "read");

    @ParameterizedTest
    @EnumSource
    @Execution(ExecutionMode.CONCURRENT)
    void nothingEscapesAndMemoryIsBounded(Parser parser) {
        FuzzReport report = FuzzRun.run(parser.target.get(), FuzzBox.asked()).save();
        System.out.println(report);
        assertTrue(report.clean(), report::toString);
    }

    @Test
    void everyClassThatReadsForeignBytesHasATarget() {
        Set<String> covered = Stream.of(Parser.values())
                .flatMap(parser -> parser.target.get().covers().stream())
                .map(Class::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> reading = new TreeSet<>();
        for (JavaClass each : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("vn.nharong.signal")) {
            if (each.getMethods().stream().anyMatch(FuzzTest::reads)) {
                reading.add(each.getName());
            }
        }
        assertTrue(reading.size() >= 3, () -> "found only " + reading);
        reading.removeAll(covered);
        assertEquals(Set.of(), reading, "no target covers these");
    }

    private static boolean reads(JavaMethod method) {
        List<JavaClass> parameters = method.getRawParameterTypes();
        return READING.contains(method.getName())
                && parameters.stream()
                        .anyMatch(each -> each.isEquivalentTo(byte[].class) || each.isEquivalentTo(String.class));
    }
}
