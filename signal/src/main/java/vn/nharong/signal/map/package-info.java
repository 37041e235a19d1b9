/** The wire classes and ours, each way. The only package that sees the generated classes. */
@NullMarked
package vn.nharong.signal.map;

import org.jspecify.annotations.NullMarked;
