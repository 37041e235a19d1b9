package vn.nharong.control.floor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who has the floor, who comes next, which microphones are open. A site that is lost keeps its place in all of it.
 *
 * @param open seats whose microphone is open by order
 * @param locked microphones open one by one only, by the operator
 */
public record Floor(
        Mode mode,
        @Nullable Speaking speaking,
        @Nullable FloorRequest onDeck,
        List<FloorRequest> queue,
        int limitSeconds,
        boolean locked,
        List<String> open) {
    /** Seven minutes, as is usual. */
    public static final int LIMIT_SECONDS = 420;

    public static final Floor EMPTY = new Floor(Mode.LECTURE, null, null, List.of(), LIMIT_SECONDS, false, List.of());

    /** One speaks and all listen, or several microphones stay open. */
    public enum Mode {
        LECTURE,
        DISCUSSION
    }

    public Floor {
        queue = List.copyOf(queue);
        open = List.copyOf(open);
    }

    public Floor speaking(@Nullable Speaking now) {
        return new Floor(mode, now, onDeck, queue, limitSeconds, locked, open);
    }

    public Floor onDeck(@Nullable FloorRequest next) {
        return new Floor(mode, speaking, next, queue, limitSeconds, locked, open);
    }

    public Floor queue(List<FloorRequest> changed) {
        return new Floor(mode, speaking, onDeck, changed, limitSeconds, locked, open);
    }

    public Floor open(List<String> seats) {
        return new Floor(mode, speaking, onDeck, queue, limitSeconds, locked, seats);
    }

    public Floor locked(boolean now) {
        return new Floor(mode, speaking, onDeck, queue, limitSeconds, now, open);
    }

    public Floor mode(Mode now, int seconds) {
        return new Floor(now, speaking, onDeck, queue, seconds, locked, open);
    }

    public Floor with(FloorRequest request) {
        List<FloorRequest> longer = new ArrayList<>(queue);
        longer.add(request);
        return queue(longer);
    }

    public Floor without(String id) {
        Floor shorter =
                queue(queue.stream().filter(request -> !request.id().equals(id)).toList());
        return onDeck != null && onDeck.id().equals(id) ? shorter.onDeck(null) : shorter;
    }

    /** Of the queue or on deck. */
    public Optional<FloorRequest> find(String id) {
        if (onDeck != null && onDeck.id().equals(id)) {
            return Optional.of(onDeck);
        }
        return queue.stream().filter(request -> request.id().equals(id)).findFirst();
    }

    /** The wish of a site that waits, if it has one. */
    public Optional<FloorRequest> of(String seat) {
        if (onDeck != null && onDeck.seat().equals(seat)) {
            return Optional.of(onDeck);
        }
        return queue.stream().filter(request -> request.seat().equals(seat)).findFirst();
    }

    /** From 1 for who comes next; 0 when the seat does not wait. */
    public int place(String seat) {
        int place = 0;
        if (onDeck != null) {
            place++;
            if (onDeck.seat().equals(seat)) {
                return place;
            }
        }
        for (FloorRequest request : queue) {
            place++;
            if (request.seat().equals(seat)) {
                return place;
            }
        }
        return 0;
    }
}
