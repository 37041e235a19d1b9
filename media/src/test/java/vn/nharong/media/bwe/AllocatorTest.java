package vn.nharong.media.bwe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AllocatorTest {
    private static final long SECOND = 1_000_000_000L;

    private final Allocator allocator = new Allocator();

    @Test
    void soundFirstThenScreenThenBasesThenBetterInTurn() {
        int audio = open(StreamClass.AUDIO, 0, 40_000);
        int low = open(StreamClass.CAMERA, 0, 150_000, 500_000, 1_700_000);
        int high = open(StreamClass.CAMERA, 5, 150_000, 500_000, 1_700_000);
        int screen = open(StreamClass.SCREEN, 0, 300_000, 900_000);
        long now = 0;
        // { target, audio, screen, high, low }
        long[][] table = {
            {0, 0, -1, -1, -1},
            {100_000, 0, -1, -1, -1},
            {210_000, 0, -1, 0, -1},
            {400_000, 0, 0, -1, -1},
            {600_000, 0, 0, 0, -1},
            {720_000, 0, 0, 0, 0},
            {1_100_000, 0, 1, -1, -1},
            {1_400_000, 0, 1, 0, 0},
            {1_800_000, 0, 1, 1, 0},
            {2_150_000, 0, 1, 1, 1},
            {3_500_000, 0, 1, 2, 1},
            {4_800_000, 0, 1, 2, 2},
        };
        for (long[] row : table) {
            // Far enough apart that no fall holds anything down.
            now += 100 * SECOND;
            allocator.allocate(0, true, now);
            now += 100 * SECOND;
            allocator.allocate(row[0], true, now);
            String at = "at " + row[0];
            assertEquals(row[1], allocator.rung(audio), at);
            assertEquals(row[2], allocator.rung(screen), at);
            assertEquals(row[3], allocator.rung(high), at);
            assertEquals(row[4], allocator.rung(low), at);
        }
        assertEquals(40_000 + 900_000 + 2 * 1_700_000, allocator.wantedBps());
        assertEquals(allocator.wantedBps(), allocator.allocatedBps());
    }

    @Test
    void withoutPauseEveryoneKeepsTheCheapest() {
        int a = open(StreamClass.CAMERA, 0, 150_000, 500_000);
        int b = open(StreamClass.CAMERA, 0, 150_000, 500_000);
        allocator.allocate(160_000, false, 0);
        assertEquals(0, allocator.rung(a));
        assertEquals(0, allocator.rung(b));
        assertFalse(allocator.paused(b));
        allocator.allocate(160_000, true, 0);
        assertEquals(0, allocator.rung(a));
        assertEquals(Allocator.NONE, allocator.rung(b));
        assertTrue(allocator.paused(b));
    }

    @Test
    void rungsThatAreNotAliveAreSkipped() {
        int camera = open(StreamClass.CAMERA, 0, 0, 500_000, 0, 1_700_000);
        allocator.allocate(1_000_000, true, 0);
        assertEquals(1, allocator.rung(camera));
        allocator.allocate(2_000_000, true, 0);
        assertEquals(3, allocator.rung(camera));
        allocator.bitrate(camera, 3, 0);
        allocator.allocate(2_000_000, true, 0);
        assertEquals(1, allocator.rung(camera), "its best layer went away");
        allocator.bitrate(camera, 3, 1_700_000);
        allocator.allocate(2_000_000, true, 0);
        assertEquals(3, allocator.rung(camera), "which was no fall");
    }

    @Test
    void whatTheClientWantsIsFollowedAtOnce() {
        int camera = open(StreamClass.CAMERA, 0, 150_000, 500_000, 1_700_000);
        allocator.allocate(9_000_000, true, 0);
        assertEquals(2, allocator.rung(camera));
        allocator.wanted(camera, 0);
        allocator.allocate(9_000_000, true, 1);
        assertEquals(0, allocator.rung(camera));
        allocator.wanted(camera, Allocator.NONE);
        allocator.allocate(9_000_000, true, 2);
        assertEquals(Allocator.NONE, allocator.rung(camera));
        assertFalse(allocator.paused(camera));
        allocator.wanted(camera, 2);
        allocator.allocate(9_000_000, true, 3);
        assertEquals(2, allocator.rung(camera));
    }

    @Test
    void aTargetThatTremblesDoesNotMoveTheLayer() {
        int camera = open(StreamClass.CAMERA, 0, 150_000, 500_000);
        allocator.allocate(550_000, true, 0);
        assertEquals(1, allocator.rung(camera));
        for (int i = 0; i < 100; i++) {
            allocator.allocate(480_000 + i % 2 * 60_000, true, i * SECOND / 10);
            assertEquals(1, allocator.rung(camera));
        }
    }

    @Test
    void aKeyFrameMoreIsNoReasonToFallWhileTheLineWasNotSeenFull() {
        int camera = open(StreamClass.CAMERA, 0, 150_000, 500_000, 1_700_000);
        allocator.allocate(1_900_000, false, true, 0);
        assertEquals(2, allocator.rung(camera));
        allocator.bitrate(camera, 2, 2_900_000);
        allocator.allocate(1_900_000, false, true, SECOND);
        assertEquals(2, allocator.rung(camera));
        allocator.allocate(1_900_000, true, true, 2 * SECOND);
        assertEquals(1, allocator.rung(camera), "now it was");
        allocator.allocate(1_900_000, false, true, 9 * SECOND);
        assertEquals(1, allocator.rung(camera), "to climb it must fit");
    }

    @Test
    void whoFallsWaitsAndWhoFlapsWaitsLonger() {
        int camera = open(StreamClass.CAMERA, 0, 150_000, 500_000);
        int changes = 0;
        int last = Allocator.NONE;
        for (int tenth = 0; tenth < 600; tenth++) {
            // Every second wide for a half, narrow for a half.
            allocator.allocate(tenth % 10 < 5 ? 1_000_000 : 300_000, true, tenth * SECOND / 10);
            if (allocator.rung(camera) != last) {
                last = allocator.rung(camera);
                changes++;
            }
        }
        assertTrue(changes < 30, "changed " + changes + " times in a minute");
        long now = 200 * SECOND;
        allocator.allocate(300_000, true, now);
        allocator.allocate(1_000_000, true, now + 100 * SECOND);
        assertEquals(1, allocator.rung(camera));
    }

    @Test
    void aSlotIsUsedAgain() {
        int a = open(StreamClass.CAMERA, 0, 150_000);
        allocator.allocate(1_000_000, true, 0);
        assertEquals(0, allocator.rung(a));
        allocator.close(a);
        assertEquals(0, allocator.wantedBps());
        int b = open(StreamClass.AUDIO, 0, 40_000);
        assertEquals(a, b);
        assertEquals(Allocator.NONE, allocator.rung(b));
    }

    @Test
    void neverGivesMoreThanThereIs() {
        Random random = new Random(11);
        int[] slots = new int[20];
        for (int i = 0; i < slots.length; i++) {
            long base = 50_000 + random.nextInt(150_000);
            slots[i] = open(
                    i < 5 ? StreamClass.AUDIO : i < 8 ? StreamClass.SCREEN : StreamClass.CAMERA,
                    random.nextInt(3),
                    i < 5 ? 40_000 : base,
                    base * 3,
                    base * 9);
        }
        for (int n = 0; n < 5_000; n++) {
            allocator.wanted(slots[5 + random.nextInt(15)], random.nextInt(4) - 1);
            long target = random.nextInt(8_000_000);
            allocator.allocate(target, true, n * SECOND / 5);
            long sum = 0;
            for (int i = 0; i < slots.length; i++) {
                int rung = allocator.rung(slots[i]);
                assertTrue(rung >= -1 && rung <= 2);
                sum += rung < 0 ? 0 : 1;
            }
            assertTrue(sum >= 5, "sound is always there");
            assertTrue(allocator.allocatedBps() <= Math.max(200_000, 1.05 * target), "over target");
        }
    }

    private int open(StreamClass streamClass, int priority, long... ladder) {
        int slot = allocator.open(streamClass, priority);
        for (int r = 0; r < ladder.length; r++) {
            allocator.bitrate(slot, r, ladder[r]);
        }
        allocator.wanted(slot, ladder.length - 1);
        return slot;
    }
}
