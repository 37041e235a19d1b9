package vn.nharong.control.programme;

/** How pictures share the screen (glossary: bố cục màn hình). The first cell is the large one where there is one. */
public enum Layout {
    ONE(1),
    ONE_ONE(2),
    ONE_THREE(4),
    ONE_FIVE(6),
    ONE_SEVEN(8),
    TWO_BY_TWO(4),
    THREE_BY_THREE(9),
    FOUR_BY_FOUR(16),
    SLIDES_ONE(2),
    SLIDES_THREE(4);

    private final int cells;

    Layout(int cells) {
        this.cells = cells;
    }

    public int cells() {
        return cells;
    }

    /** Whether the first cell is meant for somebody's screen. */
    public boolean slides() {
        return this == SLIDES_ONE || this == SLIDES_THREE;
    }
}
