/** What the process keeps on disk, and why it cannot. */
@NullMarked
package vn.nharong.node.disk;

import org.jspecify.annotations.NullMarked;
