package vn.nharong.sfu.room;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Who left is remembered for a while, for those who were away meanwhile. Room's thread. */
final class RecentlyLeft {
    private static final Duration KEPT = Duration.ofMinutes(2);
    private static final int MOST = 1000;

    private record Departed(long atNanos, ParticipantView view) {}

    private final Deque<Departed> departed = new ArrayDeque<>();

    void add(ParticipantView view, long nowNanos) {
        departed.add(new Departed(nowNanos, view));
        if (departed.size() > MOST) {
            departed.removeFirst();
        }
    }

    /** Oldest first. */
    List<ParticipantView> views(long nowNanos) {
        departed.removeIf(gone -> nowNanos - gone.atNanos() > KEPT.toNanos());
        return departed.stream().map(Departed::view).toList();
    }
}
