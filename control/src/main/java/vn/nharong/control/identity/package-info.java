/** Who acts, and what each may: accounts, devices, roles limited to a part of the tree of units, sign-in. */
@NullMarked
package vn.nharong.control.identity;

import org.jspecify.annotations.NullMarked;
