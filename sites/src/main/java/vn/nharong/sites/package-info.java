/**
 * Synthetic sites: what a commune's kiosk does, without a commune. They hold real connections, send real media, and do only what
 * the server asks of them.
 */
@NullMarked
package vn.nharong.sites;

import org.jspecify.annotations.NullMarked;
