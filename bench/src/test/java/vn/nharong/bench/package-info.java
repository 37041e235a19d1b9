@NullMarked
package vn.nharong.bench;

import org.jspecify.annotations.NullMarked;
