/** SRTP ciphers by native calls into the host's libcrypto. One of the two packages that may use java.lang.foreign. */
@NullMarked
package vn.nharong.media.srtp.openssl;

import org.jspecify.annotations.NullMarked;
