/** Just enough of each codec's payload format to forward it. */
@NullMarked
package vn.nharong.media.codec;

import org.jspecify.annotations.NullMarked;
