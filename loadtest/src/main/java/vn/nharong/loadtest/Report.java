package vn.nharong.loadtest;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The report as JSON: the last line of standard output, the same with everything in a file, and the page beside it. */
final class Report {
    private static final Gson PRETTY = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .create();
    private static final Gson PLAIN =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    private final Outcome outcome;
    private final List<Aims.Aim> aims;

    Report(Outcome outcome, List<Aims.Aim> aims) {
        this.outcome = outcome;
        this.aims = aims;
    }

    /** Writes {@code report.json} and {@code report.html}. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("report.json"), PRETTY.toJson(full()));
        Files.writeString(folder.resolve("report.html"), new ReportPage(outcome, aims).html());
    }

    /** The figures in one line, then what was aimed at and what was missed. */
    String line() {
        return PLAIN.toJson(summary());
    }

    private JsonObject summary() {
        JsonObject all = new JsonObject();
        all.addProperty("sites", outcome.options().sites());
        for (Aims.Aim aim : aims) {
            number(all, aim.key(), aim.value(), aim.digits());
        }
        number(all, "generator_late_ms_p99", outcome.own().lateMillisP99(), 2);
        number(all, "generator_late_ms_worst", outcome.own().worstLateMillis(), 1);
        all.addProperty("generator_unread", outcome.own().unread());
        number(all, "generator_cpu_cores", outcome.own().cores(), 3);
        number(all, "seconds", outcome.seconds(), 1);
        number(all, "packets_per_s", outcome.own().perSecond(), 0);
        all.addProperty("repaired_packets", outcome.repaired());
        all.addProperty("freezes", outcome.freezes());
        all.addProperty("longest_freeze_ms", outcome.longestFreezeMillis());
        all.addProperty("broken_connections", outcome.breaks());
        all.addProperty("layer_changes", outcome.layerChanges());
        all.addProperty("stills_sent", outcome.stills().sent());
        all.addProperty("stills_received", outcome.stills().received());
        all.addProperty("left", outcome.changes().left());
        all.addProperty("returned", outcome.changes().returned());
        all.addProperty("void", outcome.own().isVoid());
        if (outcome.interrupted()) {
            all.addProperty("interrupted", true);
        }
        JsonObject limits = new JsonObject();
        JsonArray missed = new JsonArray();
        for (Aims.Aim aim : aims) {
            limits.addProperty(aim.key(), (aim.atLeast() ? ">= " : "<= ") + PLAIN.toJson(aim.limit()));
            if (!aim.held()) {
                missed.add(aim.key());
            }
        }
        all.add("aims", limits);
        all.add("missed", missed);
        return all;
    }

    JsonObject full() {
        JsonObject all = new JsonObject();
        all.addProperty("began", outcome.began().toString());
        all.addProperty("url", outcome.options().url().toString());
        all.addProperty("room", outcome.options().room());
        all.addProperty("script", outcome.options().script());
        all.add("summary", summary());
        all.add("failures", PLAIN.toJsonTree(outcome.failures()));
        JsonObject latency = new JsonObject();
        for (double percentile : new double[] {50, 75, 90, 95, 99, 99.5, 99.9, 99.99, 100}) {
            number(latency, "p" + PLAIN.toJson(percentile), outcome.latencyMillis(percentile), 3);
        }
        all.add("latency_ms", latency);
        JsonArray seconds = new JsonArray();
        for (Outcome.Moment moment : outcome.moments()) {
            JsonObject one = new JsonObject();
            one.addProperty("second", moment.second());
            number(one, "latency_ms_p50", moment.latencyMillisP50(), 3);
            number(one, "latency_ms_p99", moment.latencyMillisP99(), 3);
            number(one, "server_cores", moment.cores(), 3);
            number(one, "server_rss_mib", moment.rssMib(), 1);
            one.addProperty("connected", moment.connected());
            seconds.add(one);
        }
        all.add("seconds", seconds);
        JsonArray sites = new JsonArray();
        outcome.sites().forEach(site -> sites.add(site(site)));
        all.add("sites", sites);
        all.add("stills", PLAIN.toJsonTree(new Gson().toJsonTree(finite(outcome.stills()))));
        all.add("changes", PLAIN.toJsonTree(outcome.changes()));
        all.add("meetings", PLAIN.toJsonTree(outcome.meetings()));
        JsonArray log = new JsonArray();
        for (Outcome.Done done : outcome.log()) {
            JsonObject one = new JsonObject();
            number(one, "at_s", done.at().toMillis() / 1e3, 1);
            one.addProperty("done", done.key());
            one.add("values", PLAIN.toJsonTree(done.values()));
            log.add(one);
        }
        all.add("log", log);
        all.add("server_empty", outcome.server().empty());
        all.add("server", outcome.server().latest());
        JsonArray advice = new JsonArray();
        for (Advice.Item item : Advice.of(outcome, aims)) {
            JsonObject one = new JsonObject();
            one.addProperty("vi", Advice.in(Words.VI, item));
            one.addProperty("en", Advice.in(Words.EN, item));
            advice.add(one);
        }
        all.add("advice", advice);
        return all;
    }

    private static Outcome.Stills finite(Outcome.Stills stills) {
        return Double.isNaN(stills.millisP99()) ? new Outcome.Stills(stills.sent(), stills.received(), -1) : stills;
    }

    private static JsonObject site(SiteFigures site) {
        JsonObject one = new JsonObject();
        one.addProperty("site", site.identity());
        one.add("join_ms", PLAIN.toJsonTree(site.joins()));
        one.add("first_frame_ms", PLAIN.toJsonTree(site.firstFrames()));
        one.addProperty("packets", site.packets());
        one.addProperty("lost", site.lost());
        one.addProperty("repaired", site.repaired());
        one.addProperty("frames", site.frames());
        one.addProperty("freezes", site.freezes());
        one.addProperty("longest_freeze_ms", site.longestFreezeMillis());
        one.addProperty("layer_changes", site.layers());
        one.addProperty("broken_connections", site.breaks());
        if (site.latency().getTotalCount() > 0) {
            number(one, "latency_ms_p50", site.latency().getValueAtPercentile(50) / 1e3, 2);
            number(one, "latency_ms_p99", site.latency().getValueAtPercentile(99) / 1e3, 2);
            number(one, "latency_ms_worst", site.latency().getMaxValue() / 1e3, 2);
        }
        return one;
    }

    /** Absent where it was not measured: JSON has no word for that. */
    private static void number(JsonObject into, String name, double value, int digits) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            into.add(name, com.google.gson.JsonNull.INSTANCE);
        } else if (digits == 0) {
            into.addProperty(name, Math.round(value));
        } else {
            double factor = Math.pow(10, digits);
            into.addProperty(name, Math.round(value * factor) / factor);
        }
    }
}
