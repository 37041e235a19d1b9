package vn.nharong.node.capacity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SurroundingsTest {
    @Test
    void theWayOutIsTheDefaultRoute() {
        assertEquals("eno1", Surroundings.wayOut("""
                Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
                docker0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0
                eno1\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0
                """));
        assertEquals("", Surroundings.wayOut("Iface\tDestination\nlo\t00000000"));
        assertEquals("", Surroundings.wayOut(""));
        assertEquals("", Surroundings.wayOut("../x\t00000000\t0\t0\t0\t0\t0\t00000000"));
    }

    @Test
    void aCardThatDoesNotTellItsSpeedHasNone() {
        assertEquals(OptionalLong.of(1_000_000_000), Surroundings.speed("1000"));
        for (String said : new String[] {"-1", "0", "", "fast", "99999999999"}) {
            assertEquals(OptionalLong.empty(), Surroundings.speed(said), said);
        }
    }

    @Test
    void memoryIsWhatTheKernelSaysOrWhatIsFree() {
        assertEquals(4096L << 10, Surroundings.memory("MemTotal: 9999 kB\nMemAvailable:    4096 kB\n"));
        assertTrue(
                Surroundings.memory("MemAvailable: 99999999999999 kB") < 99_999_999_999_999L << 10,
                "no container has that");
        assertTrue(Surroundings.memory("") > 0, "elsewhere");
    }

    @Test
    void thisMachineIsLookedAt() {
        Surroundings here = Surroundings.look(3);
        assertEquals(3, here.loops());
        assertTrue(here.cores() > 0 && here.memoryBytes() > 0 && here.heapBytes() > 0, here.toString());
    }
}
