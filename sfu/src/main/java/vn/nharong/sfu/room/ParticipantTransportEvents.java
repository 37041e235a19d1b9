package vn.nharong.sfu.room;

import java.util.concurrent.atomic.AtomicLong;
import vn.nharong.sfu.loop.TransportEvents;
import vn.nharong.sfu.loop.TransportState;

/**
 * Brings what happens on one participant's transport from its loop to its room's thread. A client cannot fill the
 * room's mailbox: what it sent and the room has not read yet is bounded.
 */
final class ParticipantTransportEvents implements TransportEvents {
    /** A room this far behind one client's data is being flooded. */
    static final long MAX_UNREAD_BYTES = 4 << 20;
    /** A message weighs at least this: many small ones fill a mailbox too. */
    private static final int OVERHEAD = 256;

    private final Room room;
    private final String participantSid;
    private final AtomicLong unread = new AtomicLong();
    private boolean gaveUp;

    ParticipantTransportEvents(Room room, String participantSid) {
        this.room = room;
        this.participantSid = participantSid;
    }

    @Override
    public void onState(TransportState state, String reason) {
        room.mailbox.post(() -> room.transportState(participantSid, state, reason));
    }

    @Override
    public void onSilent(boolean silent) {
        room.mailbox.post(() -> room.silent(participantSid, silent));
    }

    @Override
    public void onData(String label, byte[] message, boolean binary) {
        long weight = (long) message.length + OVERHEAD;
        if (unread.get() + weight > MAX_UNREAD_BYTES) {
            if (!label.equals(DataRouter.LOSSY)) {
                onDataRefused(label);
            }
            return;
        }
        unread.addAndGet(weight);
        room.mailbox.post(() -> {
            unread.addAndGet(-weight);
            Participant participant = room.bySid(participantSid);
            if (participant != null) {
                room.data.receive(participant, label, message);
            }
        });
    }

    /** A reliable message is lost: the client begins anew rather than go on with a hole it knows nothing of. */
    @Override
    public void onDataRefused(String label) {
        if (gaveUp) {
            return;
        }
        gaveUp = true;
        room.mailbox.post(() -> {
            Participant participant = room.bySid(participantSid);
            if (participant != null) {
                room.remove(participant, LeaveReason.STATE_MISMATCH, Notice.LeaveAction.RECONNECT);
            }
        });
    }
}
