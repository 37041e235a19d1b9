package vn.nharong.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import vn.nharong.node.Doctor.Finding;
import vn.nharong.node.Doctor.Verdict;
import vn.nharong.node.capacity.Capacity;
import vn.nharong.node.capacity.CapacityModel;
import vn.nharong.node.capacity.MachineCost;
import vn.nharong.node.capacity.SeatProfile;
import vn.nharong.node.capacity.Surroundings;

/** What an administrator reads of a machine, and what he is told to change. */
class CapacityFindingsTest {
    private static final long GIB = 1L << 30;

    private static List<Finding> findings(double slower, boolean offload, int cores, long memory, long megabits) {
        MachineCost cost = new MachineCost(
                "openssl",
                450 * slower,
                offload,
                1_100 * slower,
                2_900 * slower,
                2_300 * slower,
                Map.of(
                        SeatProfile.HD, 19_200 * slower,
                        SeatProfile.SD, 10_900 * slower,
                        SeatProfile.SMALL, 8_200 * slower),
                7_000 * slower,
                170_000);
        OptionalLong card = megabits == 0 ? OptionalLong.empty() : OptionalLong.of(megabits * 1_000_000);
        Capacity capacity = CapacityModel.of(
                cost, new Surroundings(cores, Math.max(1, cores - 1), memory, 16 * GIB, "eno1", card, 0));
        return CapacityFindings.of(capacity);
    }

    private static String all(List<Finding> findings) {
        return String.join("\n", findings.stream().map(Finding::what).toList());
    }

    @Test
    void everyProfileHasALine() {
        List<Finding> findings = findings(1, true, 4, 16 * GIB, 10_000);
        for (SeatProfile profile : SeatProfile.values()) {
            assertTrue(all(findings).contains("sức chứa " + profile + " ("), all(findings));
        }
        assertTrue(all(findings).contains("10000 Mbit/s"), all(findings));
        assertEquals(Verdict.OK, findings.getLast().verdict(), all(findings));
    }

    @Test
    void aSpeedThatIsNotToldIsUnknownAndSaidWhatIsNeeded() {
        Finding card = findings(1, true, 4, 16 * GIB, 0).get(5);
        assertEquals(Verdict.UNKNOWN, card.verdict(), card.toString());
        assertTrue(card.advice().contains("416 Mbit/s"), card.advice());
    }

    @Test
    void aMachineTooSmallForAProvinceIsToldWhatItLacks() {
        Finding slow = findings(4, false, 2, 16 * GIB, 0).getLast();
        assertEquals(Verdict.CHANGE, slow.verdict());
        assertTrue(slow.advice().contains("offload") && slow.advice().contains("a faster core"), slow.advice());
        Finding small = findings(1, true, 4, GIB, 0).getLast();
        assertTrue(small.advice().contains("-Xmx"), small.toString());
        Finding thin = findings(1, true, 4, 16 * GIB, 100).getLast();
        assertTrue(thin.advice().contains("a faster network card"), thin.toString());
        assertTrue(thin.what().contains("SMALL"), "what it still carries: " + thin.what());
        Finding single = findings(4, true, 1, 16 * GIB, 0).getLast();
        assertTrue(single.advice().contains("two cores"), single.toString());
        Finding nothing = findings(1, true, 4, 0, 0).getLast();
        assertTrue(nothing.what().contains("not carried"), nothing.what());
    }

    @Test
    void aBusyMachineIsSaidToBeMeasuredAgain() {
        MachineCost cost = new MachineCost("openssl", 450, true, 1_100, 2_900, 2_300, Map.of(), 7_000, 170_000);
        for (double load : new double[] {-1, 0.5, 4, 4.5}) {
            Surroundings machine = new Surroundings(4, 3, 16 * GIB, 16 * GIB, "", OptionalLong.empty(), load);
            String said = all(CapacityFindings.of(CapacityModel.of(cost, machine)));
            assertEquals(load > 4, said.contains("busy: load 4.5 on 4 cores"), said);
        }
    }

    @Test
    void whatCouldNotBeMeasuredIsUnknown() {
        Finding unknown = CapacityFindings.unknown("no loopback");
        assertEquals(Verdict.UNKNOWN, unknown.verdict());
        assertTrue(unknown.what().contains("no loopback"), unknown.what());
    }
}
