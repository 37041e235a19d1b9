package vn.nharong.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * {@code bench growth}: how the cost of a packet, and what a seat holds, grow with receivers, publishers, rooms and loops. Voices
 * only, 50 packets a second each, to receivers whose sockets drop media: what is measured is the server, not one machine's
 * loopback. {@code --svg=FOLDER} draws the curves.
 */
final class GrowthBench {
    private static final List<Integer> RECEIVERS = List.of(10, 30, 100, 300, 1000, 3000);
    private static final int FEW = 300;
    private static final int MANY = 3000;
    /** How much dearer a packet for one of many may be. */
    private static final double MOST = 1.2;

    private static final double ALL_SENT = 0.98;
    /** Packets a second. */
    private static final int VOICE = 50;

    private static final List<Integer> PUBLISHERS = List.of(1, 15, 60, 240);
    private static final List<Integer> ROOMS = List.of(1, 10, 50, 200);
    private static final List<Integer> LOOPS = List.of(1, 2);
    private static final int WATCHING = 60;
    /** So many come at a time: what is measured is not how many handshakes this machine does. */
    private static final int TOGETHER = 250;

    private static final int IN_A_ROOM = 5;
    private static final int BUSY_ROOMS = 10;
    private static final int IN_A_BUSY_ROOM = 30;

    private final Path data = Files.createTempDirectory("nharong-bench");
    private final List<Integer> receivers;
    private final int warmUp;
    private final int rounds;
    private final int seconds;
    private final boolean silent;

    private GrowthBench(BenchOptions options) throws IOException {
        warmUp = options.number("warm-up", 20);
        rounds = options.number("rounds", 3);
        seconds = options.number("seconds", 4);
        int most = options.number("most", Integer.MAX_VALUE);
        int least = options.number("least", 0);
        receivers =
                RECEIVERS.stream().filter(each -> each >= least && each <= most).toList();
        silent = options.text("switch-off", "").equals("voices");
    }

    static int run(String[] arguments) throws Exception {
        BenchOptions options = new BenchOptions(arguments);
        GrowthBench bench = new GrowthBench(options);
        String only = options.text("only", "");
        JsonObject result = new JsonObject();
        List<Curve> curves = new ArrayList<>();
        if (only.isEmpty() || only.equals("receivers")) {
            curves.add(bench.curve("receivers", bench.receivers, 1, (server, n) -> bench.room(server, "fanout", 1, n)));
        }
        if (only.isEmpty() || only.equals("publishers")) {
            curves.add(
                    bench.curve("publishers", PUBLISHERS, 1, (server, n) -> bench.room(server, "fanout", n, WATCHING)));
        }
        if (only.isEmpty() || only.equals("rooms")) {
            curves.add(bench.curve("rooms", ROOMS, 1, (server, n) -> {
                for (int room = 0; room < n; room++) {
                    bench.room(server, "room-" + room, 1, IN_A_ROOM - 1);
                }
            }));
        }
        if (only.isEmpty() || only.equals("loops")) {
            curves.add(bench.loops());
        }
        JsonObject aims = new JsonObject();
        JsonArray missed = new JsonArray();
        for (Curve curve : curves) {
            result.add(curve.name, curve.json());
            if (curve.name.equals("receivers") && curve.holds(FEW) && curve.holds(MANY)) {
                aim(
                        result,
                        aims,
                        missed,
                        "cost_at_3000_to_cost_at_300",
                        curve.at(MANY).nanos / curve.at(FEW).nanos,
                        "<=",
                        MOST);
                // A loop that has too much to do sends less, and each packet for less.
                double sent = curve.at(MANY).perSecond / (MANY * VOICE);
                aim(result, aims, missed, "sent_of_expected_at_3000", sent, ">=", ALL_SENT);
            }
        }
        result.add("aims", aims);
        result.add("missed", missed);
        String folder = options.text("svg", "");
        if (!folder.isEmpty()) {
            Files.createDirectories(Path.of(folder));
            for (Curve curve : curves) {
                Files.writeString(Path.of(folder, "cost-by-" + curve.name + ".svg"), curve.svg());
            }
        }
        System.out.println(result);
        return missed.isEmpty() ? 0 : 1;
    }

    private static void aim(
            JsonObject result,
            JsonObject aims,
            JsonArray missed,
            String name,
            double value,
            String relation,
            double wanted) {
        result.addProperty(name, Double.isFinite(value) ? Math.round(value * 100) / 100.0 : -1);
        aims.addProperty(name, relation + " " + wanted);
        if (!(relation.equals("<=") ? value <= wanted : value >= wanted)) {
            missed.add(name);
        }
    }

    /** Fills the server for one point of a curve. */
    private interface Filling {
        void fill(MeasuredServer server, int size) throws IOException;
    }

    private void room(MeasuredServer server, String room, int publishers, int receivers) throws IOException {
        String where = "\"room\":\"" + room + "\",\"patience_ms\":300000";
        server.join(publishers, where + ",\"sections\":1,\"publishing\":" + publishers);
        // Whoever comes later is not to wait for what is sent to those who came before.
        server.pace(0);
        server.hush(true);
        for (int left = receivers; left > 0; left -= TOGETHER) {
            server.join(Math.min(left, TOGETHER), where + ",\"sections\":1,\"deaf\":true");
        }
    }

    private Curve curve(String name, List<Integer> sizes, int loops, Filling filling) throws Exception {
        List<Point> points = new ArrayList<>();
        for (int size : sizes) {
            points.add(point(name, size, loops, filling));
        }
        return new Curve(name, points);
    }

    private Curve loops() throws Exception {
        List<Point> points = new ArrayList<>();
        for (int loops : LOOPS) {
            Point point = point("loops", loops, loops, (server, n) -> {
                for (int room = 0; room < BUSY_ROOMS; room++) {
                    room(server, "room-" + room, 1, IN_A_BUSY_ROOM - 1);
                }
            });
            points.add(point);
        }
        return new Curve("loops", points);
    }

    private Point point(String name, int size, int loops, Filling filling) throws Exception {
        long heap = usedHeap();
        try (MeasuredServer server = new MeasuredServer(data, loops)) {
            filling.fill(server, size);
            server.hush(silent && size == MANY);
            Thread.sleep(warmUp * 1000L);
            List<MeasuredServer.Window> windows = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                windows.add(server.measure(seconds));
            }
            double[] nanos = windows.stream()
                    .mapToDouble(MeasuredServer.Window::nanosOfAll)
                    .sorted()
                    .toArray();
            double[] ofLoops = windows.stream()
                    .mapToDouble(MeasuredServer.Window::loopNanos)
                    .sorted()
                    .toArray();
            double[] perSecond = windows.stream()
                    .mapToDouble(MeasuredServer.Window::perSecond)
                    .sorted()
                    .toArray();
            Point point = new Point(
                    size,
                    nanos[rounds / 2],
                    ofLoops[rounds / 2],
                    perSecond[rounds / 2],
                    usedHeap() - heap,
                    ManagementFactory.getThreadMXBean().getThreadCount(),
                    descriptors());
            System.err.println("  " + name + ": " + point);
            return point;
        }
    }

    /** After a collection. */
    private static long usedHeap() {
        ManagementFactory.getMemoryMXBean().gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static int descriptors() {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return (int) all.count();
        } catch (IOException e) {
            return -1;
        }
    }

    /** @param nanos processor time of the server for each packet in or out @param heap bytes more than before it began */
    private record Point(
            int size, double nanos, double nanosOfLoops, double perSecond, long heap, int threads, int descriptors) {}

    private record Curve(String name, List<Point> points) {
        private static final int WIDTH = 640;
        private static final int HEIGHT = 360;
        private static final int LEFT = 70;
        private static final int BOTTOM = 50;
        private static final int TOP = 40;
        private static final int RIGHT = 20;

        boolean holds(int size) {
            return points.stream().anyMatch(point -> point.size == size);
        }

        Point at(int size) {
            return points.stream()
                    .filter(point -> point.size == size)
                    .findFirst()
                    .orElseThrow();
        }

        JsonArray json() {
            JsonArray all = new JsonArray();
            for (Point point : points) {
                JsonObject one = new JsonObject();
                one.addProperty("size", point.size);
                one.addProperty("ns_per_packet", Math.round(point.nanos));
                one.addProperty("ns_per_packet_of_loops", Math.round(point.nanosOfLoops));
                one.addProperty("pps", Math.round(point.perSecond));
                one.addProperty("heap_mib", Math.round(point.heap / 1048576.0 * 10) / 10.0);
                one.addProperty("threads", point.threads);
                one.addProperty("descriptors", point.descriptors);
                all.add(one);
            }
            return all;
        }

        private double x(int size) {
            double from = Math.log(points.getFirst().size);
            double to = Math.log(points.getLast().size);
            return LEFT + (Math.log(size) - from) / (to - from) * (WIDTH - LEFT - RIGHT);
        }

        /** Sizes on a logarithmic axis, cost from zero. */
        String svg() {
            double most = points.stream().mapToDouble(Point::nanos).max().orElse(1) * 1.15;
            StringBuilder svg = new StringBuilder(4096);
            svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" "
                    .formatted(WIDTH, HEIGHT));
            svg.append("font-size=\"13\">\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
            svg.append("<text x=\"%d\" y=\"22\" font-size=\"15\">µs of processor for a packet, by %s</text>%n"
                    .formatted(LEFT, name));
            for (int line = 0; line <= 4; line++) {
                double value = most * line / 4;
                double y = y(value, most);
                svg.append("<path d=\"M%d %.1fH%d\" stroke=\"#ddd\"/>".formatted(LEFT, y, WIDTH - RIGHT));
                svg.append("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.1f</text>%n"
                        .formatted(LEFT - 8, y + 4, value / 1000));
            }
            String path = IntStream.range(0, points.size())
                    .mapToObj(i -> "%s%.1f %.1f"
                            .formatted(i == 0 ? "M" : "L", x(points.get(i).size), y(points.get(i).nanos, most)))
                    .reduce("", String::concat);
            svg.append("<path d=\"%s\" fill=\"none\" stroke=\"#8b1a1a\" stroke-width=\"2\"/>%n".formatted(path));
            for (Point point : points) {
                svg.append("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"#8b1a1a\"/>"
                        .formatted(x(point.size), y(point.nanos, most)));
                svg.append("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>%n"
                        .formatted(x(point.size), HEIGHT - BOTTOM + 22, point.size));
            }
            return svg.append("</svg>\n").toString();
        }

        private static double y(double value, double most) {
            return HEIGHT - BOTTOM - value / most * (HEIGHT - BOTTOM - TOP);
        }
    }
}
