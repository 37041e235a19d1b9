@NullMarked
package vn.nharong.sim;

import org.jspecify.annotations.NullMarked;
