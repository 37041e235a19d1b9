@NullMarked
package vn.nharong.control.data;

import org.jspecify.annotations.NullMarked;
