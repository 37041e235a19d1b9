@NullMarked
package vn.nharong.sites;

import org.jspecify.annotations.NullMarked;
