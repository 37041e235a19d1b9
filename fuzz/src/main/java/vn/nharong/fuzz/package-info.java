/** Hostile input for parsers: a seeded mutator, and a run that watches what the parser does with what it makes. */
@NullMarked
package vn.nharong.fuzz;

import org.jspecify.annotations.NullMarked;
