@NullMarked
package vn.nharong.control.audit;

import org.jspecify.annotations.NullMarked;
