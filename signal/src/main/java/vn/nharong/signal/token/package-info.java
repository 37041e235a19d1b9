/** Access tokens: JWT signed with HMAC-SHA-256 by the holder of an API key. */
@NullMarked
package vn.nharong.signal.token;

import org.jspecify.annotations.NullMarked;
