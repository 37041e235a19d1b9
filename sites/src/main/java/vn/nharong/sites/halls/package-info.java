/** Drawn halls and murmurs: pictures and sound that every decoder takes. */
@NullMarked
package vn.nharong.sites.halls;

import org.jspecify.annotations.NullMarked;
