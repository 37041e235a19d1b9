@NullMarked
package vn.nharong.media.receive;

import org.jspecify.annotations.NullMarked;
