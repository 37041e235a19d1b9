@NullMarked
package vn.nharong.control.access;

import org.jspecify.annotations.NullMarked;
