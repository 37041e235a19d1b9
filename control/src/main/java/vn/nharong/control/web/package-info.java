/** What all controllers share: the server we are guests of, refusals, events to browsers. */
@NullMarked
package vn.nharong.control.web;

import org.jspecify.annotations.NullMarked;
