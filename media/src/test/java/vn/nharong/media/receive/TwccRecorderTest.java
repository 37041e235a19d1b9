package vn.nharong.media.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;
import vn.nharong.media.rtcp.TwccFeedback;
import vn.nharong.media.rtcp.TwccWriter;

class TwccRecorderTest {
    private static final long MS = 1_000_000;

    private final PacketPool pool = PacketPool.direct(4);
    private final TwccRecorder recorder = new TwccRecorder();
    private final TwccFeedback feedback = new TwccFeedback();

    @Test
    void isDueAnIntervalAfterTheFirstPacketAndNotWithoutOne() {
        assertEquals(Long.MAX_VALUE, recorder.nextFeedbackNanos());
        recorder.onPacket(10, 5 * MS);
        recorder.onPacket(11, 9 * MS);
        assertEquals(55 * MS, recorder.nextFeedbackNanos());
        assertEquals(List.of("10-11:11"), drain());
        assertEquals(Long.MAX_VALUE, recorder.nextFeedbackNanos());
        assertEquals(List.of(), drain());
    }

    @Test
    void reportsGapsAcrossTheWrapAndBetweenFeedbacks() {
        recorder.onPacket(65534, 0);
        recorder.onPacket(1, MS);
        assertEquals(List.of("65534-1:1001"), drain());
        recorder.onPacket(4, 2 * MS);
        assertEquals(List.of("2-4:001"), drain());
    }

    @Test
    void aLatePacketIsReportedAgain() {
        recorder.onPacket(0, 0);
        recorder.onPacket(2, MS);
        assertEquals(List.of("0-2:101"), drain());
        recorder.onPacket(1, 2 * MS);
        assertEquals(List.of("1-2:11"), drain());
        recorder.onPacket(1, 3 * MS);
        assertEquals(List.of(), drain(), "a duplicate is no news");
        recorder.onPacket(65530, 4 * MS);
        recorder.onPacket(2000, 5 * MS);
        recorder.onPacket(500, 6 * MS);
        String first = drain().getFirst();
        assertTrue(first.startsWith("65530-"), first);
    }

    @Test
    void aJumpBeyondMemoryStartsAnew() {
        recorder.onPacket(0, 0);
        recorder.onPacket(20_000, MS);
        assertEquals(List.of("20000-20000:1"), drain());
    }

    @Test
    void aLongOutageIsToldInOnePiece() {
        recorder.onPacket(0, 0);
        drain();
        recorder.onPacket(6001, 60_000 * MS);
        List<String> told = drain();
        assertEquals(1, told.size());
        assertTrue(told.getFirst().startsWith("1-6001:000"), told.getFirst());
        assertTrue(told.getFirst().endsWith("01"));
    }

    @Test
    void stepsOverEightSecondsBecomeTwoFeedbacks() {
        recorder.onPacket(0, 0);
        recorder.onPacket(1, 9_000 * MS);
        assertEquals(List.of("0-0:1", "1-1:1"), drain());
    }

    @Test
    void everyArrivalIsToldOnceOverABadLine() {
        Random random = new Random(3);
        Map<Integer, Long> sent = new TreeMap<>();
        Map<Integer, Long> told = new TreeMap<>();
        int seq = 60_000;
        long now = 123_456_789_012L;
        PacketBuffer out = pool.lease();
        List<Integer> held = new ArrayList<>();
        for (int n = 0; n < 20_000; n++) {
            now += random.nextInt(4_000_000);
            seq++;
            if (random.nextInt(10) == 0) {
                seq += random.nextInt(30);
            }
            if (random.nextInt(10) == 0) {
                held.add(seq);
                continue;
            }
            recorder.onPacket(seq & 0xffff, now);
            sent.put(seq, now);
            if (!held.isEmpty() && random.nextInt(4) == 0) {
                int late = held.removeFirst();
                recorder.onPacket(late & 0xffff, now);
                sent.put(late, now);
            }
            if (now >= recorder.nextFeedbackNanos()) {
                int length = recorder.writeFeedback(out, 0, 1, 2);
                while (length > 0) {
                    out.length(length);
                    assertTrue(feedback.parse(out, 0, length));
                    for (int i = 0; i < feedback.count(); i++) {
                        if (feedback.received(i)) {
                            int full = seq + (short) (feedback.seq16(i) - seq);
                            told.put(full, feedback.arrivalMicros(i));
                        }
                    }
                    length = recorder.writeFeedback(out, 0, 1, 2);
                }
            }
        }
        assertEquals(Long.MAX_VALUE, pendingAfter(out, told, seq));
        assertEquals(sent.keySet(), told.keySet());
        Iterator<Long> toldTimes = told.values().iterator();
        for (long arrivalNanos : sent.values()) {
            long errorMicros = arrivalNanos / 1000 - toldTimes.next();
            assertTrue(errorMicros >= 0 && errorMicros < 250, () -> "off by " + errorMicros);
        }
        out.release();
        assertEquals(0, pool.leased());
    }

    private long pendingAfter(PacketBuffer out, Map<Integer, Long> told, int seq) {
        int length = recorder.writeFeedback(out, 0, 1, 2);
        while (length > 0) {
            assertTrue(length <= TwccWriter.MAX_BYTES);
            out.length(length);
            assertTrue(feedback.parse(out, 0, length));
            for (int i = 0; i < feedback.count(); i++) {
                if (feedback.received(i)) {
                    told.put(seq + (short) (feedback.seq16(i) - seq), feedback.arrivalMicros(i));
                }
            }
            length = recorder.writeFeedback(out, 0, 1, 2);
        }
        return recorder.nextFeedbackNanos();
    }

    /** Feedbacks as "first-last:bits". */
    private List<String> drain() {
        List<String> told = new ArrayList<>();
        PacketBuffer out = pool.lease();
        int length = recorder.writeFeedback(out, 0, 1, 2);
        while (length > 0) {
            out.length(length);
            assertTrue(feedback.parse(out, 0, length));
            StringBuilder bits = new StringBuilder();
            for (int i = 0; i < feedback.count(); i++) {
                bits.append(feedback.received(i) ? '1' : '0');
            }
            told.add(feedback.seq16(0) + "-" + feedback.seq16(feedback.count() - 1) + ":" + bits);
            length = recorder.writeFeedback(out, 0, 1, 2);
        }
        out.release();
        assertFalse(told.size() > 10);
        return told;
    }
}
