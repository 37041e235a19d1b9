/** Tells other programs what happens in rooms. */
@NullMarked
package vn.nharong.signal.webhook;

import org.jspecify.annotations.NullMarked;
