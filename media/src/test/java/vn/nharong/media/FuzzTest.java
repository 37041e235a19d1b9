package vn.nharong.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.nharong.fuzz.FuzzBox;
import vn.nharong.fuzz.FuzzReport;
import vn.nharong.fuzz.FuzzRun;
import vn.nharong.fuzz.FuzzTarget;
import vn.nharong.media.codec.CodecFuzz;
import vn.nharong.media.dtls.DtlsFuzz;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.rtcp.RtcpFuzz;
import vn.nharong.media.rtp.PlantedDefect;
import vn.nharong.media.rtp.RtpFuzz;
import vn.nharong.media.sctp.SctpFuzz;
import vn.nharong.media.sdp.SdpFuzz;
import vn.nharong.media.srtp.SrtpFuzz;
import vn.nharong.media.stun.StunFuzz;
import vn.nharong.media.transport.TransportFuzz;

/** Every parser of this module against hostile input, for as long as {@link FuzzBox#asked} says. */
class FuzzTest {
    /** One for each parser; made when it is run, since some need a handshake first. */
    enum Parser {
        STUN(StunFuzz::target),
        RTP(RtpFuzz::target),
        RECEIVED_RTP(TransportFuzz::received),
        RTCP(RtcpFuzz::compound),
        TRANSPORT_CC(RtcpFuzz::transportWide),
        REPORTS(TransportFuzz::reports),
        VP8(CodecFuzz::vp8),
        H264(CodecFuzz::h264),
        SRTP(SrtpFuzz::target),
        SDP(SdpFuzz::target),
        SCTP(SctpFuzz::association),
        DATA_CHANNELS(TransportFuzz::data),
        DCEP(SctpFuzz::open),
        DTLS_RECORDS(DtlsFuzz::records),
        DTLS_HANDSHAKE(DtlsFuzz::handshake),
        DATAGRAMS(TransportFuzz::datagrams);

        private final Supplier<FuzzTarget> make;
        private @Nullable FuzzTarget made;

        Parser(Supplier<FuzzTarget> make) {
            this.make = make;
        }

        synchronized FuzzTarget target() {
            FuzzTarget target = made;
            if (target == null) {
                target = make.get();
                made = target;
            }
            return target;
        }
    }

    /** How reading bytes of a stranger is called here. */
    private static final Set<String> READING = Set.of(
            "parse",
            "read",
            "plausible",
            "startsKeyframe",
            "unprotectRtp",
            "unprotectRtcp",
            "handlePacket",
            "handleDatagram");

    private static final Set<Class<?>> BYTES = Set.of(PacketBuffer.class, byte[].class, ByteBuffer.class, String.class);

    @ParameterizedTest
    @EnumSource
    @Execution(ExecutionMode.CONCURRENT)
    void nothingEscapesAndMemoryIsBounded(Parser parser) {
        FuzzReport report = FuzzRun.run(parser.target(), FuzzBox.asked()).save();
        System.out.println(report);
        assertTrue(report.clean(), report::toString);
    }

    /** The proof that the search finds what it is for, in the time it has. */
    @Test
    void aPlantedDefectIsFoundWithinTheBox() {
        FuzzReport report = FuzzRun.run(PlantedDefect.target(), FuzzBox.asked()).save();
        System.out.println(report);
        FuzzReport.Finding finding = report.finding();
        assertNotNull(finding, report::toString);
        assertEquals(FuzzReport.Kind.ESCAPED, finding.kind());
        assertTrue(finding.story().contains("IndexOutOfBoundsException"), finding.story());
        assertTrue(finding.story().contains("PlantedDefect.parse"), finding.story());
    }

    @Test
    void everyClassThatReadsForeignBytesHasATarget() {
        Set<String> covered = Stream.of(Parser.values())
                .flatMap(parser -> parser.target().covers().stream())
                .map(Class::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> reading = new TreeSet<>();
        for (JavaClass each : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("vn.nharong.media")) {
            if (each.getMethods().stream().anyMatch(FuzzTest::reads)) {
                reading.add(each.getName());
            }
        }
        assertTrue(reading.size() >= 10, () -> "found only " + reading);
        reading.removeAll(covered);
        assertEquals(Set.of(), reading, "no target covers these");
    }

    private static boolean reads(JavaMethod method) {
        List<JavaClass> parameters = method.getRawParameterTypes();
        return READING.contains(method.getName())
                && !parameters.isEmpty()
                && BYTES.stream().anyMatch(parameters.getFirst()::isEquivalentTo);
    }
}
