/** Unmodified Java clients, started by the cases. */
@NullMarked
package vn.nharong.e2e;

import org.jspecify.annotations.NullMarked;
