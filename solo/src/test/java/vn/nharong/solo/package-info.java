@NullMarked
package vn.nharong.solo;

import org.jspecify.annotations.NullMarked;
