@NullMarked
package vn.nharong.media.send;

import org.jspecify.annotations.NullMarked;
