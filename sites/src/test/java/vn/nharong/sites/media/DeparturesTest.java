package vn.nharong.sites.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;
import vn.nharong.sites.halls.Murmur;
import vn.nharong.sites.halls.TestCard;

/** Packets are known again by what they carry, wherever in a packet it lies. */
class DeparturesTest {
    private static final int PAYLOAD = 1_100;
    private final PacketPool pool = PacketPool.direct(64);
    private final Departures departures = new Departures();

    private PacketBuffer packet(int at, byte[] content) {
        PacketBuffer packet = pool.lease();
        packet.length(at + content.length);
        packet.put(at, content, 0, content.length);
        return packet;
    }

    private void left(byte[] content, long nanos) {
        PacketBuffer packet = packet(32, content);
        departures.left(packet, 32, content.length, nanos);
        packet.release();
    }

    private long of(byte[] content) {
        PacketBuffer packet = packet(17, content);
        long nanos = departures.of(packet, 17, content.length);
        packet.release();
        return nanos;
    }

    private static byte[] content(long seed, int length) {
        byte[] content = new byte[length];
        new SplittableRandom(seed).nextBytes(content);
        return content;
    }

    @Test
    void theLatestCounts() {
        left(content(1, 1_100), 5);
        left(content(2, 40), 6);
        left(content(1, 1_100), 7);
        assertEquals(7, of(content(1, 1_100)));
        assertEquals(6, of(content(2, 40)));
        assertEquals(0, of(content(3, 40)));
        assertEquals(0, of(content(1, 1_099)));
    }

    @Test
    void shortOnesToo() {
        for (int length = 0; length < 9; length++) {
            left(content(length, length), 100 + length);
        }
        for (int length = 0; length < 9; length++) {
            assertEquals(100 + length, of(content(length, length)));
        }
    }

    @Test
    void moreThanItHoldsIsUnknownAndHarmless() {
        for (int i = 0; i < Departures.SLOTS; i++) {
            left(content(i, 24), i + 1);
        }
        assertEquals(1, of(content(0, 24)));
        assertEquals(0, of(content(Departures.SLOTS - 1, 24)));
    }

    /** Two that look alike would be taken for one another. */
    @Test
    void noTwoPacketsOfTheTestCardOrOfAVoiceLookAlike() throws Exception {
        TestCard card = new TestCard(40, false);
        for (Pictures pictures : List.of(card.large(), card.medium())) {
            Departures own = new Departures();
            Set<Long> times = new HashSet<>();
            byte[] frame = new byte[Pictures.MAX_FRAME];
            byte[][] parts = new byte[2_000][];
            int count = 0;
            for (int i = 0; i < 150; i++) {
                int size = pictures.next(0, false, 0, frame);
                for (int at = 0; at < size; at += PAYLOAD) {
                    parts[count++] = java.util.Arrays.copyOfRange(frame, at, Math.min(size, at + PAYLOAD));
                }
            }
            Sound voice = new Murmur(Murmur.HERTZ.getFirst()).sound(false);
            for (int i = 0; i < 100; i++) {
                int size = voice.next(0, frame);
                parts[count++] = java.util.Arrays.copyOf(frame, size);
            }
            Set<String> different = new HashSet<>();
            for (int i = 0; i < count; i++) {
                if (different.add(java.util.Arrays.toString(parts[i]))) {
                    PacketBuffer packet = packet(12, parts[i]);
                    own.left(packet, 12, parts[i].length, i + 1);
                    packet.release();
                }
            }
            for (int i = 0; i < count; i++) {
                PacketBuffer packet = packet(12, parts[i]);
                times.add(own.of(packet, 12, parts[i].length));
                packet.release();
            }
            assertTrue(!times.contains(0L));
            assertEquals(different.size(), times.size());
        }
    }
}
