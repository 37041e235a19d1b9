package vn.nharong.media.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.nharong.media.packet.Drop;

final class ReplayWindowTest {
    private final ReplayWindow window = new ReplayWindow();

    @Test
    void anIndexIsTakenOnce() {
        assertEquals(Drop.NONE, window.check(5));
        window.commit(5);
        assertEquals(Drop.REPLAYED, window.check(5));
        assertEquals(Drop.NONE, window.check(4));
        assertEquals(Drop.NONE, window.check(6));
    }

    @Test
    void theWindowEndsAfterItsSize() {
        window.commit(5000);
        assertEquals(Drop.NONE, window.check(5000 - ReplayWindow.SIZE + 1));
        assertEquals(Drop.TOO_OLD, window.check(5000 - ReplayWindow.SIZE));
    }

    @Test
    void aJumpForgetsWhatItPassed() {
        for (int i = 0; i < ReplayWindow.SIZE; i++) {
            window.commit(i);
        }
        window.commit(ReplayWindow.SIZE + 500);
        assertEquals(Drop.NONE, window.check(ReplayWindow.SIZE + 1));
        assertEquals(Drop.REPLAYED, window.check(ReplayWindow.SIZE - 1));
        window.commit(10L * ReplayWindow.SIZE);
        assertEquals(Drop.NONE, window.check(10L * ReplayWindow.SIZE - 1));
    }

    @Test
    void agreesWithASetOfAllIndexes() {
        Random random = new Random(7);
        Set<Long> seen = new HashSet<>();
        long highest = -1;
        for (int i = 0; i < 200_000; i++) {
            long base = Math.max(highest, 0);
            int reach = random.nextInt(200) == 0 ? 4000 : 300;
            long index = Math.max(0, base + random.nextInt(2 * reach) - reach);
            Drop expected = index <= highest - ReplayWindow.SIZE
                    ? Drop.TOO_OLD
                    : seen.contains(index) ? Drop.REPLAYED : Drop.NONE;
            assertEquals(expected, window.check(index), "index " + index + " under " + highest);
            if (expected == Drop.NONE) {
                window.commit(index);
                seen.add(index);
                highest = Math.max(highest, index);
            }
        }
    }
}
