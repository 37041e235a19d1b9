package vn.nharong.loadtest;

import com.google.gson.JsonObject;
import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The report as one page without a network: Vietnamese, and English behind a switch. */
final class ReportPage {
    private static final double MIB = 1 << 20;
    /** Shown at once; the others are behind a fold. */
    private static final int SITES_SHOWN = 12;

    private final Outcome outcome;
    private final List<Aims.Aim> aims;

    ReportPage(Outcome outcome, List<Aims.Aim> aims) {
        this.outcome = outcome;
        this.aims = aims;
    }

    String html() throws IOException {
        StringWriter page = new StringWriter();
        try {
            templates()
                    .getTemplate("report.ftlh")
                    .process(Map.of("languages", List.of(model(Words.VI), model(Words.EN))), page);
        } catch (TemplateException e) {
            throw new IOException("the page does not fit its figures", e);
        }
        return page.toString();
    }

    /** Where pages come from; what stands in them is escaped. */
    static Configuration templates() {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setClassForTemplateLoading(ReportPage.class, "");
        configuration.setDefaultEncoding("UTF-8");
        configuration.setOutputFormat(HTMLOutputFormat.INSTANCE);
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        return configuration;
    }

    private Map<String, Object> model(Words words) {
        Map<String, Object> model = new HashMap<>();
        model.put("code", words.code());
        model.put("say", labels(words));
        model.put(
                "subtitle",
                words.say(
                        "page.subtitle",
                        outcome.options().sites(),
                        title(words),
                        outcome.options().url().toString(),
                        DateTimeFormatter.ofPattern("HH:mm dd/MM/yyyy")
                                .withZone(ZoneId.systemDefault())
                                .format(outcome.began())));
        model.put("verdict", verdict(words));
        model.put("aims", aims.stream().map(aim -> aim(words, aim)).toList());
        model.put(
                "advice",
                Advice.of(outcome, aims).stream()
                        .map(item -> Advice.in(words, item))
                        .toList());
        model.put("tiles", tiles(words));
        model.put("charts", charts(words));
        List<Map<String, Object>> sites = outcome.sites().stream()
                .sorted(Comparator.comparingLong(SiteFigures::lost)
                        .thenComparingInt(SiteFigures::freezes)
                        .thenComparingDouble(site -> site.latency().getValueAtPercentile(99))
                        .reversed())
                .map(site -> site(words, site))
                .toList();
        model.put("worst", sites.subList(0, Math.min(SITES_SHOWN, sites.size())));
        model.put("others", sites.subList(Math.min(SITES_SHOWN, sites.size()), sites.size()));
        model.put("log", outcome.log().stream().map(done -> done(words, done)).toList());
        model.put("server", server(words));
        model.put("own", own(words));
        model.put(
                "notes",
                List.of(
                        words.say("note.latency"),
                        words.say("note.frames"),
                        words.say("note.loss"),
                        words.say("note.void", String.valueOf(Generator.MAX_LATE_MILLIS_P99)),
                        words.say("note.server")));
        return model;
    }

    /** Plain labels, by the part of their key after {@code page.}. */
    private static Map<String, String> labels(Words words) {
        Map<String, String> labels = new HashMap<>();
        for (String name : LABELS) {
            labels.put(name, words.say("page." + name));
        }
        return labels;
    }

    static final List<String> LABELS = List.of(
            "title",
            "language",
            "aims",
            "aim",
            "measured",
            "limit",
            "advice",
            "charts",
            "sites",
            "site",
            "join",
            "frame",
            "packets",
            "lost",
            "repaired",
            "freezes",
            "longest",
            "p50",
            "p99",
            "layers",
            "others",
            "log",
            "nolog",
            "server",
            "own",
            "notes",
            "allheld");

    private String title(Words words) {
        return words == Words.VI ? outcome.script().titleVi() : outcome.script().titleEn();
    }

    private Map<String, Object> verdict(Words words) {
        long missed = aims.stream().filter(aim -> !aim.held()).count();
        String state = outcome.own().isVoid() ? "void" : missed > 0 ? "bad" : "ok";
        String sentence = words.say("verdict." + state, missed, aims.size());
        if (outcome.interrupted()) {
            sentence += " " + words.say("verdict.interrupted", words.number(outcome.seconds(), 0));
        }
        return Map.of("state", state, "word", words.say("verdict.word." + state), "sentence", sentence);
    }

    private static Map<String, Object> aim(Words words, Aims.Aim aim) {
        String unit = words.say("unit." + aim.key());
        return Map.of(
                "word", words.say("aim." + aim.key()),
                "value", value(words, aim.value(), aim.digits(), unit),
                "limit",
                        (aim.atLeast() ? "≥ " : "≤ ")
                                + words.number(aim.limit(), aim.limit() == Math.rint(aim.limit()) ? 0 : 1)
                                + (unit.isEmpty() ? "" : " " + unit),
                "held", aim.held(),
                "state", words.say(aim.held() ? "held" : "missed"),
                "share", share(aim));
    }

    /** How much of the limit is used up, in hundredths for a bar, at most 100. */
    private static String share(Aims.Aim aim) {
        double share =
                Double.isNaN(aim.value()) ? 0 : aim.limit() <= 0 ? aim.value() > 0 ? 1 : 0 : aim.value() / aim.limit();
        return String.valueOf(Math.round(Math.clamp(share, 0, 1) * 100));
    }

    private static String value(Words words, double value, int digits, String unit) {
        return Double.isNaN(value)
                ? words.say("unknown")
                : words.number(value, digits) + (unit.isEmpty() ? "" : " " + unit);
    }

    private List<Map<String, String>> tiles(Words words) {
        List<Map<String, String>> tiles = new ArrayList<>();
        tile(
                tiles,
                words,
                "joined",
                words.say(
                        "tile.joined.value", outcome.joined(), outcome.options().sites()),
                words.say(
                        "tile.joined.note",
                        value(words, outcome.joinMillis(50), 0, "ms"),
                        value(words, outcome.joinMillis(95), 0, "ms")));
        tile(
                tiles,
                words,
                "frames",
                value(words, outcome.firstFrameMillis(50), 0, "ms"),
                words.say("tile.frames.note", outcome.freezes(), outcome.longestFreezeMillis()));
        tile(
                tiles,
                words,
                "packets",
                words.number(outcome.packets(), 0),
                words.say(
                        "tile.packets.note",
                        outcome.lost(),
                        outcome.repaired(),
                        words.number(outcome.own().perSecond(), 0)));
        double megabits = outcome.server().rise("media", "bytes_out") * 8 / outcome.seconds() / 1e6;
        tile(
                tiles,
                words,
                "line",
                value(words, megabits, 0, "Mbit/s"),
                words.say(
                        "tile.line.note",
                        value(
                                words,
                                outcome.server().rise("media", "bytes_in") * 8 / outcome.seconds() / 1e6,
                                1,
                                "Mbit/s")));
        tile(
                tiles,
                words,
                "stills",
                words.number(outcome.stills().received(), 0),
                words.say(
                        "tile.stills.note",
                        outcome.stills().sent(),
                        value(words, outcome.stills().millisP99(), 0, "ms")));
        tile(
                tiles,
                words,
                "changes",
                words.number(outcome.changes().left(), 0),
                words.say(
                        "tile.changes.note",
                        outcome.changes().returned(),
                        outcome.changes().cut(),
                        outcome.changes().floods(),
                        outcome.breaks()));
        return tiles;
    }

    private static void tile(List<Map<String, String>> tiles, Words words, String key, String value, String note) {
        tiles.add(Map.of("label", words.say("tile." + key), "value", value, "note", note));
    }

    private List<Map<String, Object>> charts(Words words) {
        List<Outcome.Moment> moments = outcome.moments();
        double[] xs = moments.stream().mapToDouble(Outcome.Moment::second).toArray();
        double last = xs.length == 0 ? 1 : xs[xs.length - 1];
        Aims.Limits limits = outcome.options().limits();
        double[] p50 = series(Outcome.Moment::latencyMillisP50);
        double[] p99 = series(Outcome.Moment::latencyMillisP99);
        double[] cores = series(Outcome.Moment::cores);
        double[] rss = series(Outcome.Moment::rssMib);
        double[] connected = series(Outcome.Moment::connected);
        String unit = words.say("unit.second");
        return List.of(
                new Chart(words, words.say("chart.latency"), unit, last, Math.max(most(p99), limits.latencyMillisP99()))
                        .line("99 %", "a", xs, p99)
                        .line("50 %", "b", xs, p50)
                        .line(words.say("page.limit"), "limit", ends(last), both(limits.latencyMillisP99()))
                        .model(),
                new Chart(words, words.say("chart.cores"), unit, last, Math.max(most(cores), limits.cores()))
                        .line(words.say("page.server"), "a", xs, cores)
                        .line(words.say("page.limit"), "limit", ends(last), both(limits.cores()))
                        .model(),
                new Chart(words, words.say("chart.rss"), unit, last, Math.max(most(rss), limits.rssMib()))
                        .line(words.say("page.server"), "a", xs, rss)
                        .line(words.say("page.limit"), "limit", ends(last), both(limits.rssMib()))
                        .model(),
                new Chart(
                                words,
                                words.say("chart.connected"),
                                unit,
                                last,
                                outcome.options().sites())
                        .line(words.say("chart.connected"), "a", xs, connected)
                        .model());
    }

    private double[] series(ToDoubleFunction<Outcome.Moment> which) {
        return outcome.moments().stream().mapToDouble(which).toArray();
    }

    private static double most(double[] values) {
        double most = 0;
        for (double value : values) {
            most = Double.isNaN(value) ? most : Math.max(most, value);
        }
        return most;
    }

    private static double[] ends(double last) {
        return new double[] {0, last};
    }

    private static double[] both(double value) {
        return new double[] {value, value};
    }

    private static Map<String, Object> site(Words words, SiteFigures site) {
        boolean any = site.latency().getTotalCount() > 0;
        return Map.of(
                "name", site.identity(),
                "join", site.joins().isEmpty() ? "–" : words.number(site.joins().getFirst(), 0),
                "frame",
                        site.firstFrames().isEmpty()
                                ? "–"
                                : words.number(site.firstFrames().getFirst(), 0),
                "packets", words.number(site.packets(), 0),
                "lost", words.number(site.lost(), 0),
                "repaired", words.number(site.repaired(), 0),
                "freezes", words.number(site.freezes(), 0),
                "longest", words.number(site.longestFreezeMillis(), 0),
                "latency",
                        List.of(
                                any ? words.number(site.latency().getValueAtPercentile(50) / 1e3, 1) : "–",
                                any ? words.number(site.latency().getValueAtPercentile(99) / 1e3, 1) : "–"),
                "layers", words.number(site.layers(), 0));
    }

    private static Map<String, String> done(Words words, Outcome.Done done) {
        long seconds = done.at().toSeconds();
        return Map.of(
                "at", String.format("%d:%02d", seconds / 60, seconds % 60),
                "text", words.say("log." + done.key(), done.values().toArray()));
    }

    private List<Map<String, String>> server(Words words) {
        List<Map<String, String>> rows = new ArrayList<>();
        JsonObject machine = outcome.machine();
        ServerFigures server = outcome.server();
        JsonObject latest = server.latest();
        if (machine.has("os")) {
            row(
                    rows,
                    words,
                    "machine",
                    machine.get("cores").getAsString() + " × "
                            + machine.get("arch").getAsString() + ", "
                            + machine.get("os").getAsString() + ", Java "
                            + machine.get("java").getAsString());
            row(rows, words, "srtp", machine.get("srtp").getAsString());
            row(
                    rows,
                    words,
                    "segmentation",
                    words.say(machine.get("segmentation_offload").getAsBoolean() ? "yes" : "no"));
        }
        row(rows, words, "empty", value(words, outcome.emptyRssMib(), 0, "MiB"));
        row(rows, words, "heap", value(words, ServerFigures.number(latest, "process", "heap_bytes") / MIB, 0, "MiB"));
        row(
                rows,
                words,
                "pool",
                words.say(
                        "row.pool.value",
                        value(words, ServerFigures.number(latest, "media", "packets_leased"), 0, ""),
                        value(words, ServerFigures.number(latest, "media", "packet_memory_bytes") / MIB, 0, "MiB")));
        row(
                rows,
                words,
                "threads",
                words.say(
                        "row.threads.value",
                        value(words, ServerFigures.number(latest, "process", "threads"), 0, ""),
                        value(words, ServerFigures.number(latest, "process", "descriptors"), 0, "")));
        row(rows, words, "added", value(words, ServerFigures.number(latest, "media", "added_us_p99") / 1e3, 2, "ms"));
        double packets = server.rise("media", "packets_out");
        row(rows, words, "perpacket", value(words, server.rise("process", "cpu_ns") / packets / 1e3, 2, "µs"));
        row(rows, words, "segments", value(words, packets / server.rise("media", "messages_out"), 2, ""));
        row(
                rows,
                words,
                "drops",
                words.say(
                        "row.drops.value",
                        value(words, server.rise("drops", "unread"), 0, ""),
                        value(words, server.rise("drops", "refused_by_socket"), 0, ""),
                        value(words, server.rise("drops", "refused_by_pacer"), 0, "")));
        return rows;
    }

    private List<Map<String, String>> own(Words words) {
        List<Map<String, String>> rows = new ArrayList<>();
        row(
                rows,
                words,
                "late",
                words.say(
                        "row.late.value",
                        words.number(outcome.own().lateMillisP99(), 2),
                        words.number(outcome.own().worstLateMillis(), 1)));
        row(rows, words, "unread", words.number(outcome.own().unread(), 0));
        row(rows, words, "owncores", words.number(outcome.own().cores(), 2));
        row(rows, words, "loops", words.number(outcome.own().loops(), 0));
        return rows;
    }

    private static void row(List<Map<String, String>> rows, Words words, String key, String value) {
        rows.add(Map.of("label", words.say("row." + key), "value", value));
    }
}
