/**
 * Rooms: who is in, what each publishes, who takes what. Each room is an actor: one mailbox, plain fields. Nothing here
 * knows the signalling protocol; what a client is to be told leaves as a {@link vn.nharong.sfu.room.Notice}.
 */
@NullMarked
package vn.nharong.sfu.room;

import org.jspecify.annotations.NullMarked;
