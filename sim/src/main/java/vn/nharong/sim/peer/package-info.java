/** Peers that speak the real protocols from the client's side. */
@NullMarked
package vn.nharong.sim.peer;

import org.jspecify.annotations.NullMarked;
