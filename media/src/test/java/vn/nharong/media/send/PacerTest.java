package vn.nharong.media.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;

class PacerTest {
    private static final long MS = 1_000_000;

    private final PacketPool pool = PacketPool.direct(4096);
    private final Pacer pacer = new Pacer(0);

    @AfterEach
    void everyPacketIsGivenBack() {
        pacer.clear();
        assertEquals(0, pool.leased());
    }

    @Test
    void onAWideLineAFrameLeavesInItsTurn() {
        pacer.rates(4_000_000, 2_000_000, Pacer.Line.LIMITED);
        enqueue(SendClass.VIDEO, 1200, 20, 0);
        assertEquals(20, drain(0).size());
        assertEquals(Long.MAX_VALUE, pacer.nextSendNanos(0));
    }

    @Test
    void onANarrowLineTheRateIsKept() {
        pacer.rates(400_000, 2_000_000, Pacer.Line.LIMITED);
        // 1 Mbit/s of pace: 100 ms of it are 12.5 kB, and there is less than the drain limit in the queue.
        enqueue(SendClass.VIDEO, 1000, 20, 0);
        long sent = 0;
        for (long now = 0; now <= 100 * MS; now += MS) {
            sent += drain(now).size();
        }
        assertTrue(sent >= 12 && sent <= 15, "sent " + sent);
        assertTrue(pacer.nextSendNanos(100 * MS) > 100 * MS);
        assertTrue(pacer.nextSendNanos(100 * MS) < 120 * MS);
    }

    @Test
    void aLineThatNothingSpokeAgainstIsNotWaitedFor() {
        pacer.rates(300_000, 2_000_000, Pacer.Line.UNTRIED);
        enqueue(SendClass.VIDEO, 1200, 60, 0); // a key frame at 720p; two seconds of the first guess
        long now = 0;
        while (pacer.queued() > 0) {
            drain(now);
            now += MS;
        }
        assertTrue(now > 30 * MS && now < 60 * MS, "took " + now);
    }

    @Test
    void aLineThatWasSeenFullIsNotFilledAgainByAKeyFrame() {
        pacer.rates(240_000, 2_000_000, Pacer.Line.FULL);
        enqueue(SendClass.VIDEO, 1000, 20, 0); // two thirds of a second of that line
        long now = 0;
        long sent = 0;
        for (; now < 300 * MS; now += MS) {
            sent += drain(now).size();
        }
        // 36 bytes a millisecond, the 1.4 kB that may go at once, and the packet that overdraws; all 20 would go
        // otherwise.
        assertTrue(sent >= 10 && sent <= 13, "sent " + sent);
        enqueue(SendClass.AUDIO, 100, 1, now);
        assertEquals(1, drain(now).size(), "sound does not wait behind it");
        while (pacer.queued() > 0) {
            drain(now);
            now += MS;
        }
        assertTrue(now < 900 * MS, "took " + now);
    }

    @Test
    void aLongQueueIsEmptyAfterAQuarterOfASecondOrLittleMore() {
        pacer.rates(100_000, 2_000_000, Pacer.Line.LIMITED);
        enqueue(SendClass.VIDEO, 1200, 100, 0);
        long now = 0;
        while (pacer.queued() > 30) {
            drain(now);
            now += MS;
        }
        assertTrue(now < 400 * MS, "took " + now);
    }

    @Test
    void aFrameIsNotHurriedByTheKeyFrameBeforeIt() {
        pacer.rates(400_000, 2_000_000, Pacer.Line.LIMITED);
        enqueue(SendClass.VIDEO, 1000, 100, 0); // 400 bytes a millisecond to be gone in time
        long now = 0;
        while (pacer.queued() > 0) {
            drain(now);
            now += MS;
        }
        enqueue(SendClass.VIDEO, 1000, 20, now);
        long sent = 0;
        for (long until = now + 50 * MS; now <= until; now += MS) {
            sent += drain(now).size();
        }
        assertTrue(sent >= 5 && sent <= 9, "sent " + sent + ", 125 bytes a millisecond");
    }

    @Test
    void soundGoesFirstThenRepairsThenPicturesThenPadding() {
        pacer.rates(10_000_000, 1, Pacer.Line.LIMITED);
        enqueue(SendClass.PADDING, 100, 1, 0);
        enqueue(SendClass.VIDEO, 200, 1, 0);
        enqueue(SendClass.RETRANSMISSION, 300, 1, 0);
        enqueue(SendClass.AUDIO, 400, 1, 0);
        assertEquals(List.of(400, 300, 200, 100), drain(0));
    }

    @Test
    void soundDoesNotWaitForTheBudget() {
        pacer.rates(50_000, 2_000_000, Pacer.Line.LIMITED);
        enqueue(SendClass.VIDEO, 1200, 10, 0);
        assertTrue(drain(0).size() < 10);
        enqueue(SendClass.AUDIO, 100, 3, 0);
        assertEquals(0, pacer.nextSendNanos(0));
        assertEquals(List.of(100, 100, 100), drain(0));
    }

    @Test
    void whatPassesCostsWhatWaitingCosts() {
        pacer.rates(400_000, 2_000_000, Pacer.Line.LIMITED);
        int passed = 0;
        while (pacer.passes(1000, SendClass.VIDEO, 0)) {
            passed++;
        }
        assertTrue(passed >= 1 && passed <= 2, "1.4 kB may go at once; passed " + passed);
        assertTrue(pacer.passes(100, SendClass.AUDIO, 0), "sound does not wait for the budget");
        enqueue(SendClass.VIDEO, 1000, 1, 0);
        assertTrue(!pacer.passes(100, SendClass.VIDEO, 100 * MS), "not before what waits");
        assertEquals(1, drain(100 * MS).size());
        pacer.probe(7, 1_000_000, 1_000, 3, 100 * MS);
        assertTrue(!pacer.passes(100, SendClass.VIDEO, 200 * MS), "a probe has a pace of its own");
    }

    /** Its arrival is not told: with a few of it a probe would be over, and never have a result. */
    @Test
    void soundIsNoPartOfAProbe() {
        pacer.rates(10_000_000, 1, Pacer.Line.LIMITED);
        pacer.probe(7, 1_000_000, 1_000, 3, 0);
        enqueue(SendClass.AUDIO, 400, 5, 0);
        assertEquals(5, drain(0).size());
        assertEquals(0, pacer.polledCluster());
        assertTrue(pacer.probing(), "nothing was probed yet");
        enqueue(SendClass.VIDEO, 400, 3, 0);
        for (long now = 0; pacer.queued() > 0; now += MS) {
            if (!drain(now).isEmpty()) {
                assertEquals(7, pacer.polledCluster());
            }
        }
        assertTrue(!pacer.probing(), "with three packets of a picture it is over");
    }

    @Test
    void whatWaitedASecondIsDroppedAndCounted() {
        pacer.rates(1_000, 2_000_000, Pacer.Line.LIMITED);
        enqueue(SendClass.VIDEO, 1200, 5, 0);
        int sent = drain(0).size();
        assertTrue(sent < 5);
        assertNull(pacer.poll(Pacer.MAX_AGE_NANOS + MS), "the rest was too old");
        assertEquals(5 - sent, pacer.dropped());
        assertEquals(0, pacer.queued());
    }

    @Test
    void aFullQueueRefuses() {
        int taken = 0;
        PacketBuffer packet = pool.lease();
        packet.length(10);
        while (pacer.enqueue(packet, SendClass.AUDIO, 0)) {
            taken++;
            packet = pool.lease();
            packet.length(10);
        }
        packet.release();
        assertEquals(128, taken);
        assertEquals(1, pacer.dropped());
    }

    @Test
    void aProbeSendsAtItsRateAndFillsWithPadding() {
        pacer.rates(300_000, 2_000_000, Pacer.Line.LIMITED);
        enqueue(SendClass.VIDEO, 1000, 1, 0);
        pacer.probe(7, 2_000_000, 5_000, 5, 0);
        long bytes = 0;
        int packets = 0;
        long end = 0;
        for (long now = 0; pacer.probing(); now += MS / 4) {
            for (PacketBuffer packet = next(now); packet != null; packet = next(now)) {
                assertEquals(7, pacer.polledCluster());
                bytes += packet.length();
                packets++;
                packet.release();
            }
            end = now;
        }
        assertTrue(bytes >= 5_000 && bytes < 5_000 + Pacer.PADDING_BYTES, "bytes " + bytes);
        assertTrue(packets > 5);
        double bps = (bytes - Pacer.PADDING_BYTES) * 8e9 / end;
        assertTrue(bps > 1.8e6 && bps < 2.2e6, "rate " + bps);
        enqueue(SendClass.AUDIO, 10, 1, end);
        drain(end);
        assertEquals(0, pacer.polledCluster(), "the probe is over");
        assertEquals(0, pacer.paddingWanted(end));
    }

    @Test
    void tellsTheLongestWait() {
        pacer.rates(100_000, 2_000_000, Pacer.Line.LIMITED);
        enqueue(SendClass.VIDEO, 1200, 5, 0);
        for (long now = 0; now < 300 * MS; now += MS) {
            drain(now);
        }
        long wait = pacer.takeMaxWaitNanos();
        assertTrue(wait > 10 * MS && wait < 300 * MS, "wait " + wait);
        assertEquals(0, pacer.takeMaxWaitNanos());
        assertFalse(pacer.probing());
    }

    /** The next packet of a probe, with padding made when asked. */
    private @Nullable PacketBuffer next(long now) {
        PacketBuffer packet = pacer.poll(now);
        if (packet == null && pacer.paddingWanted(now) > 0) {
            enqueue(SendClass.PADDING, pacer.paddingWanted(now), 1, now);
            packet = pacer.poll(now);
        }
        return packet;
    }

    private void enqueue(SendClass sendClass, int size, int count, long now) {
        for (int i = 0; i < count; i++) {
            PacketBuffer packet = pool.lease();
            packet.length(size);
            assertTrue(pacer.enqueue(packet, sendClass, now));
        }
    }

    private List<Integer> drain(long now) {
        List<Integer> sizes = new ArrayList<>();
        for (PacketBuffer packet = pacer.poll(now); packet != null; packet = pacer.poll(now)) {
            sizes.add(packet.length());
            packet.release();
        }
        return sizes;
    }
}
