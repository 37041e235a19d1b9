@NullMarked
package vn.nharong.sfu.room;

import org.jspecify.annotations.NullMarked;
