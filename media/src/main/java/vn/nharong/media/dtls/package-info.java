/**
 * DTLS 1.2 (RFC 6347) with DTLS-SRTP (RFC 5764): Bouncy Castle in a bottle. Bouncy Castle blocks and reads the system
 * clock, so this package alone is not sans-IO; outside it sees only datagrams in, datagrams out, keys.
 */
@NullMarked
package vn.nharong.media.dtls;

import org.jspecify.annotations.NullMarked;
