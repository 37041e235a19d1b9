/** RTP (RFC 3550): headers, extensions, sequence arithmetic, retransmission payloads. */
@NullMarked
package vn.nharong.media.rtp;

import org.jspecify.annotations.NullMarked;
