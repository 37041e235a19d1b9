@NullMarked
package vn.nharong.control.backup;

import org.jspecify.annotations.NullMarked;
