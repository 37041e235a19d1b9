/** The media process as the meeting application sees it: orders in, facts out, in one process. */
@NullMarked
package vn.nharong.node.conduct;

import org.jspecify.annotations.NullMarked;
