package vn.nharong.control.rollcall;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the roll call is.
 *
 * @param secondsEach of the tour; 0 when there is none
 * @param calling the site whose turn it is
 * @param nextAt when the next one is called
 * @param toCall those still to come in the tour, in order
 */
public record RollCall(
        State state,
        @Nullable Instant startedAt,
        @Nullable Instant closedAt,
        int secondsEach,
        @Nullable String calling,
        @Nullable Instant nextAt,
        List<String> toCall) {
    public static final RollCall NOT_YET = new RollCall(State.NOT_YET, null, null, 0, null, null, List.of());

    public enum State {
        NOT_YET,
        RUNNING,
        CLOSED
    }

    public RollCall {
        toCall = List.copyOf(toCall);
    }

    public RollCall running(Instant now) {
        return new RollCall(State.RUNNING, now, null, 0, null, null, List.of());
    }

    public RollCall closed(Instant now) {
        return new RollCall(State.CLOSED, startedAt, now, 0, null, null, List.of());
    }

    public RollCall tour(int seconds, @Nullable String seat, @Nullable Instant next, List<String> rest) {
        return new RollCall(state, startedAt, closedAt, seconds, seat, next, rest);
    }
}
