package vn.nharong.control.programme;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A layout and what stands in its cells: always as many as the layout has. */
public record Composition(Layout layout, Fill fill, List<Cell> cells) {
    public static final Composition NOTHING = new Composition(Layout.ONE, Fill.FIXED, List.of());

    public Composition {
        List<@Nullable Cell> given = new ArrayList<>(cells);
        List<Cell> whole = new ArrayList<>();
        for (int i = 0; i < layout.cells(); i++) {
            Cell cell = i < given.size() ? given.get(i) : null;
            whole.add(cell == null ? Cell.EMPTY : cell);
        }
        cells = List.copyOf(whole);
    }

    /** Seats in order, no empty places. */
    public List<String> seats() {
        return cells.stream()
                .map(Cell::seat)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    public boolean shows(String seat) {
        return cells.stream().anyMatch(cell -> seat.equals(cell.seat()));
    }

    public Composition with(List<Cell> changed) {
        return new Composition(layout, fill, changed);
    }
}
