package vn.nharong.control.meeting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class EchoWatchTest {
    private static final Instant START = Instant.parse("2026-07-01T01:00:00Z");
    private static final List<String> OPEN = List.of("chair", "hall", "other");

    /** Speech as the forwarder's meter has it: words and pauses, smoothed over two windows. */
    private static float[] speech(Random random, int steps, double share) {
        float[] levels = new float[steps];
        float level = 0;
        boolean voice = false;
        for (int i = 0; i < steps; i++) {
            if (random.nextDouble() < 0.45) {
                voice = random.nextDouble() < share;
            }
            float now = voice ? 0.15f + random.nextFloat() * 0.25f : 0;
            level = (level + now) / 2;
            levels[i] = level < 0.02 ? 0 : level;
        }
        return levels;
    }

    private static Set<String> suspected(float[] chair, float[] hall, float[] other, int phaseMillis) {
        EchoWatch watch = new EchoWatch();
        Set<String> ever = new HashSet<>();
        for (int i = 0; i < chair.length; i++) {
            Instant now = START.plusMillis(i * 400L);
            watch.heard("chair", chair[i], now);
            watch.heard("hall", hall[i], now.plusMillis(phaseMillis));
            watch.heard("other", other[i], now.plusMillis(100));
            ever.addAll(watch.suspects(OPEN, now.plusMillis(200)));
        }
        return ever;
    }

    @RepeatedTest(40)
    void aHallThatGivesBackTheChairIsFoundAndNobodyElse(RepetitionInfo info) {
        Random random = new Random(info.getCurrentRepetition());
        float[] chair = speech(random, 160, 0.6);
        float[] hall = new float[160];
        int delay = random.nextInt(3);
        for (int i = delay; i < 160; i++) {
            float back = chair[i - delay] * 0.6f + random.nextFloat() * 0.02f;
            hall[i] = back < 0.03f ? 0 : back;
        }
        assertEquals(Set.of("hall"), suspected(chair, hall, speech(random, 160, 0.5), random.nextInt(400)));
    }

    @Test
    void peopleWhoSpeakInTurnOrAtOnceAreRarelySuspected() {
        int wrong = 0;
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(1_000 + seed);
            float[] chair = speech(random, 150, 0.5);
            float[] hall = speech(random, 150, 0.5);
            for (int i = 0; i < 150; i++) {
                boolean first = i / 15 % 2 == 0; // in turn
                chair[i] = first ? chair[i] : 0;
                hall[i] = first ? 0 : hall[i];
            }
            wrong += suspected(chair, hall, speech(random, 150, 0.3), 50).isEmpty() ? 0 : 1;
        }
        assertTrue(wrong <= 4, wrong + " of 200 conversations of a minute");
    }

    @Test
    void whoIsClosedIsForgotten() {
        EchoWatch watch = new EchoWatch();
        float[] chair = speech(new Random(5), 150, 0.6);
        Set<String> last = Set.of();
        for (int i = 0; i < 150; i++) {
            Instant now = START.plusMillis(i * 400L);
            watch.heard("chair", chair[i], now);
            if (i < 120) {
                watch.heard("hall", chair[Math.max(0, i - 1)] * 0.5f, now);
            }
            last = watch.suspects(i < 120 ? OPEN : List.of("chair"), now);
            if (i == 119) {
                assertEquals(Set.of("hall"), last);
            }
        }
        assertEquals(Set.of(), last);
    }
}
