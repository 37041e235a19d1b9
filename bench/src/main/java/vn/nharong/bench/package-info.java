/** Load generators and benchmarks: programs that print their figures. */
@NullMarked
package vn.nharong.bench;

import org.jspecify.annotations.NullMarked;
