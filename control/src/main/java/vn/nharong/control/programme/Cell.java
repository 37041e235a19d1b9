package vn.nharong.control.programme;

import org.jspecify.annotations.Nullable;

/**
 * One place on the screen.
 *
 * @param seat shown there, or null
 * @param slides its screen instead of its camera
 */
public record Cell(@Nullable String seat, boolean slides) {
    public static final Cell EMPTY = new Cell(null, false);
}
