@NullMarked
package vn.nharong.media.transport;

import org.jspecify.annotations.NullMarked;
