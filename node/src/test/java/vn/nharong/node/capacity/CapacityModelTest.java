package vn.nharong.node.capacity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import vn.nharong.node.capacity.Capacity.Limit;
import vn.nharong.sfu.net.UdpPorts;

class CapacityModelTest {
    private static final long GIB = 1L << 30;
    private static final Surroundings WIDE =
            new Surroundings(8, 7, 64 * GIB, 16 * GIB, "eno1", OptionalLong.empty(), 0);

    /** About those of a busy virtual machine of two cores. */
    private static final MachineCost COST = cost(1, 170_000);

    private static MachineCost cost(double slower, long heapBytes) {
        return new MachineCost(
                "openssl",
                450 * slower,
                true,
                1_100 * slower,
                2_900 * slower,
                2_300 * slower,
                Map.of(
                        SeatProfile.HD, 19_200 * slower,
                        SeatProfile.SD, 10_900 * slower,
                        SeatProfile.SMALL, 8_200 * slower),
                7_000 * slower,
                heapBytes);
    }

    private static Surroundings machine(int cores, int loops, long memory, long heap, long megabits) {
        return new Surroundings(
                cores,
                loops,
                memory,
                heap,
                "eno1",
                megabits == 0 ? OptionalLong.empty() : OptionalLong.of(megabits * 1_000_000),
                0);
    }

    /** Fewer of each profile, or as many where something else is the limit; fewer of at least one. */
    private static void assertFewer(Capacity less, Capacity more) {
        boolean any = false;
        for (SeatProfile profile : SeatProfile.values()) {
            assertTrue(less.of(profile).altogether() <= more.of(profile).altogether(), profile + ": " + less + more);
            assertTrue(
                    less.of(profile).inOneMeeting() <= more.of(profile).inOneMeeting(), profile + ": " + less + more);
            any |= less.of(profile).altogether() < more.of(profile).altogether();
        }
        assertTrue(any, less + " is no less than " + more);
    }

    @Test
    void aSlowerMachineCarriesFewerSeats() {
        Capacity before = CapacityModel.of(COST, WIDE);
        for (double slower : new double[] {1.1, 2, 10, 100}) {
            Capacity after = CapacityModel.of(cost(slower, 170_000), WIDE);
            assertFewer(after, before);
            before = after;
        }
        int here = CapacityModel.of(COST, WIDE).of(SeatProfile.HD).inOneMeeting();
        int half = CapacityModel.of(cost(2, 170_000), WIDE).of(SeatProfile.HD).inOneMeeting();
        assertEquals(here / 2.0, half, 1);
    }

    @Test
    void lessOfAnythingCarriesNoMore() {
        Capacity all = CapacityModel.of(COST, machine(8, 7, 64 * GIB, 16 * GIB, 100_000));
        for (Surroundings less : List.of(
                machine(4, 7, 64 * GIB, 16 * GIB, 100_000),
                machine(8, 2, 64 * GIB, 16 * GIB, 100_000),
                machine(8, 7, 4 * GIB, 16 * GIB, 100_000),
                machine(8, 7, 64 * GIB, GIB, 100_000),
                machine(8, 7, 64 * GIB, 16 * GIB, 1_000))) {
            assertFewer(CapacityModel.of(COST, less), all);
        }
        assertFewer(CapacityModel.of(cost(1, 40_000_000), WIDE), CapacityModel.of(COST, WIDE));
    }

    @Test
    void aRicherProfileIsNeverCheaper() {
        Capacity capacity = CapacityModel.of(COST, WIDE);
        List<Integer> seats =
                capacity.seats().stream().map(Capacity.Seats::altogether).toList();
        assertEquals(seats.stream().sorted().toList(), seats);
        assertEquals(SeatProfile.HD, capacity.seats().getFirst().profile());
    }

    @Test
    void whatThereIsLeastOfIsTheLimit() {
        assertEquals(
                Limit.PROCESSOR, CapacityModel.of(COST, WIDE).of(SeatProfile.HD).limit());
        Capacity.Seats thin =
                CapacityModel.of(COST, machine(8, 7, 64 * GIB, 16 * GIB, 100)).of(SeatProfile.HD);
        assertEquals(Limit.NETWORK, thin.limit());
        assertEquals((int) (100_000_000 * CapacityModel.CARD_SHARE / SeatProfile.HD.lineBps()), thin.altogether());
        assertEquals(thin.altogether(), thin.inOneMeeting());
        Capacity.Seats narrow =
                CapacityModel.of(COST, machine(8, 7, 2 * GIB, 16 * GIB, 0)).of(SeatProfile.HD);
        assertEquals(Limit.MEMORY, narrow.limit());
        Capacity.Seats none =
                CapacityModel.of(COST, machine(8, 7, 0, 16 * GIB, 0)).of(SeatProfile.HD);
        assertEquals(0, none.altogether(), "never below nothing");
    }

    @Test
    void oneMeetingHasOneLoopAndControlHasACore() {
        Capacity.Seats eight = CapacityModel.of(COST, WIDE).of(SeatProfile.HD);
        assertTrue(eight.altogether() >= 7 * eight.inOneMeeting(), eight.toString());
        Capacity.Seats two =
                CapacityModel.of(COST, machine(2, 1, 64 * GIB, 16 * GIB, 0)).of(SeatProfile.HD);
        assertEquals(two.altogether(), two.inOneMeeting());
        assertEquals(eight.inOneMeeting(), two.inOneMeeting());
        Capacity.Seats crowded =
                CapacityModel.of(COST, machine(2, 4, 64 * GIB, 16 * GIB, 0)).of(SeatProfile.HD);
        assertEquals(two, crowded, "more loops than cores bring nothing");
        Capacity.Seats one =
                CapacityModel.of(COST, machine(1, 1, 64 * GIB, 16 * GIB, 0)).of(SeatProfile.HD);
        assertTrue(one.inOneMeeting() < two.inOneMeeting(), one.toString());
    }

    /** Trial and whole server, one after the other on the same machine: docs/papers/capacity.md. */
    @Test
    void aSeatIsNoCheaperThanTheWholeServerWasSeenToBe() {
        MachineCost trial = new MachineCost(
                "openssl", 446, true, 1_028, 2_663, 3_064, Map.of(SeatProfile.HD, 21_131.0), 8_213, 168_980);
        double pictures = CapacityModel.seatNanos(SeatProfile.HD, trial);
        double sound = CapacityModel.seatNanos(SeatProfile.SOUND, trial);
        assertTrue(pictures >= 8_220 * SeatProfile.HD.packetsPerSecond(), "HD " + pictures);
        assertTrue(sound >= 18_000 * SeatProfile.SOUND.packetsPerSecond(), "SOUND " + sound);
        assertTrue(pictures < 2 * 8_220 * SeatProfile.HD.packetsPerSecond(), "nor twice as dear: " + pictures);
    }

    /** Without system calls of our own: what a machine without native access or another system has. */
    @Test
    void itIsMeasuredWithoutNativeSocketsToo() throws Exception {
        System.setProperty(UdpPorts.PROPERTY, "nio");
        try {
            Capacity capacity = CapacityModel.measure(1);
            MachineCost cost = capacity.cost();
            assertTrue(!cost.offload(), cost.toString());
            assertTrue(cost.protectNanos() > 0 && cost.sendTogetherNanos() > 0, cost.toString());
            assertTrue(cost.busyNanos() > 0 && cost.sendSinglyNanos() > 0, cost.toString());
            assertTrue(cost.soundNanos() > 0 && cost.pictureNanos().size() == 3, cost.toString());
            assertTrue(cost.heapBytes() > 50_000, "histories alone are more: " + cost);
            assertTrue(capacity.of(SeatProfile.SOUND).altogether() > 0, capacity.toString());
        } finally {
            System.clearProperty(UdpPorts.PROPERTY);
        }
    }
}
