package vn.nharong.media.bwe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;
import vn.nharong.media.rtcp.TwccFeedback;
import vn.nharong.media.rtcp.TwccWriter;

/** What the estimator does by itself; how well it estimates is in the scenarios of the module sim. */
class BandwidthEstimatorTest {
    private static final long MS = 1_000_000;

    private final BandwidthEstimator estimator = new BandwidthEstimator();
    private final PacketPool pool = PacketPool.direct(4);
    private final PacketBuffer packet = pool.lease();
    private final TwccWriter writer = new TwccWriter();
    private final TwccFeedback feedback = new TwccFeedback();
    private long seq;
    private long now = 5_000 * MS;

    @Test
    void startsAtTheFirstGuessAndDoesNotProbeWhereNobodyAnswers() {
        estimator.wantedBps(2_000_000);
        assertEquals(BandwidthEstimator.START_BPS, estimator.targetBps());
        estimator.onSent(0, 1000, 0, now);
        assertNull(estimator.pollProbe(now));
        estimator.handleTimeout(now + 100_000 * MS);
        assertFalse(estimator.silent(), "a client without feedback is not silent");
    }

    @Test
    void probesAtTheStartWhenMoreIsWanted() {
        estimator.wantedBps(2_000_000);
        sendAndAnswer(10, 2 * MS, 20 * MS);
        ProbeCluster first = probe();
        ProbeCluster second = probe();
        assertEquals(900_000, first.bitrateBps());
        assertEquals(1_800_000, second.bitrateBps());
        assertTrue(first.minPackets() >= 5 && first.minBytes() >= 2_000);
        assertNull(estimator.pollProbe(now));
    }

    @Test
    void doesNotProbeForWhatNobodyWants() {
        estimator.wantedBps(200_000);
        for (int i = 0; i < 200; i++) {
            sendAndAnswer(5, 5 * MS, 20 * MS);
            assertNull(estimator.pollProbe(now));
        }
    }

    @Test
    void silenceHalvesTheTargetDownToTheFloorAndTheFirstAnswerEndsIt() {
        estimator.wantedBps(2_000_000);
        sendAndAnswer(50, 2 * MS, 20 * MS);
        long before = estimator.targetBps();
        estimator.onSent(seq++, 1000, 0, now);
        assertTrue(estimator.nextTimeoutNanos() <= now + 1_100 * MS);
        for (int second = 1; second <= 10; second++) {
            now += 1_001 * MS;
            estimator.handleTimeout(now);
            estimator.onSent(seq++, 100, 0, now);
        }
        assertTrue(estimator.silent());
        assertEquals(BandwidthEstimator.MIN_BPS, estimator.targetBps());
        sendAndAnswer(10, 2 * MS, 20 * MS);
        assertFalse(estimator.silent());
        assertEquals(before, probe().bitrateBps(), 0.1 * before);
    }

    @Test
    void clientsWithoutFeedbackAreJudgedByReportsAndRemb() {
        estimator.wantedBps(3_000_000);
        estimator.onRemb(1_000_000);
        assertEquals(1_000_000, estimator.targetBps());
        estimator.onReceiverReport(64, 50 * MS, now);
        assertEquals(875_000, estimator.targetBps(), 2_000);
        estimator.onReceiverReport(0, 50 * MS, now + 1_000 * MS);
        assertEquals(918_750, estimator.targetBps(), 2_000);
        estimator.onReceiverReport(64, 50 * MS, now + 1_100 * MS);
        assertEquals(918_750, estimator.targetBps(), 2_000, "one report a second counts");
        estimator.onRemb(100);
        assertEquals(BandwidthEstimator.MIN_BPS, estimator.targetBps());
    }

    @Test
    void withFeedbackRembAndReportsAreIgnored() {
        sendAndAnswer(50, 2 * MS, 20 * MS);
        long before = estimator.targetBps();
        estimator.onRemb(50_000);
        estimator.onReceiverReport(255, 50 * MS, now);
        assertEquals(before, estimator.targetBps());
    }

    @Test
    void hostileFeedbackChangesNothingItShouldNot() {
        Random random = new Random(4);
        estimator.wantedBps(5_000_000);
        for (int n = 0; n < 30_000; n++) {
            for (int k = random.nextInt(4); k > 0; k--) {
                estimator.onSent(seq, 40 + random.nextInt(1200), random.nextInt(20) == 0 ? random.nextInt(12) : 0, now);
                seq += random.nextInt(50) == 0 ? random.nextInt(6000) : 1;
                now += random.nextInt(3_000_000);
            }
            if (random.nextInt(3) == 0) {
                long arrival = random.nextLong() >> 10;
                writer.begin(
                        random.nextBoolean() ? (int) (seq - random.nextInt(300)) & 0xffff : random.nextInt(65536),
                        arrival);
                for (int k = random.nextInt(100); k >= 0; k--) {
                    arrival += random.nextInt(40_000_000) - 10_000_000;
                    if (random.nextInt(5) == 0) {
                        writer.lost(1 + random.nextInt(40));
                    } else if (!writer.add(arrival)) {
                        break;
                    }
                }
                answer();
            }
            if (random.nextInt(10) == 0) {
                estimator.handleTimeout(now);
                estimator.pollProbe(now);
                estimator.onReceiverReport(random.nextInt(256), random.nextLong(), now);
            }
            long target = estimator.targetBps();
            assertTrue(
                    target >= BandwidthEstimator.MIN_BPS && target <= BandwidthEstimator.MAX_BPS, "target " + target);
            assertTrue(estimator.lossRatio() >= 0 && estimator.lossRatio() <= 1);
        }
        assertTrue(estimator.feedbackSeen());
    }

    @Test
    void nothingIsAllocatedPerPacketOrFeedback() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        estimator.wantedBps(200_000);
        sendAndAnswer(20_000, MS, 20 * MS);
        long before = threads.getCurrentThreadAllocatedBytes();
        sendAndAnswer(20_000, MS, 20 * MS);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < 20_000, "allocated " + allocated + " bytes over 20,000 packets and 1,000 feedbacks");
    }

    @Test
    void aClientThatReadsItsSocketLateDoesNotMakeAThinLineLookWide() {
        firstProbes(300_000, 25 * MS, 0);
        assertEquals(300_000, estimator.targetBps(), 60_000);
        assertTrue(estimator.seenFull());
    }

    @Test
    void aClientThatStandsStillForAMomentDoesNotMakeAWideLineLookThin() {
        firstProbes(20_000_000, MS, 120 * MS);
        assertEquals(BandwidthEstimator.START_BPS, estimator.targetBps(), 20_000);
        assertFalse(estimator.seenFull());
    }

    @Test
    void whatCameThroughAfterTheStillMomentCounts() {
        firstProbes(20_000_000, MS, 30 * MS);
        assertTrue(estimator.targetBps() >= 1_200_000, "target " + estimator.targetBps());
        assertFalse(estimator.seenFull());
    }

    @Test
    void theFirstProbesFindAWideLineThoughTheClientReadsLate() {
        firstProbes(20_000_000, 25 * MS, 0);
        assertTrue(estimator.targetBps() >= 1_200_000, "target " + estimator.targetBps());
    }

    @Test
    void theFirstProbesAreTwoEvenWhereLittleMoreIsWanted() {
        estimator.wantedBps(400_000);
        sendAndAnswer(10, 2 * MS, 20 * MS);
        ProbeCluster first = probe();
        ProbeCluster second = probe();
        assertTrue(first.followed() && !second.followed());
        assertEquals(first.bitrateBps(), second.bitrateBps());
    }

    private ProbeCluster probe() {
        ProbeCluster cluster = estimator.pollProbe(now);
        assertNotNull(cluster);
        return cluster;
    }

    /**
     * The first two clusters over a line of such a rate to a client that reads its socket only every so often, and once, in
     * the first of them, not for a while.
     */
    private void firstProbes(long lineBps, long readNanos, long stillNanos) {
        estimator.wantedBps(2_500_000);
        sendAndAnswer(40, 10 * MS, 20 * MS);
        long free = now;
        long stillFrom = now;
        long first = seq;
        long[] read = new long[100];
        ProbeCluster cluster = estimator.pollProbe(now);
        while (cluster != null) {
            int size = 250;
            for (int bytes = 0; bytes < cluster.minBytes(); bytes += size) {
                estimator.onSent(seq, size, cluster.id(), now);
                free = Math.max(free, now) + size * 8_000_000_000L / lineBps;
                boolean still = seq - first > 3 && free < stillFrom + stillNanos;
                long arrived = still ? stillFrom + stillNanos : free;
                stillFrom = seq - first <= 3 ? free : stillFrom;
                read[(int) (seq++ - first)] = Math.ceilDiv(arrived + 20 * MS, readNanos) * readNanos;
                now += size * 8_000_000_000L / cluster.bitrateBps();
            }
            cluster = estimator.pollProbe(now);
        }
        writer.begin((int) first & 0xffff, read[0]);
        for (int i = 0; i < seq - first; i++) {
            writer.add(read[i]);
        }
        now = read[(int) (seq - first) - 1] + 20 * MS;
        answer();
    }

    /** Sends packets of 100 bytes at a fixed distance; each twenty are answered at once. */
    private void sendAndAnswer(int packets, long gapNanos, long delayNanos) {
        int left = packets;
        while (left > 0) {
            int chunk = Math.min(20, left);
            writer.begin((int) seq & 0xffff, now + delayNanos);
            for (int i = 0; i < chunk; i++) {
                estimator.onSent(seq++, 100, 0, now);
                writer.add(now + delayNanos);
                now += gapNanos;
            }
            now += delayNanos;
            answer();
            left -= chunk;
        }
    }

    private void answer() {
        int length = writer.write(packet, 0, 1, 2, 0);
        if (length > 0) {
            packet.length(length);
            assertTrue(feedback.parse(packet, 0, length));
            estimator.onFeedback(feedback, now);
        }
    }
}
