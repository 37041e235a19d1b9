/** Synthetic participants: real signalling, ICE, DTLS, SRTP and RTCP with generated media. */
@NullMarked
package vn.nharong.bench.load;

import org.jspecify.annotations.NullMarked;
