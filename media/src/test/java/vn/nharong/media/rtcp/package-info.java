@NullMarked
package vn.nharong.media.rtcp;

import org.jspecify.annotations.NullMarked;
