/** STUN (RFC 8489): the subset that ICE needs. */
@NullMarked
package vn.nharong.media.stun;

import org.jspecify.annotations.NullMarked;
