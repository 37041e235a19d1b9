package vn.nharong.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** What a decoder could have shown. Frames here have two packets; times in milliseconds. */
class FrameWatchTest {
    private long stalledMillis = -1_000_000;
    private final SiteFigures figures = new SiteFigures(
            "site-1", () -> true, new Histogram(1, SiteFigures.LATEST_MICROS, 3), () -> stalledMillis * 1_000_000);
    private int asked;
    private final FrameWatch watch = new FrameWatch(figures, () -> asked++);

    private void packet(long seq, boolean last, int width, long millis) {
        watch.onPacket(seq, last, (millis - 2) * 1_000_000, width, millis * 1_000_000);
    }

    private void frame(long seq, int width, long millis) {
        packet(seq, false, width, millis);
        packet(seq + 1, true, 0, millis);
    }

    @Test
    void nothingBeforeAKeyFrame() {
        figures.asks(50 * 1_000_000);
        frame(100, 0, 100);
        assertEquals(0, figures.frames());
        frame(102, 1280, 133);
        frame(104, 0, 166);
        assertEquals(2, figures.frames());
        assertEquals(83, figures.firstFrames().getFirst());
        assertEquals(1280, watch.width());
    }

    @Test
    void aHoleHoldsUpUntilItIsFilled() {
        frame(100, 1280, 100);
        packet(103, true, 0, 133);
        frame(104, 0, 166);
        assertEquals(1, figures.frames());
        packet(102, false, 0, 190);
        assertEquals(3, figures.frames());
        assertEquals(0, figures.freezes());
    }

    @Test
    void aKeyFrameLeapsOverAHoleAndTheGapIsAFreeze() {
        frame(100, 1280, 100);
        packet(103, true, 0, 133);
        frame(104, 640, 433);
        assertEquals(2, figures.frames());
        assertEquals(1, figures.freezes());
        assertEquals(333, figures.longestFreezeMillis());
        assertEquals(1, figures.layers());
        assertEquals(640, watch.width());
    }

    @Test
    void aGapThatWasMadeOnPurposeIsNone() {
        frame(100, 1280, 100);
        figures.excuse(0, 2_000 * 1_000_000L);
        frame(102, 0, 1_500);
        assertEquals(0, figures.freezes());
        watch.pause();
        frame(104, 0, 5_000);
        assertEquals(0, figures.freezes());
    }

    @Test
    void whatTheGeneratorMissedItselfIsNone() {
        frame(100, 1280, 100);
        stalledMillis = 400;
        frame(102, 0, 401);
        assertEquals(0, figures.freezes());
        frame(104, 0, 801);
        assertEquals(1, figures.freezes());
    }

    @Test
    void whoCannotGoOnAsksForAKeyFrame() {
        for (int i = 0; i < 30; i++) {
            frame(100 + 2 * i, 0, 33L * i + 1);
        }
        assertEquals(4, asked);
    }

    @Test
    void latencyIsFromTheStampToTheSocket() {
        frame(100, 1280, 100);
        assertEquals(2_000, figures.latency().getValueAtPercentile(50), 20);
        watch.onPacket(102, true, 0, 0, 133 * 1_000_000);
        assertEquals(2, figures.latency().getTotalCount());
    }
}
