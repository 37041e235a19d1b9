package vn.nharong.sfu.room;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who changed since clients were last told. Changes are gathered for a moment: 240 sites that join at once would
 * otherwise cost 240 × 240 messages several times over. Room's thread.
 */
final class Roster {
    private static final Duration DELAY = Duration.ofMillis(15);

    private final Mailbox mailbox;
    private final Collection<Participant> participants;
    /** True: the participant itself is told too. */
    private final Map<Participant, Boolean> changed = new LinkedHashMap<>();

    private final List<ParticipantView> gone = new ArrayList<>();
    private Mailbox.@Nullable Timer timer;

    /** @param participants the room's, live */
    Roster(Mailbox mailbox, Collection<Participant> participants) {
        this.mailbox = mailbox;
        this.participants = participants;
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
        ParticipantView view = participant.view();
        gone.add(new ParticipantView(
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
                view.capabilities()));
        schedule();
    }

    private void schedule() {
        if (timer == null) {
            timer = mailbox.later(DELAY, this::flush);
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
        Notice.Updated shared = new Notice.Updated(List.copyOf(all));
        for (Participant participant : participants) {
            Boolean self = told.get(participant);
            ParticipantView own = views.get(participant);
            if (self == null || own == null) {
                tell(participant, shared);
                continue;
            }
            List<ParticipantView> others = new ArrayList<>(all);
            others.remove(own);
            if (self) {
                others.add(own);
            }
            tell(participant, new Notice.Updated(List.copyOf(others)));
        }
    }

    private static void tell(Participant participant, Notice.Updated notice) {
        if (!notice.participants().isEmpty()) {
            participant.tell(notice);
        }
    }
}
