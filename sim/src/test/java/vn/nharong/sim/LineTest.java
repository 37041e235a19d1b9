package vn.nharong.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Proves the line itself: what was asked against what was measured, within 5 %. */
class LineTest {
    private static final long MS = 1_000_000;
    private static final double TOLERANCE = 0.05;

    /** What one packet met. */
    private record Seen(int number, long sentNanos, long gotNanos) {}

    private final LineStats[] lastStats = new LineStats[1];

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void losesTheShareAskedFor(long seed) {
        for (double percent : new double[] {1, 5, 10, 20}) {
            List<Seen> seen = run(LineSpec.parse("loss=" + percent + "%"), seed, 200_000, MS, 1000);
            assertNear(percent / 100, 1 - seen.size() / 200_000.0, "loss " + percent);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void losesInBurstsOfTheLengthAskedFor(long seed) {
        for (String length : new String[] {"3-8", "5.5", "1"}) {
            for (double percent : new double[] {5, 10, 20}) {
                double asked = length.equals("3-8") ? 5.5 : Double.parseDouble(length);
                // 10,000 bursts: their mean is then known to some 1.4 %.
                int packets = (int) (10_000 * asked * 100 / percent);
                List<Seen> seen = run(LineSpec.parse("burst=" + percent + "%/" + length), seed, packets, MS, 1000);
                assertNear(percent / 100, 1 - (double) seen.size() / packets, "loss in bursts of " + length);
                List<Integer> bursts = gaps(seen);
                double mean =
                        bursts.stream().mapToInt(Integer::intValue).average().orElse(0);
                assertNear(asked, mean, "burst length");
                if (length.equals("3-8")) {
                    assertEquals(
                            3, bursts.stream().mapToInt(Integer::intValue).min().orElse(0));
                    assertEquals(
                            8, bursts.stream().mapToInt(Integer::intValue).max().orElse(0));
                }
            }
        }
    }

    @Test
    void delaysExactlyWithoutJitter() {
        for (Seen packet : run(LineSpec.parse("delay=150ms"), 1, 1000, MS, 1000)) {
            assertEquals(150 * MS, packet.gotNanos - packet.sentNanos);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void jitterKeepsTheMeanAndTheOrderAtAnyRate(long seed) {
        for (long gap : new long[] {20 * MS, 4 * MS, MS / 2}) {
            List<Seen> seen = run(LineSpec.parse("delay=150ms jitter=30ms"), seed, 20_000, gap, 1000);
            double mean = seen.stream()
                    .mapToLong(p -> p.gotNanos - p.sentNanos)
                    .average()
                    .orElse(0);
            assertNear(150e6, mean, "mean delay");
            double deviation = Math.sqrt(seen.stream()
                    .mapToDouble(p -> Math.pow(p.gotNanos - p.sentNanos - 150e6, 2))
                    .average()
                    .orElse(0));
            assertTrue(deviation > 3e6 && deviation < 20e6, "deviation " + deviation);
            for (int i = 1; i < seen.size(); i++) {
                assertTrue(seen.get(i).number > seen.get(i - 1).number);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {300_000, 500_000, 2_500_000})
    void passesTheRateAskedForAndBoundsItsQueue(long bps) {
        long sentNanos = 20_000 * MS;
        // Offered at 4 Mbit/s: 1000 bytes each 2 ms.
        List<Seen> seen = run(LineSpec.parse("rate=" + bps + " delay=20ms queue=200ms"), 1, 10_000, 2 * MS, 1000);
        long bits = seen.stream().filter(p -> p.gotNanos <= sentNanos).count() * 8000;
        assertNear(bps, bits / 20.0, "rate");
        long slowest =
                seen.stream().mapToLong(p -> p.gotNanos - p.sentNanos).max().orElse(0);
        assertNear(220e6 + 8000 * 1e9 / bps, slowest, "delay with a full queue");
        assertEquals(10_000, seen.size() + stats().queueDropped());
    }

    @Test
    void boundsItsQueueInBytes() {
        Line<Integer> line = new Line<>(LineSpec.parse("rate=1M queue=10kB"), 1);
        for (int i = 0; i < 100; i++) {
            line.offer(0, 1000, i);
        }
        assertEquals(10_000, line.queuedBytes());
        assertEquals(90, line.stats().queueDropped());
    }

    @Test
    void changesOnTime() {
        Line<Integer> line = new Line<>(
                LineScript.parse("rate=1M queue=5s; 1s: rate=500k; 2s: rate=none delay=10ms; 3s: cut; 4s: cut=false"),
                1,
                0);
        // 2 Mbit at once: the first second passes a half, the second an eighth, then all the rest at once.
        for (int i = 0; i < 250; i++) {
            line.offer(0, 1000, i);
        }
        assertEquals(125, drain(line, 1_000 * MS));
        assertEquals(62, drain(line, 2_000 * MS));
        assertEquals(0, drain(line, 2_009 * MS));
        assertEquals(63, drain(line, 2_010 * MS));
        line.offer(3_500 * MS, 1000, 1);
        assertEquals(0, drain(line, 3_999 * MS));
        line.offer(4_000 * MS, 1000, 2);
        assertEquals(1, drain(line, 4_010 * MS));
        assertEquals(1, line.stats().cut());
    }

    @Test
    void theNextTimeIsNeverTooLate() {
        Line<Integer> line =
                new Line<>(LineScript.parse("rate=300k queue=2s delay=30ms jitter=10ms; 300ms: rate=1M"), 9, 0);
        for (int i = 0; i < 20; i++) {
            line.offer(0, 1200, i);
        }
        List<Long> times = new ArrayList<>();
        while (line.nextDeliveryNanos() != Long.MAX_VALUE) {
            long at = line.nextDeliveryNanos();
            assertNull(line.poll(at - 1), "nothing comes before it was told");
            while (line.poll(at) != null) {
                times.add(at);
            }
        }
        assertEquals(20, times.size());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void reordersAndDoublesTheShareAskedFor(long seed) {
        List<Seen> seen = run(LineSpec.parse("reorder=5%/10ms duplicate=5%"), seed, 100_000, MS, 1000);
        assertNear(105_000, seen.size(), "with duplicates");
        assertNear(5_000, stats().duplicated(), "duplicates");
        assertNear(5_000, stats().reordered(), "reordered");
        long late =
                seen.stream().filter(p -> p.gotNanos - p.sentNanos >= 10 * MS).count();
        assertTrue(late >= stats().reordered() && late <= 1.1 * stats().reordered(), "held back: " + late);
    }

    @Test
    void theSameSeedIsTheSameLine() {
        LineSpec spec = LineSpec.parse("loss=5% burst=5%/3-8 delay=50ms jitter=20ms reorder=1% duplicate=1% rate=1M");
        assertEquals(run(spec, 42, 5_000, 5 * MS, 1000), run(spec, 42, 5_000, 5 * MS, 1000));
        assertTrue(!run(spec, 42, 5_000, 5 * MS, 1000).equals(run(spec, 43, 5_000, 5 * MS, 1000)));
    }

    @Test
    void oneMechanismLeavesTheOthersAlone() {
        List<Integer> lost = gaps(run(LineSpec.parse("burst=5%/3-8"), 7, 5_000, MS, 1000));
        List<Integer> lostWithJitter =
                gaps(run(LineSpec.parse("burst=5%/3-8 delay=50ms jitter=20ms"), 7, 5_000, MS, 1000));
        assertEquals(lost, lostWithJitter);
    }

    @Test
    void reliableStreamsLoseNothingAndKeepTheirOrder() {
        Line<Integer> line =
                new Line<>(LineSpec.parse("loss=50% reorder=20%/50ms duplicate=20% rate=1M queue=1ms delay=10ms"), 1);
        for (int i = 0; i < 100; i++) {
            line.offerReliable(0, 1250, i);
        }
        List<Integer> got = new ArrayList<>();
        for (Integer n = line.poll(2_000 * MS); n != null; n = line.poll(2_000 * MS)) {
            got.add(n);
        }
        assertEquals(100, got.size());
        assertEquals(got.stream().sorted().toList(), got);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThrows(IllegalArgumentException.class, () -> LineSpec.parse("los=5%"));
        assertThrows(IllegalArgumentException.class, () -> LineSpec.parse("loss=200%"));
        assertThrows(IllegalArgumentException.class, () -> LineSpec.parse("rate=fast"));
        assertThrows(IllegalArgumentException.class, () -> LineScript.parse("5s: rate=1M; 2s: rate=2M"));
        assertEquals(500_000, LineSpec.parse("rate=0.5M").rateBps());
        assertEquals(LineSpec.CLEAN, LineSpec.parse("loss=5% clean"));
    }

    private List<Seen> run(LineSpec spec, long seed, int packets, long gapNanos, int sizeBytes) {
        Line<Integer> line = new Line<>(spec, seed);
        List<Seen> seen = new ArrayList<>();
        for (int i = 0; i < packets; i++) {
            long now = i * gapNanos;
            collect(line, now, gapNanos, seen);
            line.offer(now, sizeBytes, i);
        }
        collect(line, Long.MAX_VALUE / 2, gapNanos, seen);
        lastStats[0] = line.stats();
        return seen;
    }

    private static void collect(Line<Integer> line, long untilNanos, long gapNanos, List<Seen> seen) {
        while (line.nextDeliveryNanos() <= untilNanos) {
            long at = line.nextDeliveryNanos();
            for (Integer number = line.poll(at); number != null; number = line.poll(at)) {
                seen.add(new Seen(number, number * gapNanos, at));
            }
        }
    }

    private LineStats stats() {
        return lastStats[0];
    }

    /** Lengths of the runs of numbers missing from what came in order. */
    private static List<Integer> gaps(List<Seen> seen) {
        List<Integer> gaps = new ArrayList<>();
        int last = -1;
        for (Seen packet : seen) {
            if (packet.number > last + 1) {
                gaps.add(packet.number - last - 1);
            }
            last = packet.number;
        }
        return gaps;
    }

    private static int drain(Line<Integer> line, long nowNanos) {
        int count = 0;
        while (line.poll(nowNanos) != null) {
            count++;
        }
        return count;
    }

    private static void assertNear(double asked, double measured, String what) {
        assertTrue(
                Math.abs(measured - asked) <= TOLERANCE * asked,
                () -> what + ": asked " + asked + ", measured " + measured);
    }
}
