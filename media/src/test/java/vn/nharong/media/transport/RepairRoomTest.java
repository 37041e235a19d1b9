package vn.nharong.media.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;
import vn.nharong.media.send.SendClass;

final class RepairRoomTest {
    private static final long MS = 1_000_000;
    private final PacketPool pool = PacketPool.direct(64);
    private final PacedOut paced = new PacedOut(
            new PacedOut.Out() {
                @Override
                public void leave(PacketBuffer packet) {
                    packet.release();
                }

                @Override
                public void onEstimate(long targetBps, long nowNanos) {}
            },
            List.of());

    private long repairs() {
        long bytes = 0;
        while (paced.takeRepairRoom(1_000, false)) {
            bytes += 1_000;
        }
        return bytes;
    }

    @Test
    void repairsAreAShareOfThePictures() {
        // The first guess of the line is 300 kbit/s: a quarter of a second of it, at once.
        assertEquals(6_000, repairs());
        for (int second = 0; second < 3; second++) {
            for (int i = 0; i < 20; i++) {
                PacketBuffer packet = pool.lease();
                packet.length(1_000);
                paced.send(packet, SendClass.VIDEO, (second * 1_000L + i * 50) * MS);
            }
            long bytes = repairs();
            assertTrue(bytes >= 9_000 && bytes <= 10_000, "after 20 kB of pictures: " + bytes);
        }
        PacketBuffer sound = pool.lease();
        sound.length(1_000);
        paced.send(sound, SendClass.AUDIO, 4_000 * MS);
        assertFalse(paced.takeRepairRoom(1_000, false), "sound makes no room for repairs of pictures");
        paced.close();
        assertEquals(0, pool.leased());
    }

    @Test
    void halfOfTheRoomIsKeptForTheLayerThatIsLookedAt() {
        for (int i = 0; i < 40; i++) {
            PacketBuffer packet = pool.lease();
            packet.length(1_000);
            paced.send(packet, SendClass.VIDEO, i * 50 * MS);
        }
        // Room for 9,375 bytes is full: a quarter of a second of the first guess.
        long old = 0;
        while (paced.takeRepairRoom(1_000, true)) {
            old += 1_000;
        }
        assertEquals(4_000, old);
        assertEquals(5_000, repairs());
        paced.close();
        assertEquals(0, pool.leased());
    }
}
