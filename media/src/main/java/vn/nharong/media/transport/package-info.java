/** The 5-tuple taken as one: ICE, DTLS, SRTP, RTP and RTCP composed. */
@NullMarked
package vn.nharong.media.transport;

import org.jspecify.annotations.NullMarked;
