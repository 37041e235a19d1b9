/** Packets of one publisher in, packets for each subscriber out: choose, rewrite, share. */
@NullMarked
package vn.nharong.sfu.forward;

import org.jspecify.annotations.NullMarked;
