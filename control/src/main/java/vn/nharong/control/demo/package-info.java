/** The sample province, for whoever starts the program to have a look. */
@NullMarked
package vn.nharong.control.demo;

import org.jspecify.annotations.NullMarked;
