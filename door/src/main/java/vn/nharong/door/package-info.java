/** Doors at which secrets are asked for, and what happens to whoever guesses. */
@NullMarked
package vn.nharong.door;

import org.jspecify.annotations.NullMarked;
