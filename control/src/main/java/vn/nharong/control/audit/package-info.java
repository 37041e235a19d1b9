/**
 * The record of every act, which cannot be changed unnoticed: a chain of hashes, each signed with a key that lies outside the
 * database, and the last of them also kept in a file beside it.
 */
@NullMarked
package vn.nharong.control.audit;

import org.jspecify.annotations.NullMarked;
