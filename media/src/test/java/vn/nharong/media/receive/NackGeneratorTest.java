package vn.nharong.media.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;
import vn.nharong.media.rtcp.RtcpReader;
import vn.nharong.media.rtcp.RtcpReaderTest;
import vn.nharong.media.rtp.MediaKind;

class NackGeneratorTest {
    private static final long MS = 1_000_000;
    private final NackGenerator nack = new NackGenerator(MediaKind.VIDEO);
    private final PacketPool pool = PacketPool.direct(64);

    private List<Integer> ask(long nowNanos) {
        return ask(nack, 40 * MS, nowNanos);
    }

    private List<Integer> ask(NackGenerator nack, long rttNanos, long nowNanos) {
        PacketBuffer rtcp = pool.lease();
        List<Integer> asked = new ArrayList<>();
        if (nack.write(rtcp, 1, 2, rttNanos, nowNanos)) {
            assertTrue(RtcpReader.read(rtcp, new RtcpReaderTest.Recorder() {
                @Override
                public void onNack(int about, int seq16) {
                    assertEquals(2, about);
                    asked.add(seq16);
                }
            }));
        }
        rtcp.release();
        return asked;
    }

    @Test
    void asksForHolesAfterAMomentAndAgainAfterARoundTripAndAHalf() {
        nack.onPacket(0x10000, 0);
        nack.onPacket(0x10005, 0);
        assertEquals(List.of(), ask(2 * MS), "it may be reordering");
        assertEquals(List.of(1, 2, 3, 4), ask(10 * MS));
        assertEquals(List.of(), ask(30 * MS));
        assertTrue(nack.onPacket(0x10002, 31 * MS));
        assertEquals(List.of(1, 3, 4), ask(75 * MS));
    }

    @Test
    void soundIsAskedForAtOnceAndAgainWhenAnAnswerIsOverdue() {
        NackGenerator sound = new NackGenerator(MediaKind.AUDIO);
        sound.onPacket(0x10000, 0);
        assertFalse(sound.fresh());
        sound.onPacket(0x10002, 40 * MS);
        assertTrue(sound.fresh());
        assertEquals(40 * MS, sound.firstRequestNanos(40 * MS));
        assertEquals(List.of(1), ask(sound, 100 * MS, 40 * MS));
        assertFalse(sound.fresh());
        assertTrue(sound.onPacket(0x10001, 44 * MS), "the answer took 4 ms");
        sound.onPacket(0x10004, 80 * MS);
        assertEquals(List.of(3), ask(sound, 100 * MS, 80 * MS));
        assertEquals(List.of(), ask(sound, 100 * MS, 95 * MS));
        assertEquals(List.of(3), ask(sound, 100 * MS, 100 * MS), "what was seen counts, not what was guessed");
    }

    @Test
    void soundThatWouldComeTooLateIsAskedForOnce() {
        NackGenerator sound = new NackGenerator(MediaKind.AUDIO);
        sound.onPacket(0x10000, 0);
        sound.onPacket(0x10002, 40 * MS);
        assertEquals(List.of(1), ask(sound, 50 * MS, 40 * MS));
        assertTrue(sound.onPacket(0x10001, 340 * MS), "the line has a queue of 300 ms");
        assertEquals(1, sound.takeFound());
        assertEquals(300 * MS, sound.answerNanos());
        sound.onPacket(0x10004, 360 * MS);
        sound.onPacket(0x10006, 400 * MS);
        assertEquals(List.of(3, 5), ask(sound, 50 * MS, 400 * MS));
        assertTrue(sound.onPacket(0x10003, 700 * MS), "what comes is taken");
        for (long now = 410 * MS; now < 3_000 * MS; now += 10 * MS) {
            assertEquals(List.of(), ask(sound, 50 * MS, now));
        }
        assertTrue(sound.empty());
    }

    @Test
    void numbersWrap() {
        nack.onPacket(0x1fffe, 0);
        nack.onPacket(0x20002, 0);
        assertEquals(List.of(0xffff, 0, 1), ask(10 * MS));
    }

    @Test
    void givesUpAndSaysSo() {
        nack.onPacket(0x10000, 0);
        nack.onPacket(0x10002, 0);
        int asked = 0;
        for (long now = 10 * MS; now < 3_000 * MS; now += 10 * MS) {
            asked += ask(now).size();
        }
        assertEquals(10, asked);
        assertTrue(nack.empty());
        assertTrue(nack.takeGaveUp());
        assertFalse(nack.takeGaveUp());
    }

    @Test
    void aRestartIsNotAThousandLosses() {
        nack.onPacket(0x10000, 0);
        nack.onPacket(0x12000, 0);
        assertTrue(nack.empty());
        assertTrue(nack.takeGaveUp());
    }

    @Test
    void aFloodOfHolesStaysBounded() {
        for (long seq = 0x10000; seq < 0x20000; seq += 2) {
            nack.onPacket(seq, 0);
        }
        assertTrue(ask(10 * MS).size() <= 256);
    }
}
