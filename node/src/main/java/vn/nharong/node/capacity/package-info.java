/** What this machine carries: measured at its own packet path, told in seats. Booking will ask here. */
@NullMarked
package vn.nharong.node.capacity;

import org.jspecify.annotations.NullMarked;
