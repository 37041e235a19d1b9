@NullMarked
package vn.nharong.fuzz;

import org.jspecify.annotations.NullMarked;
