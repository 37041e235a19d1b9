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
    /** True: the participant itself is told too. */
    private final Map<Participant, Boolean> changed = new LinkedHashMap<>();

    private final List<ParticipantView> gone = new ArrayList<>();
    private Mailbox.@Nullable Timer timer;

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
        changed.merge(participant, self, Boolean::logicalOr);
        schedule();
    }

    /** @param replaced the same identity is here again: no client needs to hear of the old one */
    void gone(Participant participant, boolean replaced) {
        changed.remove(participant);
        if (!replaced && !participant.permissions.hidden()) {
            gone.add(participant.view());
            schedule();
        }
    }

    /** From now on hidden: to the others it is gone. */
    void hide(Participant participant) {
        gone.add(gone(participant.view()));
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
        List<ParticipantView> all = new ArrayList<>(gone);
        Map<Participant, ParticipantView> views = new LinkedHashMap<>();
        changed.forEach((participant, self) -> {
            ParticipantView view = participant.view();
            views.put(participant, view);
            if (!participant.permissions.hidden()) {
                all.add(view);
            }
        });
        Map<Participant, Boolean> told = new LinkedHashMap<>(changed);
        changed.clear();
        gone.clear();
        Shared shared = new Shared(all);
        for (Participant participant : participants) {
            Boolean self = told.get(participant);
            ParticipantView own = views.get(participant);
            if (self == null || own == null) {
                tell(participant, shared.to(participant));
                continue;
            }
            List<ParticipantView> others =
                    new ArrayList<>(shared.to(participant).participants());
            others.remove(own);
            if (self) {
                others.add(own);
            }
            tell(participant, new Notice.Updated(List.copyOf(others)));
        }
    }

    /** One message for all who are told the same, so that it is encoded once. */
    private final class Shared {
        private final List<ParticipantView> all;
        /** By which of them it tells. */
        private final Map<BitSet, Notice.Updated> messages = new HashMap<>();

        Shared(List<ParticipantView> all) {
            this.all = all;
        }

        Notice.Updated to(Participant viewer) {
            BitSet seen = new BitSet(all.size());
            for (int i = 0; i < all.size(); i++) {
                seen.set(i, audience.sees(viewer, all.get(i).identity()));
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
