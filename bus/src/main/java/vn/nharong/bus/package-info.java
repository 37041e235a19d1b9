/**
 * What the meeting application and the media process say to each other: commands down, facts up. Neither sees the other's
 * classes. In one process they meet in memory; between machines an adapter carries the same records.
 */
@NullMarked
package vn.nharong.bus;

import org.jspecify.annotations.NullMarked;
