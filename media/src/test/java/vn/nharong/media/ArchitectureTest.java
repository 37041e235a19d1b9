package vn.nharong.media;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Which way the arrows of the protocol core point, and what it may never touch (docs/adr/0002). */
class ArchitectureTest {
    private static final JavaClasses MEDIA = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("vn.nharong.media");
    /** Records of the transport's vocabulary which all stages speak: they know nobody themselves. */
    private static final DescribedPredicate<JavaClass> PLAIN_DATA =
            simpleName("ExtensionIds").or(simpleName("Path")).as("plain data of the transport");

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
                .dependOnClassesThat(resideInAnyPackage(
                                "..media.ice..",
                                "..media.dtls..",
                                "..media.srtp..",
                                "..media.receive..",
                                "..media.send..",
                                "..media.bwe..",
                                "..media.sctp..",
                                "..media.transport..")
                        .and(not(PLAIN_DATA)))
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
                .dependOnClassesThat(resideInAPackage("..media.transport..").and(not(PLAIN_DATA)))
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

    /** The DTLS bottle is the honest exception; SpeedTrial measures the ciphers once, at start. */
    @Test
    void noClockNoThreadNoSocketNoChance() {
        noClasses()
                .that(not(resideInAPackage("..media.dtls..")).and(not(simpleName("SpeedTrial"))))
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
    void plainDataOfTheTransportKnowsNobody() {
        noClasses()
                .that(PLAIN_DATA)
                .should()
                .dependOnClassesThat(
                        resideInAPackage("vn.nharong.media..").and(not(resideInAPackage("..media.transport.."))))
                .check(MEDIA);
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
