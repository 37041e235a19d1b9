/** The demo's sites as a process of their own. */
@NullMarked
package vn.nharong.sites.demo;

import org.jspecify.annotations.NullMarked;
