package vn.nharong.sfu;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Which way the arrows of rooms and forwarding point (docs/adr/0001, 0002). */
class ArchitectureTest {
    private static final JavaClasses SFU = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("vn.nharong.sfu");

    @Test
    void forwardingSeesNeitherLoopNorSockets() {
        noClasses()
                .that()
                .resideInAPackage("..sfu.forward..")
                .should()
                // Wanted is the wish of a subscriber as plain data, the same word on both sides of the proxy.
                .dependOnClassesThat(resideInAnyPackage("..sfu.loop..", "..sfu.net..", "..sfu.room..")
                        .and(not(simpleName("Wanted"))))
                .allowEmptyShould(true)
                .check(SFU);
    }

    @Test
    void forwardingHasNoClockNoThreadNoChance() {
        noClasses()
                .that()
                .resideInAPackage("..sfu.forward..")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(
                        java.time.Clock.class,
                        java.util.Random.class,
                        java.util.concurrent.ThreadLocalRandom.class,
                        Thread.class)
                .allowEmptyShould(true)
                .check(SFU);
    }

    @Test
    void socketsOnlyInNet() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..sfu.net..")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(
                        java.nio.channels.DatagramChannel.class,
                        java.nio.channels.SocketChannel.class,
                        java.nio.channels.ServerSocketChannel.class,
                        java.net.DatagramSocket.class,
                        java.net.Socket.class)
                .check(SFU);
    }

    @Test
    void nativeMemoryOnlyInNet() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..sfu.net..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.foreign..")
                .check(SFU);
    }

    @Test
    void roomsKnowTheLoopByItsContractOnly() {
        noClasses()
                .that()
                .resideInAPackage("..sfu.room..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..sfu.forward..", "..sfu.net..")
                .allowEmptyShould(true)
                .check(SFU);
    }

    @Test
    void noWireClassesAndNoEmptyNames() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..",
                        "jakarta..",
                        "livekit..",
                        "com.google.protobuf..",
                        "org.bouncycastle..")
                .orShould()
                .haveNameMatching(".*(Manager|Helper|Helpers|Util|Utils|Impl|Base)")
                .check(SFU);
    }
}
