package vn.nharong.media.bwe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProbeControllerTest {
    private static final long START = 300_000;

    private final ProbeController probes = new ProbeController(START, 20_000_000);

    @Test
    void aProbeThatRaisedTheEstimateIsFollowedByAHigherOne() {
        probes.onResult(lastOfTheFirst(), 1_700_000, false, START, true);
        ProbeCluster next = poll(1_700_000);
        assertNotNull(next);
        assertEquals(3_400_000, next.bitrateBps());
    }

    @Test
    void aProbeThatRaisedNothingIsNotFollowed() {
        probes.onResult(lastOfTheFirst(), 1_700_000, false, START, false);
        assertNull(poll(START));
    }

    private ProbeCluster lastOfTheFirst() {
        probes.wantedBps(5_000_000);
        assertNotNull(poll(START));
        ProbeCluster second = poll(START);
        assertNotNull(second);
        return second;
    }

    private @Nullable ProbeCluster poll(long estimateBps) {
        return probes.poll(estimateBps, Usage.NORMAL, 0, false, false, 5_000_000);
    }
}
