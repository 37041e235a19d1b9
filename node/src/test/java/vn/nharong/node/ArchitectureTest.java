package vn.nharong.node;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The process composes; it does not reach into the wire or the packets. */
class ArchitectureTest {
    private static final JavaClasses NODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("vn.nharong.node");

    @Test
    void noWireNoNativeMemoryNoSpring() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("livekit..", "java.lang.foreign..", "org.springframework..")
                .orShould()
                .haveNameMatching(".*(Manager|Helper|Helpers|Util|Utils|Impl|Base)")
                .allowEmptyShould(true)
                .check(NODE);
    }
}
