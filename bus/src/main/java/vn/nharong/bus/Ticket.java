package vn.nharong.bus;

import java.time.Instant;

/**
 * Who may come into which conducted room.
 *
 * @param identity the seat's or the operator's; a second connection with it takes the place of the first
 * @param name shown to others
 * @param publishes may send camera, microphone and screen
 * @param issued when the right was given, to the millisecond: it ends with {@link MediaNode#dismiss} for all tickets up to a
 *     moment, however long they would be good
 */
public record Ticket(String room, String identity, String name, boolean publishes, Instant issued, Instant expires) {}
