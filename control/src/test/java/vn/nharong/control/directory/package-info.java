@NullMarked
package vn.nharong.control.directory;

import org.jspecify.annotations.NullMarked;
