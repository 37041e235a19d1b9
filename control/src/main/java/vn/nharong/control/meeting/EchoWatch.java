package vn.nharong.control.meeting;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which hall gives back what it hears. Its loudspeakers come into its open microphone, so its loudness follows that of another
 * hall's voice, a little later: the two are laid side by side over the last twenty seconds, and where one goes up and down with the
 * other for long enough it is suspected. It needs only how loud each is, not what is said. Two halls that applaud together look
 * like that too; therefore it is a suspicion, and closing the microphone is for people. Guarded by the {@link Meeting}.
 */
final class EchoWatch {
    /** As often as the forwarder tells how loud a voice is. */
    private static final long STEP_MILLIS = 400;

    private static final int KEPT = 56;
    private static final int COMPARED = 50;
    /** In steps: the way there, the room, the way back. */
    private static final int LATEST = 3;
    /** Speech goes up and down far more than this; a fan does not. */
    private static final double LIVELY = 0.02;

    private static final double ALIKE = 0.8;
    private static final Duration EVERY = Duration.ofSeconds(2);
    /** So many looks in a row: chance does not last. */
    private static final int LOOKS = 2;

    private static final class Voice {
        final float[] levels = new float[KEPT];
        long last = Long.MIN_VALUE;
        long first;
        int suspected;
    }

    private final Map<String, Voice> voices = new HashMap<>();
    private Instant nextLook = Instant.EPOCH;
    private Set<String> suspects = Set.of();

    /** @param level 0 … 1 */
    void heard(String seat, float level, Instant now) {
        Voice voice = voices.computeIfAbsent(seat, key -> new Voice());
        long step = now.toEpochMilli() / STEP_MILLIS;
        fill(voice, step - 1);
        voice.levels[Math.floorMod(step, KEPT)] = level;
        voice.last = step;
    }

    /** Nothing was told since: it was as loud as before. */
    private static void fill(Voice voice, long until) {
        if (voice.last == Long.MIN_VALUE) {
            voice.last = until;
            voice.first = until + 1;
            return;
        }
        float level = voice.levels[Math.floorMod(voice.last, KEPT)];
        for (long step = Math.max(voice.last + 1, until - KEPT + 1); step <= until; step++) {
            voice.levels[Math.floorMod(step, KEPT)] = level;
        }
        voice.last = Math.max(voice.last, until);
    }

    /** Those that give back others, as the last look found it. @param open whose microphones are forwarded now */
    Set<String> suspects(Collection<String> open, Instant now) {
        if (now.isBefore(nextLook)) {
            return suspects;
        }
        nextLook = now.plus(EVERY);
        voices.keySet().retainAll(new HashSet<>(open));
        long step = now.toEpochMilli() / STEP_MILLIS - 1;
        voices.values().forEach(voice -> fill(voice, step));
        Set<String> alike = new HashSet<>();
        // What was silent because it was closed says nothing: two that were opened together would look alike.
        List<String> speaking = new ArrayList<>();
        voices.forEach((seat, voice) -> {
            if (step - voice.first >= COMPARED + LATEST) {
                speaking.add(seat);
            }
        });
        for (int i = 0; i < speaking.size(); i++) {
            for (int j = i + 1; j < speaking.size(); j++) {
                String later = later(speaking.get(i), speaking.get(j), step);
                if (later != null) {
                    alike.add(later);
                }
            }
        }
        Set<String> found = new HashSet<>();
        voices.forEach((seat, voice) -> {
            voice.suspected = alike.contains(seat) ? voice.suspected + 1 : 0;
            if (voice.suspected >= LOOKS) {
                found.add(seat);
            }
        });
        suspects = Set.copyOf(found);
        return suspects;
    }

    /** Which of two follows the other; null when neither does. */
    private @Nullable String later(String one, String other, long step) {
        Voice a = java.util.Objects.requireNonNull(voices.get(one));
        Voice b = java.util.Objects.requireNonNull(voices.get(other));
        int best = 0;
        double most = ALIKE;
        boolean found = false;
        for (int lag = -LATEST; lag <= LATEST; lag++) {
            double how = alike(a, b, step, lag);
            if (how > most) {
                most = how;
                best = lag;
                found = true;
            }
        }
        if (!found) {
            return null;
        }
        // What comes back is weaker, except where a machine makes everything equally loud: then the later one it is.
        if (best == 0) {
            return mean(a, step) < mean(b, step) ? one : other;
        }
        return best > 0 ? other : one;
    }

    /** Pearson's correlation of what one did with what the other did so many steps later; 0 for what hardly moves. */
    private static double alike(Voice a, Voice b, long step, int lag) {
        double sumA = 0;
        double sumB = 0;
        double squaresA = 0;
        double squaresB = 0;
        double products = 0;
        for (int i = 0; i < COMPARED; i++) {
            long at = step - i;
            double x = a.levels[Math.floorMod(lag > 0 ? at - lag : at, KEPT)];
            double y = b.levels[Math.floorMod(lag < 0 ? at + lag : at, KEPT)];
            sumA += x;
            sumB += y;
            squaresA += x * x;
            squaresB += y * y;
            products += x * y;
        }
        double varianceA = squaresA / COMPARED - sumA / COMPARED * (sumA / COMPARED);
        double varianceB = squaresB / COMPARED - sumB / COMPARED * (sumB / COMPARED);
        if (varianceA < LIVELY * LIVELY || varianceB < LIVELY * LIVELY) {
            return 0;
        }
        return (products / COMPARED - sumA / COMPARED * (sumB / COMPARED)) / Math.sqrt(varianceA * varianceB);
    }

    private static double mean(Voice voice, long step) {
        double sum = 0;
        for (int i = 0; i < COMPARED; i++) {
            sum += voice.levels[Math.floorMod(step - i, KEPT)];
        }
        return sum / COMPARED;
    }
}
