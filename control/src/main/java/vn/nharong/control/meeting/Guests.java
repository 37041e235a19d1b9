package vn.nharong.control.meeting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A meeting's way in for guests, and who stands in its lobby. Those let in have seats.
 *
 * @param link id of the opening by which one comes in now; null while it is closed
 * @param waiting the first to come first
 * @param refused the last that were not let in, for their own screens
 */
public record Guests(@Nullable String link, List<Waiting> waiting, List<Refused> refused) {
    static final Guests NONE = new Guests(null, List.of(), List.of());
    private static final int REFUSED_KEPT = 100;

    /** @param id becomes the seat's */
    public record Waiting(String id, GuestCard card, Instant since) {}

    /** @param reason what the guest reads; may be empty */
    public record Refused(String id, String reason) {}

    Guests link(@Nullable String now) {
        return new Guests(now, waiting, refused);
    }

    Guests with(Waiting one) {
        List<Waiting> all = new ArrayList<>(waiting);
        all.add(one);
        return new Guests(link, List.copyOf(all), refused);
    }

    Guests without(List<String> ids) {
        return new Guests(
                link, waiting.stream().filter(one -> !ids.contains(one.id())).toList(), refused);
    }

    Guests refusing(String id, String reason) {
        List<Refused> all = new ArrayList<>(refused);
        all.add(new Refused(id, reason));
        int from = Math.max(0, all.size() - REFUSED_KEPT);
        return new Guests(link, without(List.of(id)).waiting, List.copyOf(all.subList(from, all.size())));
    }

    Optional<Waiting> waits(String id) {
        return waiting.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    Optional<Refused> refusal(String id) {
        return refused.stream().filter(one -> one.id().equals(id)).findFirst();
    }
}
