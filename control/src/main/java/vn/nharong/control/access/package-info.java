/** What stands before every endpoint: who sends a request, and whether that one may. */
@NullMarked
package vn.nharong.control.access;

import org.jspecify.annotations.NullMarked;
