/** Who is there (glossary: điểm danh). */
@NullMarked
package vn.nharong.control.rollcall;

import org.jspecify.annotations.NullMarked;
