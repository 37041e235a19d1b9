package vn.nharong.sfu.room;

import java.util.concurrent.CompletableFuture;
import vn.nharong.bus.Conduct;

/** A handle on a conducted room for who conducts it. Any thread; futures complete when the room has taken the command. */
public final class ConductedRoom {
    private final Room room;

    ConductedRoom(Room room) {
        this.room = room;
    }

    public String name() {
        return room.name;
    }

    /** What is shown and heard from now on; the loops have been told when the future completes. */
    public CompletableFuture<Void> conduct(Conduct conduct) {
        return command(() -> room.conducting().conduct(conduct));
    }

    /** Sends one participant away; does nothing when it is not there. */
    public CompletableFuture<Void> dismiss(String identity) {
        return command(() -> {
            Participant participant = room.participants.get(identity);
            if (participant != null) {
                room.remove(participant, LeaveReason.PARTICIPANT_REMOVED, Notice.LeaveAction.DISCONNECT);
            }
        });
    }

    /** It is over, and whoever is in it is told so. */
    public CompletableFuture<Void> close() {
        return command(() -> room.close(LeaveReason.ROOM_DELETED));
    }

    /** Completes when it stands. */
    CompletableFuture<Void> opened() {
        return command(() -> {});
    }

    private CompletableFuture<Void> command(Runnable act) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        room.mailbox.post(() -> {
            try {
                act.run();
                done.complete(null);
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }
}
