/** Everything of the house in one file, made while it runs, and made into a house again. */
@NullMarked
package vn.nharong.control.backup;

import org.jspecify.annotations.NullMarked;
