/** What a transport does with what it receives: repair, reports, arrival records. */
@NullMarked
package vn.nharong.media.receive;

import org.jspecify.annotations.NullMarked;
