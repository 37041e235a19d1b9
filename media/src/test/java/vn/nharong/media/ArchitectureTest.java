package vn.nharong.media;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Which way the arrows of the protocol core point, and what it may never touch (docs/adr/0002). */
class ArchitectureTest {
    private static final JavaClasses MEDIA = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("vn.nharong.media");

    @Test
    void packetsKnowNobody() {
        noClasses()
                .that()
                .resideInAPackage("..media.packet..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("vn.nharong.media..").and(not(resideInAPackage("..media.packet.."))))
                .check(MEDIA);
    }

    @Test
    void wireFormatsKnowNoMechanism() {
        noClasses()
                .that()
                .resideInAnyPackage("..media.stun..", "..media.rtp..", "..media.rtcp..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..media.ice..",
                        "..media.dtls..",
                        "..media.srtp..",
                        "..media.receive..",
                        "..media.send..",
                        "..media.bwe..",
                        "..media.sctp..",
                        "..media.transport..")
                .allowEmptyShould(true)
                .check(MEDIA);
    }

    @Test
    void mechanismsDoNotKnowTheTransportThatComposesThem() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "..media.ice..",
                        "..media.dtls..",
                        "..media.srtp..",
                        "..media.receive..",
                        "..media.send..",
                        "..media.bwe..",
                        "..media.sctp..")
                .should()
                // The extension ids are plain data, agreed in the transport's negotiation.
                .dependOnClassesThat(resideInAPackage("..media.transport..").and(not(simpleName("ExtensionIds"))))
                .allowEmptyShould(true)
                .check(MEDIA);
    }

    @Test
    void bouncyCastleOnlyInTheDtlsBottle() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..media.dtls..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bouncycastle..")
                .check(MEDIA);
    }

    @Test
    void nativeMemoryOnlyForOpenssl() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..media.srtp.openssl..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.foreign..")
                .check(MEDIA);
    }

    /** The DTLS bottle is the honest exception; SrtpBackends measures the ciphers once, at start. */
    @Test
    void noClockNoThreadNoSocketNoChance() {
        noClasses()
                .that(not(resideInAPackage("..media.dtls..")).and(not(simpleName("SrtpBackends"))))
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
                        java.util.concurrent.ExecutorService.class,
                        Thread.class,
                        java.net.DatagramSocket.class,
                        java.net.Socket.class,
                        java.net.ServerSocket.class,
                        java.nio.channels.DatagramChannel.class,
                        java.nio.channels.SocketChannel.class)
                .check(MEDIA);
    }

    @Test
    void noCycles() {
        slices().matching("vn.nharong.media.(*)..").should().beFreeOfCycles().check(MEDIA);
    }

    @Test
    void noFrameworkAndNoEmptyNames() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "jakarta..", "livekit..", "com.google.protobuf..")
                .orShould()
                .haveNameMatching(".*(Manager|Helper|Helpers|Util|Utils|Impl|Base)")
                .check(MEDIA);
    }
}
