package vn.nharong.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** The search itself: small parsers with one defect each are told from a sound one. */
class FuzzRunTest {
    private static final FuzzBox BOX = new FuzzBox(20, 300_000, 7);

    /** Type, length, value: three of them. */
    private static final byte[] VALID = {1, 2, 10, 11, 2, 0, 3, 3, 20, 21, 22};

    /** Walks type-length-value; {@code slack} is how far its check is off. */
    private static boolean walk(byte[] in, int slack) {
        int at = 0;
        while (at < in.length) {
            if (at + 2 > in.length + slack || at + 2 + (in[at + 1] & 0xff) > in.length + slack) {
                return false;
            }
            int sum = 0;
            int end = at + 2 + (in[at + 1] & 0xff);
            for (int i = at + 2; i < end; i++) {
                sum += in[i];
            }
            if (sum == Integer.MIN_VALUE) {
                return false;
            }
            at = end;
        }
        return true;
    }

    private static FuzzReport.Kind kindFound(FuzzTarget target) {
        FuzzReport.Finding finding = FuzzRun.run(target, BOX).finding();
        assertNotNull(finding);
        return finding.kind();
    }

    @Test
    void aSoundParserIsClean() {
        FuzzReport report =
                FuzzRun.run(FuzzTarget.of("sound", in -> walk(in, 0)).corpus(VALID), new FuzzBox(20, 100_000, 7));
        assertTrue(report.clean(), report::toString);
        assertEquals(100_000, report.inputs());
        assertEquals(report.inputs(), report.taken() + report.refused());
    }

    @Test
    void aCheckOffByOneIsFound() {
        FuzzReport report =
                FuzzRun.run(FuzzTarget.of("off by one", in -> walk(in, 1)).corpus(VALID), BOX);
        FuzzReport.Finding finding = report.finding();
        assertNotNull(finding);
        assertEquals(FuzzReport.Kind.ESCAPED, finding.kind());
        assertTrue(finding.story().contains("ArrayIndexOutOfBoundsException"), finding.story());
        assertTrue(report.toString().contains("fuzz.again=" + finding.hex()), "how to see it again");
    }

    @Test
    void aSlowWalkIsFoundByItsTime() {
        FuzzTarget target = FuzzTarget.of("slow", in -> {
                    // Processor time, as the run counts: by the clock a busy machine would end it before.
                    java.lang.management.ThreadMXBean threads =
                            java.lang.management.ManagementFactory.getThreadMXBean();
                    long begun = threads.getCurrentThreadCpuTime();
                    while (in.length > 1 && in[1] == 0 && threads.getCurrentThreadCpuTime() - begun < 300_000_000L) {
                        Thread.onSpinWait();
                    }
                    return true;
                })
                .corpus(VALID)
                .takesEverything();
        assertEquals(FuzzReport.Kind.SLOW, kindFound(target));
    }

    @Test
    void anInputWithoutAnEndIsFound() {
        // The thread is left behind with it, so it ends once it has been found.
        java.util.concurrent.atomic.AtomicBoolean found = new java.util.concurrent.atomic.AtomicBoolean();
        FuzzTarget target = FuzzTarget.of("endless", in -> {
                    while (in.length > 1 && in[1] == 0 && !found.get()) {
                        Thread.onSpinWait();
                    }
                    return true;
                })
                .corpus(VALID)
                .takesEverything();
        FuzzReport.Finding finding = FuzzRun.run(target, BOX).finding();
        found.set(true);
        assertNotNull(finding);
        assertEquals(FuzzReport.Kind.ENDLESS, finding.kind());
        assertTrue(finding.story().contains("FuzzRunTest"), finding.story());
    }

    @Test
    void aLengthBelievedIsFoundByItsMemory() {
        List<byte[]> sink = new ArrayList<>();
        FuzzTarget target = FuzzTarget.of("greedy", in -> {
                    if (in.length < 4) {
                        return false;
                    }
                    sink.clear();
                    sink.add(new byte[(in[2] & 0xff) << 16 | (in[3] & 0xff) << 8]);
                    return true;
                })
                .corpus(new byte[] {0, 0, 0, 1, 2, 3});
        assertEquals(FuzzReport.Kind.MEMORY, kindFound(target));
    }

    @Test
    void whatIsKeptForEverIsFound() {
        List<byte[]> kept = new ArrayList<>();
        FuzzTarget target = FuzzTarget.of("hoard", in -> {
                    kept.add(new byte[1000]);
                    return true;
                })
                .corpus(VALID)
                .takesEverything();
        assertEquals(FuzzReport.Kind.RETAINED, kindFound(target));
        assertTrue(kept.size() > BOX.inputs(), "and is still held");
    }

    @Test
    void aRunThatTriesNothingIsNoSuccess() {
        assertEquals(
                FuzzReport.Kind.IDLE,
                kindFound(FuzzTarget.of("deaf", in -> false).corpus(VALID)));
        assertEquals(
                FuzzReport.Kind.IDLE,
                kindFound(FuzzTarget.of("blind", in -> true).corpus(VALID)));
    }

    @Test
    void aRepairReachesWhatAChecksumHides() {
        FuzzTarget.Parser parser = in -> {
            if (in.length < 5 || sum(in) != in[0]) {
                return false;
            }
            return in[1] == 9 && in[2] == 9 ? in[in.length] == 0 : true;
        };
        byte[] valid = {0, 9, 1, 2, 3, 4};
        valid[0] = sum(valid);
        FuzzTarget target = FuzzTarget.of("sealed", parser).corpus(valid).repaired((bent, random) -> {
            if (bent.length > 0) {
                bent[0] = sum(bent);
            }
            return bent;
        });
        assertEquals(FuzzReport.Kind.ESCAPED, kindFound(target));
    }

    private static byte sum(byte[] in) {
        CRC32 crc = new CRC32();
        crc.update(in, 1, in.length - 1);
        return (byte) crc.getValue();
    }

    @Test
    void onlyTheDeclaredRefusalIsOne() {
        FuzzTarget.Parser parser = in -> {
            if (in.length < 3) {
                throw new java.io.IOException("short");
            }
            return true;
        };
        assertEquals(
                FuzzReport.Kind.ESCAPED, kindFound(FuzzTarget.of("loud", parser).corpus(VALID)));
        FuzzReport report = FuzzRun.run(
                FuzzTarget.of("declared", parser).corpus(VALID).refusing(java.io.IOException.class),
                new FuzzBox(20, 50_000, 1));
        assertTrue(report.clean(), report::toString);
        assertTrue(report.refused() > 0);
    }

    @Test
    void theSameSeedMakesTheSameInputs() {
        FuzzTarget target = FuzzTarget.of("text", in -> true)
                .corpus("a=1\r\nb=2\r\n".getBytes(StandardCharsets.US_ASCII))
                .words("word")
                .text();
        Mutator one = new Mutator(target, 3);
        Mutator two = new Mutator(target, 3);
        for (int i = 0; i < 1000; i++) {
            assertArrayEquals(one.next(), two.next());
        }
    }
}
