/** Benchmarks of what only this package sees. */
@NullMarked
package vn.nharong.sfu.forward;

import org.jspecify.annotations.NullMarked;
