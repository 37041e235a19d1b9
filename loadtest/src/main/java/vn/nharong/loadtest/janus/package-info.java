/** A client of Janus and its VideoRoom, as far as a comparison needs one: signalling alone. */
@NullMarked
package vn.nharong.loadtest.janus;

import org.jspecify.annotations.NullMarked;
