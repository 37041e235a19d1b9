/** A live meeting with synthetic sites, driven and measured from outside as its people would. */
@NullMarked
package vn.nharong.bench.live;

import org.jspecify.annotations.NullMarked;
