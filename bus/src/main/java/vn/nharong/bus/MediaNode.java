package vn.nharong.bus;

import java.time.Instant;
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

    /**
     * Opens a conducted room, or finds it open. It stays until {@link #close}, however empty it is.
     *
     * @param from tickets issued before open it no more, whoever has them: those of a time whose ended rights nobody knows
     */
    CompletableFuture<Void> open(String room, Instant from);

    /** Ends a room; whoever is in it is told that it is over. Nothing happens when there is none. */
    CompletableFuture<Void> close(String room);

    /**
     * What is shown and heard in a conducted room from now on. Replaces what was said before as a whole. Fails when the room
     * is not open.
     */
    CompletableFuture<Void> conduct(String room, Conduct conduct);

    /**
     * Sends one participant away and ends its right: from this call on no ticket of that identity issued up to {@code until}
     * opens the room. One that came with a newer ticket stays.
     */
    CompletableFuture<Void> dismiss(String room, String identity, Instant until);

    /**
     * A token for one participant of a conducted room, to be handed to its client; no other token opens such a room. Good until
     * it expires or, while its holder is in the room, some minutes longer, unless its right ends before.
     *
     * @throws IllegalArgumentException when nobody could join with it
     */
    String ticket(Ticket ticket);

    /** From now on facts of all conducted rooms are told there and nowhere else; the present ones first. */
    void watch(MediaFacts facts);

    /** The threads that carry media, as they are now. */
    List<LoopLoad> loops();
}
