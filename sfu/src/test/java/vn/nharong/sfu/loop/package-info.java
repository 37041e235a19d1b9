@NullMarked
package vn.nharong.sfu.loop;

import org.jspecify.annotations.NullMarked;
