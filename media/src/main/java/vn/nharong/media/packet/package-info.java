/** Packet memory: pooled buffers, byte access, and the names of the reasons for dropping one. */
@NullMarked
package vn.nharong.media.packet;

import org.jspecify.annotations.NullMarked;
