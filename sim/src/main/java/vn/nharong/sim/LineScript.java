package vn.nharong.sim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How a line changes over time, counted from its start. As text: {@code "delay=20ms; 60s: rate=500k; 120s: rate=none"};
 * what is before the first colon-marked time holds from 0, each step changes only what it names.
 */
public record LineScript(List<Step> steps) {
    /**
     * One change.
     *
     * @param atNanos since the line's start
     */
    public record Step(long atNanos, LineSpec spec) {}

    public LineScript {
        steps = steps.stream().sorted(Comparator.comparingLong(Step::atNanos)).toList();
        if (steps.isEmpty() || steps.getFirst().atNanos() != 0) {
            throw new IllegalArgumentException("a line script starts at 0");
        }
    }

    /** A line that never changes. */
    public static LineScript constant(LineSpec spec) {
        return new LineScript(List.of(new Step(0, spec)));
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException as {@link LineSpec#with}, or when the times do not rise
     */
    public static LineScript parse(String text) {
        List<Step> steps = new ArrayList<>();
        LineSpec spec = LineSpec.CLEAN;
        long last = -1;
        for (String part : text.split(";")) {
            int colon = part.indexOf(':');
            long at = colon < 0 ? 0 : LineSpec.nanos(part.substring(0, colon).trim());
            if (at <= last) {
                throw new IllegalArgumentException("line script: times must rise in \"" + text + "\"");
            }
            if (steps.isEmpty() && at > 0) {
                steps.add(new Step(0, spec));
            }
            last = at;
            spec = spec.with(part.substring(colon + 1));
            steps.add(new Step(at, spec));
        }
        return new LineScript(steps);
    }
}
