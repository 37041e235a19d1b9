@NullMarked
package vn.nharong.control.identity;

import org.jspecify.annotations.NullMarked;
