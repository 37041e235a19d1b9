/** Load test of a running server: synthetic sites follow a script and are measured; a report says what held and what fell short. */
@NullMarked
package vn.nharong.loadtest;

import org.jspecify.annotations.NullMarked;
