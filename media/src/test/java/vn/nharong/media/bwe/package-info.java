@NullMarked
package vn.nharong.media.bwe;

import org.jspecify.annotations.NullMarked;
