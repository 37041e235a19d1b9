@NullMarked
package vn.nharong.node.capacity;

import org.jspecify.annotations.NullMarked;
