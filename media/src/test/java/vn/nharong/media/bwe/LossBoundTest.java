package vn.nharong.media.bwe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LossBoundTest {
    private final LossBound loss = new LossBound();
    private long now = 5_000_000;

    @Test
    void aProbeThatCameThroughLiftsTheBound() {
        windows(4, 3);
        windows(5, Integer.MAX_VALUE);
        assertTrue(loss.boundBps() < 500_000, "found to be ours: " + loss.boundBps());
        loss.onProbe(2_000_000);
        assertEquals(2_000_000, loss.boundBps());
    }

    /** Half seconds of a hundred packets each, of which each so many-th is lost. */
    private void windows(int count, int lostEach) {
        for (int i = 0; i < count; i++) {
            for (int packet = 1; packet <= 100; packet++) {
                loss.onPacket(packet % lostEach != 0);
            }
            now += 500_000;
            loss.update(300_000, 400_000, now);
        }
    }
}
