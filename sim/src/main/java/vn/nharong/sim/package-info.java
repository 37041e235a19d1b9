/** The simulated world: a clock with a queue of events, and the bad line between two peers. */
@NullMarked
package vn.nharong.sim;

import org.jspecify.annotations.NullMarked;
