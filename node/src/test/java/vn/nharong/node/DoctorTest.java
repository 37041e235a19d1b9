package vn.nharong.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DoctorTest {
    @Test
    void knowsFromWhichKernelOnSegmentationIsOffered() {
        assertTrue(Doctor.offersSegmentation("Linux", "6.1.0-28-amd64"));
        assertTrue(Doctor.offersSegmentation("Linux", "4.18.0"));
        assertTrue(Doctor.offersSegmentation("Linux", "5.4"));
        assertFalse(Doctor.offersSegmentation("Linux", "4.17.19"));
        assertFalse(Doctor.offersSegmentation("Linux", "3.10.0-1160.el7"));
        assertFalse(Doctor.offersSegmentation("Windows 11", "10.0"));
        assertFalse(Doctor.offersSegmentation("Linux", ""));
    }

    /** Files of the kernel answer only the first read: one that begins with a single byte gets one digit. */
    @Test
    void readsTheWholeNumberOfAKernelFile() throws IOException {
        Path file = Path.of("/proc/sys/kernel/pid_max");
        String said;
        try (InputStream in = Files.newInputStream(file)) {
            said = new String(in.readNBytes(32), StandardCharsets.US_ASCII).strip();
        }
        assertEquals(OptionalLong.of(Long.parseLong(said)), Doctor.number(file));
        assertTrue(Long.parseLong(said) > 300, said);
        assertEquals(OptionalLong.empty(), Doctor.number(Path.of("/proc/sys/no/such/key")));
    }

    @Test
    void aSmallSocketBufferComesWithTheCommandThatRaisesIt() {
        Doctor.Finding small = Doctor.judge("net.core.rmem_max", 212_992);
        assertEquals(Doctor.Verdict.CHANGE, small.verdict());
        assertEquals("sudo sysctl -w net.core.rmem_max=4194304", small.advice());
        assertEquals(
                Doctor.Verdict.OK, Doctor.judge("net.core.rmem_max", 8 << 20).verdict());
    }

    @Test
    void namesEveryPortTheFirewallHasToLetThrough() throws StartRefused {
        Config one = Options.read(new String[] {"--media-loops", "1"}, Map.of());
        assertEquals(
                "ufw allow 8080/tcp; ufw allow 8443/tcp; ufw allow 7882/udp; ufw allow 7882/tcp", Doctor.firewall(one));
        Config four = Options.read(new String[] {"--media-loops", "4", "--media-port", "9000"}, Map.of());
        assertTrue(Doctor.firewall(four).contains("9000:9003/udp"), Doctor.firewall(four));
    }

    @Test
    void theClockIsJudgedByWhatTheSystemSaysOfItOrNotAtAll() {
        assertEquals(Doctor.Verdict.OK, Doctor.judgeClock("yes", false).verdict());
        assertEquals(Doctor.Verdict.CHANGE, Doctor.judgeClock("no", true).verdict());
        assertEquals(Doctor.Verdict.OK, Doctor.judgeClock("", true).verdict());
        assertEquals(Doctor.Verdict.UNKNOWN, Doctor.judgeClock("", false).verdict());
    }

    @Test
    void aProgramThatIsNotThereOrFailsSaysNothing() {
        assertEquals("yes", Doctor.said("echo", "yes"));
        assertEquals("", Doctor.said("sh", "-c", "echo yes; exit 1"));
        assertEquals("", Doctor.said("no-such-program-here"));
    }

    @Test
    void printsAdviceBelowWhatItIsFor() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Doctor.print(
                List.of(
                        new Doctor.Finding(Doctor.Verdict.OK, "Java 25", ""),
                        new Doctor.Finding(Doctor.Verdict.CHANGE, "rmem", "sysctl")),
                new PrintStream(out, true, StandardCharsets.UTF_8));
        assertEquals(
                "  ok      Java 25\n  CHANGE  rmem\n          → sysctl\n",
                out.toString(StandardCharsets.UTF_8).replace("\r\n", "\n"));
    }
}
