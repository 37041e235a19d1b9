/** How packets leave: order, pace, history for repair. */
@NullMarked
package vn.nharong.media.send;

import org.jspecify.annotations.NullMarked;
