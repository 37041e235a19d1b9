/** Meetings and media in one process: for an office with one machine, for demos and for development. */
@NullMarked
package vn.nharong.solo;

import org.jspecify.annotations.NullMarked;
