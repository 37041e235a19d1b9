package vn.nharong.media.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class QueueReliefTest {
    private static final long MS = 1_000_000;

    private final QueueRelief relief = new QueueRelief();

    private void seconds(int count, long bps, int holes, long answerMillis) {
        for (int i = 0; i < count; i++) {
            relief.onSecond(bps, holes, answerMillis * MS);
        }
    }

    @Test
    void aLineThatLosesButAnswersSoonIsLeftAlone() {
        seconds(60, 2_000_000, 40, 20);
        assertEquals(QueueRelief.SILENT, relief.limitBps());
    }

    @Test
    void aMomentsQueueIsTheSendersOwnBusiness() {
        seconds(1, 300_000, 30, 300);
        seconds(1, 300_000, 0, 300);
        seconds(1, 300_000, 30, 300);
        seconds(1, 300_000, 0, 0);
        assertEquals(QueueRelief.SILENT, relief.limitBps());
    }

    @Test
    void aLineThatStandsFullIsRelievedForTwoSecondsAndThenFree() {
        seconds(2, 215_000, 20, 300);
        assertEquals(150_500, relief.limitBps());
        seconds(1, 150_000, 5, 200);
        assertEquals(150_500, relief.limitBps());
        seconds(1, 150_000, 0, 0);
        assertEquals(QueueRelief.UNLIMITED_BPS, relief.limitBps(), "taken back");
        seconds(100, 200_000, 0, 0);
        assertEquals(QueueRelief.UNLIMITED_BPS, relief.limitBps(), "and again, should it have been lost");
        assertEquals(1, relief.reliefs());
    }

    @Test
    void whatStandsFullAgainIsRelievedAgainAfterARest() {
        seconds(2, 215_000, 20, 300);
        seconds(2, 150_000, 0, 0);
        seconds(6, 215_000, 20, 300);
        assertEquals(1, relief.reliefs());
        seconds(1, 215_000, 20, 300);
        assertEquals(2, relief.reliefs());
    }

    @Test
    void aLongWayThatLosesIsTriedOnce() {
        seconds(60, 2_000_000, 40, 620);
        assertEquals(1, relief.reliefs());
        seconds(60, 2_000_000, 40, 600);
        assertEquals(1, relief.reliefs());
        seconds(2, 2_000_000, 40, 900);
        assertEquals(2, relief.reliefs(), "a queue on top of it is one");
    }

    @Test
    void aThinLineKeepsItsSmallestPicture() {
        seconds(2, 40_000, 20, 400);
        assertEquals(50_000, relief.limitBps());
    }
}
