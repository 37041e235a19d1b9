/** One client's signalling: how it joins, and what each of its messages does. */
@NullMarked
package vn.nharong.signal.session;

import org.jspecify.annotations.NullMarked;
