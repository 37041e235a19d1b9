/** HTTPS on a local network: an authority of the house, a certificate that names this machine, or a given one. */
@NullMarked
package vn.nharong.node.tls;

import org.jspecify.annotations.NullMarked;
