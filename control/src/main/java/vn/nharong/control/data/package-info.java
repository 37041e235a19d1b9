/** The database: H2 in the data folder, or PostgreSQL by one setting. */
@NullMarked
package vn.nharong.control.data;

import org.jspecify.annotations.NullMarked;
