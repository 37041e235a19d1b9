/** RTCP (RFC 3550, 4585, 5104): reading and writing reports and feedback. */
@NullMarked
package vn.nharong.media.rtcp;

import org.jspecify.annotations.NullMarked;
