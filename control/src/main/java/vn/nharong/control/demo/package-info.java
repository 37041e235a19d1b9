/** What only a house with sample data has. */
@NullMarked
package vn.nharong.control.demo;

import org.jspecify.annotations.NullMarked;
