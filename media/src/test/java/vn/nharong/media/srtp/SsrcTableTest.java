package vn.nharong.media.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SsrcTableTest {
    @Test
    void slotsAreDenseAndStableWhileItGrows() {
        SsrcTable table = new SsrcTable(4096);
        Map<Integer, Integer> expected = new LinkedHashMap<>();
        Random random = new Random(1);
        while (!table.full()) {
            int ssrc = expected.isEmpty() ? 0 : random.nextInt();
            if (expected.containsKey(ssrc)) {
                continue;
            }
            assertEquals(-1, table.find(ssrc));
            assertEquals(expected.size(), table.add(ssrc));
            expected.put(ssrc, expected.size());
        }
        expected.forEach((ssrc, slot) -> assertEquals(slot, table.find(ssrc)));
        assertEquals(4096, table.size());
    }

    @Test
    void refusesBeyondItsLimit() {
        SsrcTable table = new SsrcTable(2);
        table.add(1);
        table.add(2);
        assertTrue(table.full());
        assertEquals(-1, table.add(3));
        assertEquals(1, table.find(2));
    }
}
