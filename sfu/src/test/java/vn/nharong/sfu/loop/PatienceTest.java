package vn.nharong.sfu.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PatienceTest {
    private final Patience patience = new Patience();

    /** @return waits in so many times, of which none brings anything */
    private int inVain(int times) {
        int waits = 0;
        for (int i = 0; i < times; i++) {
            if (patience.worthwhile()) {
                waits++;
                patience.came(false);
            }
        }
        return waits;
    }

    @Test
    void whatNeverComesIsSeldomWaitedFor() {
        assertEquals(1 + 1 + 1 + 1 + 1 + 1 + 1, inVain(1 + 2 + 3 + 5 + 9 + 17 + 33));
        assertEquals(10, inVain(10 * (Patience.SELDOM + 1)), "once in a while");
    }

    @Test
    void whatCameIsWaitedForAgain() {
        inVain(1000);
        for (int i = 0; i <= Patience.SELDOM && !patience.worthwhile(); i++) {
            // the pause passes
        }
        patience.came(true);
        for (int i = 0; i < 10; i++) {
            assertTrue(patience.worthwhile());
            patience.came(true);
        }
    }
}
