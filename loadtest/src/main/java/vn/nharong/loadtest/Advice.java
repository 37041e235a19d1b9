package vn.nharong.loadtest;

import java.util.ArrayList;
import java.util.List;

/** What fell short and what to buy or set, as messages of {@link Words}. */
final class Advice {
    /** Above this share of the machine's processors threads wait for one another. */
    private static final double BUSY = 0.7;

    /** How much more than measured a machine shall have: two meetings at once, or a bad day. */
    private static final double RESERVE = 2;

    private Advice() {}

    /** @param key behind the word advice @param values shown in the reader's language; numbers with their digits */
    record Item(String key, List<Value> values) {}

    /** @param digits behind the point; -1: it is no number */
    record Value(Object value, int digits) {
        static Value of(double value, int digits) {
            return new Value(value, digits);
        }

        static Value of(String text) {
            return new Value(text, -1);
        }

        String in(Words words) {
            return value instanceof Double number && digits >= 0 ? words.number(number, digits) : String.valueOf(value);
        }
    }

    static List<Item> of(Outcome outcome, List<Aims.Aim> aims) {
        List<Item> items = new ArrayList<>();
        if (outcome.own().isVoid()) {
            items.add(item(
                    "void",
                    Value.of(outcome.own().lateMillisP99(), 1),
                    Value.of(outcome.own().unread(), 0)));
        }
        for (Aims.Aim aim : aims) {
            if (!aim.held()) {
                switch (aim.key()) {
                    case "joined" ->
                        items.add(item(
                                "joined",
                                Value.of(String.join("; ", outcome.failures().keySet()))));
                    case "join_s" -> items.add(item("join_s", Value.of(cores(outcome), 0)));
                    case "lost_packets" -> items.add(loss(outcome));
                    case "latency_ms_p50", "latency_ms_p99", "latency_ms_p999" -> add(items, latency(outcome));
                    case "first_frame_ms_p95" -> items.add(item("first_frame"));
                    case "server_cpu_cores" ->
                        items.add(item("cores", Value.of(outcome.serverCores(), 2), Value.of(cores(outcome), 0)));
                    case "server_rss_mib", "server_mib_per_seat" -> add(items, item("memory"));
                    default -> throw new IllegalStateException(aim.key());
                }
            }
        }
        if (is(outcome, "segmentation_offload", false)) {
            items.add(item("segmentation"));
        }
        if (is(outcome, "libcrypto", false)) {
            items.add(item("libcrypto"));
        }
        if (outcome.joined() > 0 && !Double.isNaN(outcome.serverCores())) {
            items.add(capacity(outcome));
        }
        return List.copyOf(items);
    }

    private static void add(List<Item> items, Item item) {
        if (!items.contains(item)) {
            items.add(item);
        }
    }

    private static Item loss(Outcome outcome) {
        if (outcome.server().rise("drops", "unread") > 0) {
            return item("loss_unread", Value.of(outcome.server().rise("drops", "unread"), 0));
        }
        if (outcome.server().rise("drops", "refused_by_socket") > 0) {
            return item("loss_socket", Value.of(outcome.server().rise("drops", "refused_by_socket"), 0));
        }
        if (outcome.server().rise("drops", "refused_by_pacer") > 0) {
            return item("loss_pacer", Value.of(outcome.server().rise("drops", "refused_by_pacer"), 0));
        }
        return item("loss_line");
    }

    private static Item latency(Outcome outcome) {
        return outcome.serverCores() + outcome.own().cores() > BUSY * cores(outcome)
                ? item(
                        "latency_busy",
                        Value.of(outcome.serverCores(), 2),
                        Value.of(outcome.own().cores(), 2),
                        Value.of(cores(outcome), 0))
                : item("latency_turn");
    }

    private static Item capacity(Outcome outcome) {
        double sites = outcome.joined();
        double cores = outcome.serverCores() / sites;
        double bits = outcome.server().rise("media", "bytes_out") * 8 / outcome.seconds() / sites;
        return item(
                "capacity",
                Value.of(cores * 1_000, 2),
                Value.of(outcome.mibPerSeat(), 2),
                Value.of(bits / 1e6, 2),
                Value.of(Math.ceil(500 * cores * RESERVE), 0),
                Value.of((outcome.emptyRssMib() + 500 * outcome.mibPerSeat()) * RESERVE / 1024, 1),
                Value.of(500 * bits / 1e9, 2));
    }

    /** Of the server's machine. */
    private static double cores(Outcome outcome) {
        return outcome.machine().has("cores") ? outcome.machine().get("cores").getAsDouble() : Double.NaN;
    }

    private static boolean is(Outcome outcome, String name, boolean value) {
        return outcome.machine().has(name) && outcome.machine().get(name).getAsBoolean() == value;
    }

    private static Item item(String key, Value... values) {
        return new Item(key, List.of(values));
    }

    static String in(Words words, Item item) {
        return words.say(
                "advice." + item.key(),
                item.values().stream().map(value -> value.in(words)).toArray());
    }
}
