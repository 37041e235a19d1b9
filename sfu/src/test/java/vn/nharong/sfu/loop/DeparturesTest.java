package vn.nharong.sfu.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class DeparturesTest {
    private static final long MS = 1_000_000;
    private final LatencyCounter all = new LatencyCounter(100_000);
    private final LatencyCounter sound = new LatencyCounter(5_000);
    private final Departures departures = new Departures(all, sound);

    private static long[] of(LatencyCounter counter) {
        long[] sums = LatencyCounter.sums();
        counter.addTo(sums);
        return sums;
    }

    @Test
    void whatIsHeldCountsUntilItLeavesAndSoundByItself() {
        departures.add(MS, false);
        departures.add(900 * MS, true);
        assertFalse(departures.isEmpty());
        assertEquals(0, LatencyCounter.total(of(all)), "nothing has left yet");
        departures.left(902 * MS);
        assertTrue(departures.isEmpty());
        assertEquals(2, LatencyCounter.total(of(all)));
        assertEquals(1, LatencyCounter.total(of(sound)));
        assertEquals(1, all.held());
        assertEquals(0, sound.held());
        long micros = LatencyCounter.quantile(of(sound), 0.99);
        assertTrue(micros >= 2_000 && micros < 2_200, micros + " µs");
        departures.left(2_000 * MS);
        assertEquals(2, LatencyCounter.total(of(all)), "each leaves once");
        departures.add(2_000 * MS, true);
        departures.left(2_006 * MS);
        assertEquals(1, sound.held());
        assertEquals(1, all.held());
    }

    @Test
    void whenFullItSaysSo() {
        int count = 0;
        while (!departures.isFull()) {
            departures.add(MS, true);
            count++;
        }
        departures.left(3 * MS);
        assertEquals(count, LatencyCounter.total(of(sound)));
        assertFalse(departures.isFull());
    }
}
