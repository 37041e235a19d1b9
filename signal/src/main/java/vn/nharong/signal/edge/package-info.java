/** The outer edge: servlet, WebSocket, tokens. */
@NullMarked
package vn.nharong.signal.edge;

import org.jspecify.annotations.NullMarked;
