package vn.nharong.loadtest;

import freemarker.template.TemplateException;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A {@link Comparison} as one page without a network: Vietnamese, and English behind a switch. */
final class ComparisonPage {
    static final List<String> LABELS = List.of(
            "title", "language", "server", "perpacket", "times", "cores", "p50", "p99", "lost", "each", "notes");

    private final Comparison comparison;
    private final AgainstOptions options;

    ComparisonPage(Comparison comparison) {
        this.comparison = comparison;
        this.options = comparison.options();
    }

    String html() throws IOException {
        StringWriter page = new StringWriter();
        try {
            ReportPage.templates()
                    .getTemplate("comparison.ftlh")
                    .process(Map.of("languages", List.of(model(Words.VI), model(Words.EN))), page);
        } catch (TemplateException e) {
            throw new IOException("the page does not fit its figures", e);
        }
        return page.toString();
    }

    private Map<String, Object> model(Words words) {
        Map<String, Object> model = new HashMap<>();
        Map<String, String> labels = new HashMap<>();
        LABELS.forEach(name -> labels.put(name, words.say("comparison." + name)));
        model.put("code", words.code());
        model.put("say", labels);
        model.put(
                "subtitle",
                words.say("comparison.subtitle", comparison.janus().version(), options.rounds(), options.seconds()));
        model.put("verdict", verdict(words));
        List<Map<String, Object>> loads = new ArrayList<>();
        loads.add(load(words, Trial.PROGRAMME));
        if (options.rooms() > 0) {
            loads.add(load(words, Trial.ROOMS));
        }
        model.put("loads", loads);
        model.put(
                "notes",
                List.of(
                        words.say("comparison.note.cost"),
                        words.say("comparison.note.load", options.burstMillis()),
                        words.say("comparison.note.latency"),
                        words.say("comparison.note.janus"),
                        words.say("comparison.note.urgent"),
                        words.say("comparison.note.srtp", comparison.janus().srtp())));
        return model;
    }

    private Map<String, String> verdict(Words words) {
        String state = comparison.isVoid() ? "void" : comparison.held() ? "ok" : "bad";
        return Map.of(
                "state",
                state,
                "word",
                words.say("verdict.word." + state),
                "sentence",
                words.say(
                        "comparison.verdict",
                        words.number(comparison.times(Trial.PROGRAMME, JanusContender.KEY, Against.OWN), 1),
                        words.number(comparison.times(Trial.PROGRAMME, JanusContender.KEY, Against.WITHOUT_OFFLOAD), 1),
                        words.number(Comparison.WITH_OFFLOAD, 0),
                        words.number(Comparison.WITHOUT_OFFLOAD, 0)));
    }

    private Map<String, Object> load(Words words, String load) {
        double most = Against.SERVERS.stream()
                .mapToDouble(server -> comparison.median(load, server, Trial::nanosPerPacket))
                .filter(Double::isFinite)
                .max()
                .orElse(1);
        List<Map<String, String>> rows = Against.SERVERS.stream()
                .filter(server -> !comparison.of(load, server).isEmpty())
                .map(server -> row(words, load, server, most))
                .toList();
        return Map.of("title", Against.load(words, options, load), "rows", rows);
    }

    private Map<String, String> row(Words words, String load, String server, double most) {
        List<Trial> trials = comparison.of(load, server);
        double nanos = comparison.median(load, server, Trial::nanosPerPacket);
        Map<String, String> row = new HashMap<>();
        row.put("name", words.say("against." + server));
        row.put("perPacket", words.number(nanos, 0));
        row.put("times", words.number(comparison.times(load, server, Against.OWN), 1) + "×");
        row.put("share", Long.toString(Double.isFinite(nanos) ? Math.round(100 * nanos / most) : 0));
        row.put("cores", words.number(comparison.median(load, server, Trial::cores), 2));
        row.put("p50", words.number(comparison.median(load, server, Trial::latencyMillisP50), 2));
        row.put("p99", words.number(comparison.median(load, server, Trial::latencyMillisP99), 2));
        row.put("lost", words.number(trials.stream().mapToLong(Trial::lost).sum(), 0));
        row.put(
                "each",
                trials.stream()
                        .map(trial -> words.number(trial.nanosPerPacket(), 0))
                        .collect(Collectors.joining(" · ")));
        return row;
    }
}
