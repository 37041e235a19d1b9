/** The receiving half: one stream of a publisher, its losses, its reports. */
@NullMarked
package vn.nharong.media.receive;

import org.jspecify.annotations.NullMarked;
