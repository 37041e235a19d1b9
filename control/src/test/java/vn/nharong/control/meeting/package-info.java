@NullMarked
package vn.nharong.control.meeting;

import org.jspecify.annotations.NullMarked;
