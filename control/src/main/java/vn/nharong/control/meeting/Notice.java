package vn.nharong.control.meeting;

import java.time.Instant;
import java.util.List;

/** Words onto the screens of sites. @param seats to whom; empty for everybody */
public record Notice(String id, Instant at, String text, List<String> seats) {
    boolean isFor(String seat) {
        return seats.isEmpty() || seats.contains(seat);
    }
}
