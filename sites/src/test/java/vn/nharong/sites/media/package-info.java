@NullMarked
package vn.nharong.sites.media;

import org.jspecify.annotations.NullMarked;
