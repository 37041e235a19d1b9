/** The loop's side of a room: what a room may ask of the media threads, and what it hears back. */
@NullMarked
package vn.nharong.sfu.loop;

import org.jspecify.annotations.NullMarked;
