/** Synthetic participants: real signalling, ICE, DTLS, SRTP and RTCP with generated media. */
@NullMarked
package vn.nharong.sites.media;

import org.jspecify.annotations.NullMarked;
