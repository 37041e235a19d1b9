package vn.nharong.media.rtcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;

class TwccTest {
    private final PacketPool pool = PacketPool.direct(64);
    private final TwccFeedback feedback = new TwccFeedback();
    private final TwccWriter writer = new TwccWriter();

    @Test
    void readsAllChunkKindsOfADraftPacket() {
        // 2 received (run), then 14 of a one-bit vector (10110000000001), then two-bit vector: 2 0 1.
        PacketBuffer packet = packet("8fcd0008" + "00000001" + "00000002" + "fffe0013" + "00000107" + "2002" + "ac01"
                + "e100" + "04" + "08" + "01020304" + "ff38" + "05" + "00");
        assertTrue(feedback.parse(packet, 0, packet.length()));
        assertEquals(19, feedback.count());
        assertEquals(0xfffe, feedback.baseSeq16());
        assertEquals(0, feedback.seq16(2));
        assertEquals(1, feedback.referenceTime());
        assertEquals(7, feedback.feedbackCount());
        assertEquals(8, feedback.receivedCount());
        assertEquals(64_000 + 1_000, feedback.arrivalMicros(0));
        assertEquals(64_000 + 3_000, feedback.arrivalMicros(1));
        assertTrue(feedback.received(2));
        assertFalse(feedback.received(3));
        assertTrue(feedback.received(15));
        assertEquals(64_000 + 3_000 + 10 * 250, feedback.arrivalMicros(15));
        assertEquals(64_000 + 3_000 + 10 * 250 - 200 * 250, feedback.arrivalMicros(16));
        assertFalse(feedback.received(17));
        assertEquals(64_000 + 3_000 + 15 * 250 - 200 * 250, feedback.arrivalMicros(18));
    }

    @Test
    void refusesWhatIsNotWellFormed() {
        String good = "8fcd0005" + "00000001" + "00000002" + "00010001" + "00000107" + "2001" + "04" + "00";
        assertTrue(parses(good));
        assertFalse(parses(good.replace("8fcd", "81cd")), "another format");
        assertFalse(parses(good.replace("8fcd", "8fce")), "another packet type");
        assertFalse(parses(good.replace("8fcd", "4fcd")), "another version");
        assertFalse(parses(good.replace("0005", "0006")), "length past the end");
        assertFalse(parses(good.replace("00010001", "00010000")), "no packets");
        assertFalse(parses(good.replace("00010001", "00010002")), "chunks end early");
        assertFalse(parses(good.replace("2001", "2000")), "empty run");
        assertFalse(parses(good.replace("2001", "6001")), "reserved symbol");
        assertFalse(parses(good.replace("00010001", "00010009").replace("2001", "2009")), "deltas end early");
        assertFalse(
                parses(good.replace("8fcd", "afcd").replace("2001" + "0400", "200104ff")), "padding past the start");
        assertTrue(parses(good.replace("8fcd", "afcd").replace("2001" + "0400", "20010401")), "padding");
        assertFalse(feedback.parse(packet(good), 4, 20), "cut");
        assertFalse(feedback.parse(packet(good), 0, 28), "longer than the buffer");
    }

    /** Each step is a gap of lost packets, then a packet this many microseconds after the last one. */
    @Test
    void whatIsWrittenIsRead() {
        SplittableRandom random = new SplittableRandom(20260515);
        for (int i = 0; i < 2_000; i++) {
            int[] steps = random.ints(random.nextInt(1, 300)).toArray();
            whatIsWrittenIsRead(random.nextInt(0x10000), random.nextLong(), steps);
        }
    }

    private void whatIsWrittenIsRead(int base, long startNanos, int[] steps) {
        long start = startNanos >> 8;
        long[] arrivals = new long[steps.length];
        int[] at = new int[steps.length];
        long now = start;
        int written = 0;
        int next = 0;
        writer.begin(base, start);
        for (int step : steps) {
            int gap = switch (step & 7) {
                case 0 -> 1 + (step >>> 8) % 5;
                case 1 -> 14 + (step >>> 8) % 40;
                default -> 0;
            };
            long delta = switch (step >>> 3 & 7) {
                case 0 -> -(long) (step >>> 6) % 100_000_000L;
                case 1 -> (step >>> 6) % 900_000_000L;
                default -> (step >>> 6) % 20_000_000L;
            };
            long arrival = written == 0 ? start : now + delta;
            if (gap > 0 && !writer.lost(gap) || !writer.add(arrival)) {
                break;
            }
            next += gap;
            arrivals[written] = arrival;
            at[written++] = next++;
            now = arrival;
        }
        assertTrue(written > 0);
        PacketBuffer out = pool.lease();
        try {
            int length = writer.write(out, 8, 1, 2, 255);
            assertTrue(length > 0 && length <= TwccWriter.MAX_BYTES && (length & 3) == 0, () -> "length " + length);
            out.length(8 + length);
            assertTrue(feedback.parse(out, 8, length));
            assertEquals(base, feedback.baseSeq16());
            assertTrue(feedback.count() >= next, "all are spoken of");
            assertEquals(written, feedback.receivedCount());
            assertEquals(255, feedback.feedbackCount());
            for (int k = 0; k < written; k++) {
                assertTrue(feedback.received(at[k]));
                long expected = Math.floorDiv(arrivals[k], 250_000L) - Math.floorDiv(arrivals[0], 250_000L);
                assertEquals(expected * 250, feedback.arrivalMicros(at[k]) - feedback.arrivalMicros(at[0]));
            }
        } finally {
            out.release();
        }
    }

    @Test
    void stepsOverEightSecondsDoNotFit() {
        writer.begin(0, 0);
        assertTrue(writer.add(0));
        assertFalse(writer.add(8_193_000_000L));
        assertTrue(writer.add(8_191_000_000L));
        assertEquals(2, writer.receivedCount());
    }

    @Test
    void aFullFeedbackKeepsItsBound() {
        for (int pattern = 0; pattern < 8; pattern++) {
            writer.begin(0, 0);
            long now = 0;
            boolean fits = true;
            int kind = pattern;
            while (fits) {
                now += (kind & 1) == 0 ? 1_000_000 : 100_000_000;
                int gap = (kind & 2) == 0 ? 0 : (kind & 4) == 0 ? 7 : 15;
                fits = (gap == 0 || writer.lost(gap)) && writer.add(now);
                kind = kind * 5 + pattern | pattern & 2;
            }
            PacketBuffer out = pool.lease();
            int length = writer.write(out, 0, 1, 2, 3);
            assertTrue(length <= TwccWriter.MAX_BYTES && length > TwccWriter.MAX_BYTES / 3, "length " + length);
            out.length(length);
            assertTrue(feedback.parse(out, 0, length));
            assertEquals(writer.receivedCount(), feedback.receivedCount());
            assertEquals(writer.count(), feedback.count());
            out.release();
        }
    }

    private boolean parses(String hex) {
        PacketBuffer packet = packet(hex);
        boolean parsed = feedback.parse(packet, 0, packet.length());
        packet.release();
        return parsed;
    }

    private PacketBuffer packet(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        PacketBuffer packet = pool.lease();
        packet.length(bytes.length);
        packet.put(0, bytes, 0, bytes.length);
        return packet;
    }
}
