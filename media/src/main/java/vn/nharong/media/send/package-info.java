/** The sending half: history for retransmission, reports, pacing. */
@NullMarked
package vn.nharong.media.send;

import org.jspecify.annotations.NullMarked;
