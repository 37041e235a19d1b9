package vn.nharong.control.directory;

import java.time.Clock;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The tree that holds today, kept until the day or the directory changes. Any thread. */
@Component
public class UnitTrees {
    private final Units units;
    private final Clock clock;
    private volatile @Nullable Kept kept;

    private record Kept(UnitTree tree, int version) {}

    UnitTrees(Units units, Clock clock) {
        this.units = units;
        this.clock = clock;
    }

    public UnitTree today() {
        LocalDate day = LocalDate.now(clock);
        // Read before the units: who changes them meanwhile makes us read once more.
        int version = units.version();
        Kept before = kept;
        if (before != null && before.version == version && before.tree.day().equals(day)) {
            return before.tree;
        }
        UnitTree tree = on(day);
        kept = new Kept(tree, version);
        return tree;
    }

    public UnitTree on(LocalDate day) {
        return new UnitTree(day, units.on(day));
    }
}
