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

    /** No ticket issued before this moment, milliseconds since 1970, opens it any more. */
    public void from(long millis) {
        room.conducting().ended.from(millis);
    }

    /**
     * No ticket of that identity issued up to this moment, milliseconds since 1970, opens it any more, from this call on; whoever
     * is in it with one is sent away.
     */
    public CompletableFuture<Void> dismiss(String identity, long untilMillis) {
        room.conducting().ended.end(identity, untilMillis);
        return command(() -> {
            Participant participant = room.participants.get(identity);
            if (participant != null && participant.admission.issuedMillis() <= untilMillis) {
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
