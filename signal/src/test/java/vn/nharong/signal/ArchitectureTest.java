package vn.nharong.signal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The LiveKit wire stays on its border (docs/adr/0007). */
class ArchitectureTest {
    private static final JavaClasses SIGNAL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("vn.nharong.signal");

    @Test
    void wireClassesOnlyInMap() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..signal.map..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("livekit..", "com.google.protobuf..")
                .allowEmptyShould(true)
                .check(SIGNAL);
    }

    @Test
    void noNativeMemoryNoDtlsNoSpring() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.lang.foreign..", "org.bouncycastle..", "org.springframework..")
                .orShould()
                .haveNameMatching(".*(Manager|Helper|Helpers|Util|Utils|Impl|Base)")
                .allowEmptyShould(true)
                .check(SIGNAL);
    }
}
