package vn.nharong.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
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
    void looksAtEverythingAServerNeeds(@TempDir Path data) throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String taken = String.valueOf(other.getLocalPort());
            String[] arguments = {"--bind", "127.0.0.1", "--port", taken, "--tls-port", "0", "--data", data.toString()};
            List<Doctor.Finding> findings = Doctor.examine(Options.read(arguments, Map.of("NHARONG_MEDIA_PORT", "0")));
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            Doctor.print(findings, new PrintStream(printed, true, StandardCharsets.UTF_8));
            String said = printed.toString(StandardCharsets.UTF_8);
            for (String part : List.of(
                    "Java 25", "SRTP", "offload", "rmem_max", "wmem_max", "ufw allow", "HTTPS", "sức chứa HD", "240")) {
                assertTrue(said.contains(part), part + " in " + said);
            }
            assertEquals(
                    List.of(true),
                    findings.stream()
                            .filter(each -> each.what().contains("already in use"))
                            .map(each -> each.what().contains(taken))
                            .toList(),
                    said);
        }
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
