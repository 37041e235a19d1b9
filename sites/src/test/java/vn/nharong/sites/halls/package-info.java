@NullMarked
package vn.nharong.sites.halls;

import org.jspecify.annotations.NullMarked;
