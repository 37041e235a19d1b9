package vn.nharong.sfu.room;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who changed since clients were last told. Changes are gathered for a moment, the longer the more there are to tell: 240 sites
 * that join one after the other would otherwise cost 240 × 240 messages several times over. Room's thread.
 */
final class Roster {
    private static final int SHORTEST_DELAY_MILLIS = 15;
    private static final int LONGEST_DELAY_MILLIS = 200;

    private final Mailbox mailbox;
    private final Collection<Participant> participants;
    private final Audience audience;
    private final Map<Participant, Change> changed = new LinkedHashMap<>();
    private final List<Gone> gone = new ArrayList<>();
    /** Of the latest change. Who comes in was told of all up to then. */
    private long number;

    private Mailbox.@Nullable Timer timer;

    /** @param self the participant itself is told too */
    private record Change(boolean self, long number) {}

    private record Gone(ParticipantView view, long number) {}

    /** Who is told of whom. */
    interface Audience {
        Audience EVERYBODY = (viewer, identity) -> true;

        boolean sees(Participant viewer, String identity);
    }

    /** @param participants the room's, live */
    Roster(Mailbox mailbox, Collection<Participant> participants, Audience audience) {
        this.mailbox = mailbox;
        this.participants = participants;
        this.audience = audience;
    }

    /** @param self whether the participant waits to hear it too */
    void changed(Participant participant, boolean self) {
        Change now = new Change(self, ++number);
        changed.merge(participant, now, (before, after) -> new Change(before.self || self, after.number));
        schedule();
    }

    /** The latest change so far: for {@link Participant#knowsUpTo}. */
    long number() {
        return number;
    }

    /** @param replaced the same identity is here again: no client needs to hear of the old one */
    void gone(Participant participant, boolean replaced) {
        changed.remove(participant);
        if (!replaced && !participant.permissions.hidden()) {
            gone.add(new Gone(participant.view(), ++number));
            schedule();
        }
    }

    /** From now on hidden: to the others it is gone. */
    void hide(Participant participant) {
        gone.add(new Gone(gone(participant.view()), ++number));
        schedule();
    }

    /** As one who is here no longer, to somebody who shall not know better. */
    static ParticipantView gone(ParticipantView view) {
        return new ParticipantView(
                view.sid(),
                view.identity(),
                view.name(),
                ParticipantState.DISCONNECTED,
                List.of(),
                view.metadata(),
                view.attributes(),
                view.joinedAtMillis(),
                view.version(),
                view.permissions(),
                false,
                view.kind(),
                LeaveReason.UNKNOWN,
                view.clientProtocol(),
                view.capabilities());
    }

    private void schedule() {
        if (timer == null) {
            // A millisecond for each who has to be told.
            int millis = Math.clamp(participants.size(), SHORTEST_DELAY_MILLIS, LONGEST_DELAY_MILLIS);
            timer = mailbox.later(Duration.ofMillis(millis), this::flush);
        }
    }

    /** Tells everybody now if anybody has yet to hear of one of these. */
    void flushFor(Collection<Participant> owners) {
        for (Participant owner : owners) {
            if (changed.containsKey(owner)) {
                flush();
                return;
            }
        }
    }

    /** Tells everybody now. */
    void flush() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        if (changed.isEmpty() && gone.isEmpty()) {
            return;
        }
        List<ParticipantView> all = new ArrayList<>();
        List<Long> numbers = new ArrayList<>();
        gone.forEach(one -> {
            all.add(one.view);
            numbers.add(one.number);
        });
        Map<Participant, ParticipantView> views = new LinkedHashMap<>();
        changed.forEach((participant, change) -> {
            ParticipantView view = participant.view();
            views.put(participant, view);
            if (!participant.permissions.hidden()) {
                all.add(view);
                numbers.add(change.number);
            }
        });
        Map<Participant, Change> told = new LinkedHashMap<>(changed);
        changed.clear();
        gone.clear();
        Shared shared = new Shared(all, numbers);
        for (Participant participant : participants) {
            Change change = told.get(participant);
            ParticipantView own = views.get(participant);
            if (change == null || own == null) {
                tell(participant, shared.to(participant));
                continue;
            }
            List<ParticipantView> others =
                    new ArrayList<>(shared.to(participant).participants());
            others.remove(own);
            if (change.self) {
                others.add(own);
            }
            tell(participant, new Notice.Updated(List.copyOf(others)));
        }
    }

    /** One message for all who are told the same, so that it is encoded once. */
    private final class Shared {
        private final List<ParticipantView> all;
        private final List<Long> numbers;
        /** By which of them it tells. */
        private final Map<BitSet, Notice.Updated> messages = new HashMap<>();

        Shared(List<ParticipantView> all, List<Long> numbers) {
            this.all = all;
            this.numbers = numbers;
        }

        Notice.Updated to(Participant viewer) {
            BitSet seen = new BitSet(all.size());
            for (int i = 0; i < all.size(); i++) {
                boolean news = numbers.get(i) > viewer.knowsUpTo;
                seen.set(i, news && audience.sees(viewer, all.get(i).identity()));
            }
            return messages.computeIfAbsent(
                    seen,
                    bits -> new Notice.Updated(bits.stream().mapToObj(all::get).toList()));
        }
    }

    private static void tell(Participant participant, Notice.Updated notice) {
        if (!notice.participants().isEmpty()) {
            participant.tell(notice);
        }
    }
}
