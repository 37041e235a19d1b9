package vn.nharong.sfu.room;

import java.time.Duration;
import java.util.List;

/** What a test may ask a server to do to its own client. Room's thread. */
public sealed interface Simulation {
    void perform(Room room, Participant participant);

    /** Speaks for a while. */
    record Speaking(int seconds) implements Simulation {
        @Override
        public void perform(Room room, Participant participant) {
            tell(room, participant, new Notice.Speaker(participant.sid, 0.9f, true));
            room.mailbox.later(
                    Duration.ofSeconds(Math.clamp(seconds, 0, 60)),
                    () -> tell(room, participant, new Notice.Speaker(participant.sid, 0, false)));
        }

        private static void tell(Room room, Participant of, Notice.Speaker speaker) {
            Notice notice = new Notice.SpeakersChanged(List.of(speaker));
            for (Participant listener : room.participants.values()) {
                if (listener == of || room.rules.sees(listener, of.identity())) {
                    listener.tell(notice);
                }
            }
        }
    }

    /** The server forgets the client without a word. */
    record NodeFailure() implements Simulation {
        @Override
        public void perform(Room room, Participant participant) {
            ParticipantLink link = participant.link;
            participant.link = null;
            room.remove(participant, LeaveReason.UNKNOWN, Notice.LeaveAction.DISCONNECT);
            if (link != null) {
                link.cut();
            }
        }
    }

    /** The client is to leave, or to come back in one of two ways. */
    record Leave(LeaveReason reason, Notice.LeaveAction action) implements Simulation {
        @Override
        public void perform(Room room, Participant participant) {
            if (action == Notice.LeaveAction.RESUME) {
                participant.tell(new Notice.Left(reason, action));
                ParticipantLink link = participant.link;
                if (link != null) {
                    link.close();
                    room.linkLost(participant, link);
                }
            } else {
                room.remove(participant, reason, action);
            }
        }
    }

    /** The next connection of this identity is to use TCP, or whatever there is. */
    record TcpOnly(boolean only) implements Simulation {
        @Override
        public void perform(Room room, Participant participant) {
            room.tcpSwitches.ask(participant, only);
        }
    }

    /** The next resumed connection breaks at once. @param beforeMessages before the client heard anything on it */
    record CutOnResume(boolean beforeMessages) implements Simulation {
        @Override
        public void perform(Room room, Participant participant) {
            participant.cutOnResume = beforeMessages ? Participant.Cut.BEFORE_MESSAGES : Participant.Cut.AFTER_MESSAGES;
        }
    }
}
