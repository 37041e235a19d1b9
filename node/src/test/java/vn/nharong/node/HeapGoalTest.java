package vn.nharong.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HeapGoalTest {
    private static final long MIB = 1 << 20;

    @Test
    void isHalfMoreThanIsHeldWithinBounds() {
        assertEquals(384 * MIB, HeapGoal.goal(0, 4096 * MIB));
        assertEquals(384 * MIB, HeapGoal.goal(192 * MIB, 4096 * MIB));
        assertEquals(900 * MIB, HeapGoal.goal(600 * MIB, 4096 * MIB));
        assertEquals(4096 * MIB, HeapGoal.goal(3000 * MIB, 4096 * MIB));
        assertEquals(256 * MIB, HeapGoal.goal(0, 256 * MIB), "a machine with little memory");
    }
}
