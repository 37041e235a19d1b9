/**
 * Who is where: administrative units as a tree of which everything has dates. Levels, types, names and codes are data; a code
 * without a date identifies nothing.
 */
@NullMarked
package vn.nharong.control.directory;

import org.jspecify.annotations.NullMarked;
