@NullMarked
package vn.nharong.control.administration;

import org.jspecify.annotations.NullMarked;
