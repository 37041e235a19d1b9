/** SCTP over DTLS (RFC 9260, RFC 8261, RFC 3758, RFC 6525) and data channels (RFC 8831, RFC 8832), sans-IO. */
@NullMarked
package vn.nharong.media.sctp;

import org.jspecify.annotations.NullMarked;
