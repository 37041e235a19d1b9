/** The process: options, web server, start and stop. */
@NullMarked
package vn.nharong.node;

import org.jspecify.annotations.NullMarked;
