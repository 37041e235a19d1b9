/** Who speaks and who is heard (glossary: phát biểu, micro). */
@NullMarked
package vn.nharong.control.floor;

import org.jspecify.annotations.NullMarked;
