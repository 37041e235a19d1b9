/** SRTP and SRTCP (RFC 3711, RFC 7714, RFC 5764): protection of RTP and RTCP over interchangeable cipher back ends. */
@NullMarked
package vn.nharong.media.srtp;

import org.jspecify.annotations.NullMarked;
