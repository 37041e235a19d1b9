@NullMarked
package vn.nharong.loadtest.janus;

import org.jspecify.annotations.NullMarked;
