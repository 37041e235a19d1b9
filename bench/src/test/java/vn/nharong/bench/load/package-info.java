@NullMarked
package vn.nharong.bench.load;

import org.jspecify.annotations.NullMarked;
