/** ICE-lite (RFC 8445 §2.5): answers checks, never sends its own. */
@NullMarked
package vn.nharong.media.ice;

import org.jspecify.annotations.NullMarked;
