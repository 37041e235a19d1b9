@NullMarked
package vn.nharong.control.demo;

import org.jspecify.annotations.NullMarked;
