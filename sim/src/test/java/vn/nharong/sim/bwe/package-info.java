/** Scenarios of congestion control in virtual time. */
@NullMarked
package vn.nharong.sim.bwe;

import org.jspecify.annotations.NullMarked;
