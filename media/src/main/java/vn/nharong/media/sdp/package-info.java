/** Session descriptions (RFC 8866) as far as WebRTC uses them (RFC 8829), and the answers we give to a client's offer. */
@NullMarked
package vn.nharong.media.sdp;

import org.jspecify.annotations.NullMarked;
