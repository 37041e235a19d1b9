package vn.nharong.sfu.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LoopStallsTest {
    private static final long MS = 1_000_000;

    private long cpu;
    private long collected;
    private final LoopStalls stalls = new LoopStalls(() -> cpu, () -> collected);

    @Test
    void shortTurnsAreNoStalls() {
        stalls.sample(0);
        stalls.turned(10 * MS, 0, 29 * MS);
        stalls.turned(45 * MS, 15 * MS, 50 * MS);
        assertStalls(0, 0, 0);
    }

    @Test
    void aTurnFullOfWorkIsTheLoopsOwn() {
        stalls.sample(0);
        cpu = 33 * MS;
        stalls.turned(5 * MS, 0, 40 * MS);
        assertStalls(1, 0, 0);
        assertEquals(35 * MS, stalls.longestNanos(LoopStalls.Cause.WORK));
    }

    @Test
    void aTurnThatTheCollectorHeldIsTheCollectors() {
        stalls.sample(0);
        cpu = 3 * MS;
        collected = 30;
        stalls.turned(5 * MS, 0, 40 * MS);
        assertStalls(0, 1, 0);
    }

    @Test
    void whoGotNoProcessorWaitedForTheScheduler() {
        stalls.sample(0);
        cpu = MS;
        stalls.turned(50 * MS, 45 * MS, 51 * MS);
        assertStalls(0, 0, 1);
        assertEquals(45 * MS, stalls.longestNanos(LoopStalls.Cause.SCHEDULER));
    }

    /** What came during a long turn had to wait for its end: one stall, not two. */
    @Test
    void whatIsExplainedIsNotToldTwice() {
        stalls.sample(0);
        cpu = 38 * MS;
        stalls.turned(MS, 0, 40 * MS);
        stalls.turned(40 * MS, 38 * MS, 41 * MS);
        assertStalls(1, 0, 0);
    }

    private void assertStalls(long work, long collector, long scheduler) {
        assertEquals(work, stalls.count(LoopStalls.Cause.WORK));
        assertEquals(collector, stalls.count(LoopStalls.Cause.COLLECTOR));
        assertEquals(scheduler, stalls.count(LoopStalls.Cause.SCHEDULER));
    }
}
