@NullMarked
package vn.nharong.sfu.forward;

import org.jspecify.annotations.NullMarked;
