package vn.nharong.bus;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The media process as control sees it. Any thread; every call returns at once, its future completes when the room has
 * taken the command, and exceptionally when it could not. Commands are whole and idempotent: saying one again changes
 * nothing, so that after a cut control repeats what it wants and both agree.
 */
public interface MediaNode {
    /**
     * Names of conducted rooms, here and in {@link Ticket} and {@link MediaFacts}, are whole names that begin so; other
     * names are refused. The signalling protocol's own API can neither make nor reach a room of such a name.
     */
    String ROOM_PREFIX = "meeting:";

    /** Identity of the participant whose tracks everybody in a conducted room takes; nobody else can join with it. */
    String PROGRAMME = "programme";

    /** Opens a conducted room, or finds it open. It stays until {@link #close}, however empty it is. */
    CompletableFuture<Void> open(String room);

    /** Ends a room; whoever is in it is told that it is over. Nothing happens when there is none. */
    CompletableFuture<Void> close(String room);

    /**
     * What is shown and heard in a conducted room from now on. Replaces what was said before as a whole. Fails when the room
     * is not open.
     */
    CompletableFuture<Void> conduct(String room, Conduct conduct);

    /** Sends one participant away. Nothing happens when it is not there. */
    CompletableFuture<Void> dismiss(String room, String identity);

    /**
     * A token for one participant of a conducted room, to be handed to its client; no other token opens such a room. Good until
     * it expires or, while its holder is in the room, some minutes longer; a dismissed client that kept it can come back.
     *
     * @throws IllegalArgumentException when nobody could join with it
     */
    String ticket(Ticket ticket);

    /** From now on facts of all conducted rooms are told there and nowhere else; the present ones first. */
    void watch(MediaFacts facts);

    /** The threads that carry media, as they are now. */
    List<LoopLoad> loops();
}
