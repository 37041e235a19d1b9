package vn.nharong.node.capacity;

import java.util.List;

/**
 * What a machine carries, in seats: an estimate that errs on the side of fewer.
 *
 * @param cost what was measured
 * @param machine what it was measured on
 * @param seats one for each {@link SeatProfile}, in their order
 */
public record Capacity(MachineCost cost, Surroundings machine, List<Seats> seats) {
    public Capacity {
        seats = List.copyOf(seats);
    }

    /** Which of its means a machine has the least of. */
    public enum Limit {
        PROCESSOR,
        MEMORY,
        NETWORK
    }

    /**
     * Seats if all were of one profile.
     *
     * @param inOneMeeting of one room, which lives on one media loop; never more than {@code altogether}
     * @param altogether of meetings on all loops
     * @param limit what {@code altogether} ends at
     */
    public record Seats(SeatProfile profile, int inOneMeeting, int altogether, Limit limit) {}

    /** @return the seats of one profile */
    public Seats of(SeatProfile profile) {
        return seats.stream()
                .filter(each -> each.profile() == profile)
                .findFirst()
                .orElseThrow();
    }
}
