/** The meeting application: who is where, and what was done. Begins with the directory and the audit log. */
@NullMarked
package vn.nharong.control;

import org.jspecify.annotations.NullMarked;
