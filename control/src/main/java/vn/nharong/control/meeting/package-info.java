/** A meeting from its making to its end: seats that outlive their connections, acts, and who is told of them. */
@NullMarked
package vn.nharong.control.meeting;

import org.jspecify.annotations.NullMarked;
