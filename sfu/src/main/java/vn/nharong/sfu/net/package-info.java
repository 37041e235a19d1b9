/** Sockets: the only place that knows how datagrams reach the kernel. */
@NullMarked
package vn.nharong.sfu.net;

import org.jspecify.annotations.NullMarked;
