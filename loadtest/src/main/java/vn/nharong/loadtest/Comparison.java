package vn.nharong.loadtest;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What came of {@link Against}: medians of the rounds, as JSON and as a page.
 *
 * @param trials in the order of time
 * @param interrupted before all rounds were over
 */
record Comparison(AgainstOptions options, List<Trial> trials, JanusBuild janus, boolean interrupted) {
    /** Times as much as ours that Janus shall take for a packet, with segmentation offload and without. */
    static final double WITH_OFFLOAD = 4;

    static final double WITHOUT_OFFLOAD = 2;
    /** Datagrams in one message, of a programme whose pictures come in bursts; without offload there is one. */
    static final double AT_ONCE = 2;

    private static final Gson PRETTY = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .create();
    private static final Gson PLAIN =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    List<Trial> of(String load, String server) {
        return trials.stream()
                .filter(trial -> trial.load().equals(load) && trial.server().equals(server))
                .toList();
    }

    /** In the middle of all rounds; NaN where there is none. */
    double median(String load, String server, ToDoubleFunction<Trial> figure) {
        double[] sorted = of(load, server).stream().mapToDouble(figure).sorted().toArray();
        int half = sorted.length / 2;
        return switch (sorted.length) {
            case 0 -> Double.NaN;
            default -> sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        };
    }

    private double nanos(String load, String server) {
        return median(load, server, Trial::nanosPerPacket);
    }

    /** How many times as much processor a packet takes there. */
    double times(String load, String other, String own) {
        return nanos(load, other) / nanos(load, own);
    }

    /** One of the measurements says nothing. */
    boolean isVoid() {
        return trials.isEmpty() || trials.stream().anyMatch(Trial::isVoid);
    }

    boolean held() {
        return missed().isEmpty();
    }

    /** What was aimed at and not reached; what was not measured is not reached. */
    JsonArray missed() {
        JsonArray missed = new JsonArray();
        if (!(times(Trial.PROGRAMME, JanusContender.KEY, Against.OWN) >= WITH_OFFLOAD)) {
            missed.add("times_less_than_janus");
        }
        if (!(times(Trial.PROGRAMME, JanusContender.KEY, Against.WITHOUT_OFFLOAD) >= WITHOUT_OFFLOAD)) {
            missed.add("times_less_than_janus_without_offload");
        }
        if (!(median(Trial.PROGRAMME, Against.OWN, Trial::datagramsPerMessage) >= AT_ONCE)) {
            missed.add("datagrams_per_message");
        }
        return missed;
    }

    /** Writes {@code report.json} and {@code report.html}. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        JsonObject all = summary();
        JsonArray each = new JsonArray();
        trials.forEach(trial -> each.add(json(trial)));
        all.add("trials", each);
        Files.writeString(folder.resolve("report.json"), PRETTY.toJson(all));
        Files.writeString(folder.resolve("report.html"), new ComparisonPage(this).html());
    }

    /** The figures in one line, then what was aimed at and what was missed. */
    String line() {
        return PLAIN.toJson(summary());
    }

    private JsonObject summary() {
        JsonObject all = new JsonObject();
        all.addProperty("against", JanusContender.KEY);
        all.addProperty("sites", options.sites());
        all.addProperty("rounds", options.rounds());
        all.addProperty("seconds", options.seconds());
        all.addProperty("burst_ms", options.burstMillis());
        figures(all, "", Trial.PROGRAMME);
        if (options.rooms() > 0) {
            all.addProperty("rooms", options.rooms());
            all.addProperty("seats", options.seats());
            figures(all, "rooms_", Trial.ROOMS);
        }
        all.addProperty("janus_version", janus.version());
        all.addProperty("janus_srtp", janus.srtp());
        if (!options.off().isEmpty()) {
            all.addProperty("off", options.off());
        }
        if (interrupted) {
            all.addProperty("interrupted", true);
        }
        all.addProperty("void", isVoid());
        JsonObject aims = new JsonObject();
        aims.addProperty("times_less_than_janus", ">= " + PLAIN.toJson(WITH_OFFLOAD));
        aims.addProperty("times_less_than_janus_without_offload", ">= " + PLAIN.toJson(WITHOUT_OFFLOAD));
        aims.addProperty("datagrams_per_message", ">= " + PLAIN.toJson(AT_ONCE));
        all.add("aims", aims);
        all.add("missed", missed());
        return all;
    }

    private void figures(JsonObject all, String prefix, String load) {
        for (String server : Against.SERVERS) {
            if (of(load, server).isEmpty()) {
                continue;
            }
            String suffix = server.equals(Against.OWN) ? "" : "_" + server.replace(Against.OWN + "_", "");
            number(all, prefix + "ns_per_packet" + suffix, nanos(load, server), 0);
            JsonArray each = new JsonArray();
            of(load, server).forEach(trial -> each.add(rounded(trial.nanosPerPacket(), 0)));
            all.add(prefix + "ns_per_packet" + suffix + "_each", each);
            number(all, prefix + "latency_ms_p99" + suffix, median(load, server, Trial::latencyMillisP99), 2);
            number(all, prefix + "cores" + suffix, median(load, server, Trial::cores), 3);
            if (server.startsWith(Against.OWN)) {
                number(
                        all,
                        prefix + "datagrams_per_message" + suffix,
                        median(load, server, Trial::datagramsPerMessage),
                        2);
            }
            all.addProperty(
                    prefix + "lost" + suffix,
                    of(load, server).stream().mapToLong(Trial::lost).sum());
        }
        number(all, prefix + "times_less_than_janus", times(load, JanusContender.KEY, Against.OWN), 2);
        number(
                all,
                prefix + "times_less_than_janus_without_offload",
                times(load, JanusContender.KEY, Against.WITHOUT_OFFLOAD),
                2);
        if (!of(load, JanusContender.URGENT).isEmpty()) {
            number(all, prefix + "times_less_than_janus_urgent", times(load, JanusContender.URGENT, Against.OWN), 2);
        }
    }

    private static JsonObject json(Trial trial) {
        JsonObject json = new JsonObject();
        json.addProperty("load", trial.load());
        json.addProperty("server", trial.server());
        json.addProperty("round", trial.round());
        json.addProperty("guests", trial.guests());
        json.addProperty("connected", trial.connected());
        number(json, "seconds", trial.seconds(), 2);
        json.addProperty("packets", trial.packets());
        json.addProperty("cpu_ns", trial.cpuNanos());
        number(json, "ns_per_packet", trial.nanosPerPacket(), 0);
        number(json, "latency_ms_p50", trial.latencyMillisP50(), 2);
        number(json, "latency_ms_p99", trial.latencyMillisP99(), 2);
        json.addProperty("lost", trial.lost());
        json.addProperty("freezes", trial.freezes());
        number(json, "datagrams_per_message", trial.datagramsPerMessage(), 2);
        number(json, "generator_late_ms_p99", trial.lateMillisP99(), 2);
        json.addProperty("generator_unread", trial.unread());
        json.addProperty("void", trial.isVoid());
        return json;
    }

    private static void number(JsonObject into, String name, double value, int digits) {
        into.addProperty(name, rounded(value, digits));
    }

    /** Null where there is none: JSON has no NaN. */
    private static @Nullable Number rounded(double value, int digits) {
        return Double.isFinite(value) ? Double.valueOf(String.format(Locale.ROOT, "%." + digits + "f", value)) : null;
    }
}
