@NullMarked
package vn.nharong.sfu.net;

import org.jspecify.annotations.NullMarked;
