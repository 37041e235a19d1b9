/** Congestion control of what we send: estimate and allocation. In words: docs/papers/bwe.md, docs/papers/allocation.md. */
@NullMarked
package vn.nharong.media.bwe;

import org.jspecify.annotations.NullMarked;
