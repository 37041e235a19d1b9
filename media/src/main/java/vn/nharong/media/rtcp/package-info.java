/** RTCP (RFC 3550, RFC 4585): reports and feedback, read in place and written into packet buffers. */
@NullMarked
package vn.nharong.media.rtcp;

import org.jspecify.annotations.NullMarked;
