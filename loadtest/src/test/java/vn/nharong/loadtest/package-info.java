@NullMarked
package vn.nharong.loadtest;

import org.jspecify.annotations.NullMarked;
