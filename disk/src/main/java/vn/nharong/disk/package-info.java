/** What the process keeps on disk, and why it cannot. */
@NullMarked
package vn.nharong.disk;

import org.jspecify.annotations.NullMarked;
