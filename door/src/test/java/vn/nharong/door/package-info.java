@NullMarked
package vn.nharong.door;

import org.jspecify.annotations.NullMarked;
