package vn.nharong.loadtest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lines over time as parts of an SVG, {@link #WIDTH} × {@link #HEIGHT} units. */
final class Chart {
    static final int WIDTH = 560;
    static final int HEIGHT = 190;
    private static final int LEFT = 46;
    private static final int BOTTOM = 24;
    private static final int TOP = 10;
    private static final int RIGHT = 10;
    private static final int STEPS = 4;
    /** More points than this no eye tells apart. */
    private static final int POINTS = 500;

    private final Words words;
    private final String title;
    private final double lastX;
    private final double most;
    private final List<Map<String, Object>> lines = new ArrayList<>();
    private final String unitX;

    /** @param most the largest value, or the aim where that is larger */
    Chart(Words words, String title, String unitX, double lastX, double most) {
        this.words = words;
        this.title = title;
        this.unitX = unitX;
        this.lastX = Math.max(1, lastX);
        this.most = ceiling(most);
    }

    /** The next of 1, 2, 5, 10, 20 … above. */
    static double ceiling(double value) {
        if (!(value > 0)) {
            return 1;
        }
        double ten = Math.pow(10, Math.floor(Math.log10(value)));
        for (double step : new double[] {1, 1.2, 1.6, 2, 2.4, 4, 5, 6, 8, 10}) {
            if (value <= ten * step * 1.0000001) {
                return ten * step;
            }
        }
        return ten * 10;
    }

    /** @param kind of its look: {@code a}, {@code b}, or {@code limit} */
    Chart line(String name, String kind, double[] xs, double[] ys) {
        StringBuilder path = new StringBuilder();
        int stride = Math.max(1, xs.length / POINTS);
        boolean down = false;
        for (int i = 0; i < xs.length; i += stride) {
            double y = Double.NaN;
            for (int k = i; k < Math.min(xs.length, i + stride); k++) { // the worst of those that share a point
                y = Double.isNaN(y) ? ys[k] : Math.max(y, Double.isNaN(ys[k]) ? y : ys[k]);
            }
            if (Double.isNaN(y)) {
                down = false;
                continue;
            }
            path.append(String.format(Locale.ROOT, "%s%.1f %.1f", down ? "L" : "M", x(xs[i]), y(y)));
            down = true;
        }
        lines.add(Map.of("name", name, "kind", kind, "path", path.toString()));
        return this;
    }

    private double x(double value) {
        return LEFT + (WIDTH - LEFT - RIGHT) * value / lastX;
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * Math.min(1, Math.max(0, value) / most);
    }

    /** For the template. */
    Map<String, Object> model() {
        List<Map<String, Object>> ticksY = new ArrayList<>();
        List<Map<String, Object>> ticksX = new ArrayList<>();
        int digits = most >= 8 ? 0 : most >= 1 ? 1 : most >= 0.1 ? 2 : 3;
        for (int i = 0; i <= STEPS; i++) {
            double value = most * i / STEPS;
            ticksY.add(Map.of("at", place(y(value)), "text", words.number(value, digits)));
            double time = lastX * i / STEPS;
            ticksX.add(Map.of("at", place(x(time)), "text", words.number(time, 0) + (i == STEPS ? " " + unitX : "")));
        }
        return Map.of(
                "title", title,
                "lines", lines,
                "ticksY", ticksY,
                "ticksX", ticksX,
                "left", String.valueOf(LEFT),
                "right", String.valueOf(WIDTH - RIGHT),
                "bottom", String.valueOf(HEIGHT - BOTTOM));
    }

    private static String place(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
