/** What everybody sees: one director decides (glossary: hình ảnh chung). */
@NullMarked
package vn.nharong.control.programme;

import org.jspecify.annotations.NullMarked;
