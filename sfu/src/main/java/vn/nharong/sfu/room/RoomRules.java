package vn.nharong.sfu.room;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.nharong.sfu.loop.Traffic;

/**
 * What holds in a room beyond what the signalling protocol says: who may take what and who sees whom. The rules are told what
 * happens, and may act on it. Room's thread.
 */
interface RoomRules {
    /** Everybody takes what he likes, sees all and is seen. */
    RoomRules NONE = new RoomRules() {};

    /** Whether it is decided outside of the room what is shown and heard in it. */
    default boolean conducted() {
        return false;
    }

    /** A participant without a client, whose tracks everybody is offered. */
    default @Nullable Participant programme() {
        return null;
    }

    /** Whether a ticket of that time still holds. Any thread. */
    default boolean admits(String identity, long issuedMillis) {
        return true;
    }

    default boolean sees(Participant viewer, String identity) {
        return true;
    }

    default boolean mayTake(Participant participant, Publication publication) {
        return true;
    }

    /** Whether it is given this one though it is closed to others. */
    default boolean lent(Participant to, Publication publication) {
        return false;
    }

    default boolean maySendData(Participant participant) {
        return true;
    }

    /** Who went out of this one's sight while its signalling was away; told once. */
    default List<ParticipantView> missed(Participant viewer) {
        return List.of();
    }

    /** An offer carried it. */
    default void ready(Publication publication) {}

    /** Its client has taken our answer in. */
    default void settled(Publication publication) {}

    default void gone(Publication publication) {}

    /** Its client says that it is muted, or no longer. */
    default void muted(Publication publication) {}

    /** The loop has closed or opened its gate. */
    default void gated(Publication publication, boolean closed) {}

    default void level(Publication publication, float level) {}

    default void measured(Participant participant, Traffic seen) {}

    /** Its transport is another state, or has fallen silent, or is heard again. */
    default void presence(Participant participant) {}

    /** @param replaced by another connection of the same identity */
    default void left(Participant participant, boolean replaced) {}

    /** The room ends; everybody is still here. */
    default void closing(LeaveReason reason) {}

    default void closed() {}
}
