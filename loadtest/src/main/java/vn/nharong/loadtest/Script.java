package vn.nharong.loadtest;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * What happens while it is measured, as a JSON file says it (docs/vi/thu-tai.md). Times are in seconds after the beginning of the
 * measurement.
 *
 * @param live sites that send a small moving picture to the operator
 * @param stillSeconds from one still of a site to its next; 0 for none
 * @param changesPerMinute sites that leave and come back
 * @param awaySeconds how long they stay away
 * @param acts in the order of time
 */
record Script(
        String titleVi,
        String titleEn,
        int live,
        int stillSeconds,
        int changesPerMinute,
        int awaySeconds,
        List<Act> acts) {
    private static final Set<String> BUILT_IN = Set.of("programme", "every-act", "soak");
    private static final int MANY = 100_000;

    /** Something that is done at its time. @param every seconds until it is done again; 0 for once */
    record Act(int at, int every, What what) {}

    /** Every kind of act. */
    sealed interface What {
        /** This site is on air from now on; -1: the programme's own camera. */
        record Speak(int site) implements What {}

        /** Sites show the programme so wide and ask for no more. */
        record Layout(int width, int height) implements What {}

        /** A site's line is dead for so long. */
        record Cut(int site, int seconds) implements What {}

        /** A district's first {@code sites} send {@code perSecond} datagrams each that no honest client sends. */
        record Flood(int sites, int perSecond, int seconds) implements What {}

        /** Small meetings open and close. */
        record Meetings(int count, int sites, int seconds) implements What {}
    }

    /** @param name one that is built in, or a file's */
    static Script read(String name) throws LoadOptions.Refused {
        String text;
        try {
            if (BUILT_IN.contains(name)) {
                try (InputStream in = Script.class.getResourceAsStream("script-" + name + ".json")) {
                    text = new String(
                            java.util.Objects.requireNonNull(in, "part of the program")
                                    .readAllBytes(),
                            StandardCharsets.UTF_8);
                }
            } else {
                text = Files.readString(Path.of(name));
            }
        } catch (IOException | java.nio.file.InvalidPathException e) {
            throw new LoadOptions.Refused(
                    "script.missing",
                    name,
                    String.join(", ", BUILT_IN.stream().sorted().toList()));
        }
        return parse(name, text);
    }

    static Script parse(String name, String text) throws LoadOptions.Refused {
        try {
            JsonObject root = JsonParser.parseString(text).getAsJsonObject();
            known(root, "title", "live", "still_seconds", "changes_per_minute", "away_seconds", "acts");
            JsonObject title = root.has("title") ? root.getAsJsonObject("title") : new JsonObject();
            List<Act> acts = new ArrayList<>();
            JsonArray list = root.has("acts") ? root.getAsJsonArray("acts") : new JsonArray();
            for (JsonElement each : list) {
                acts.add(act(each.getAsJsonObject()));
            }
            acts.sort(Comparator.comparingInt(Act::at));
            return new Script(
                    text(title, "vi", name),
                    text(title, "en", name),
                    number(root, "live", 0, 0),
                    number(root, "still_seconds", 0, 0),
                    number(root, "changes_per_minute", 0, 0),
                    number(root, "away_seconds", 5, 1),
                    List.copyOf(acts));
        } catch (JsonParseException
                | IllegalStateException
                | ClassCastException
                | NumberFormatException
                | UnsupportedOperationException e) {
            throw new LoadOptions.Refused("script.wrong", name, String.valueOf(e.getMessage()));
        }
    }

    private static Act act(JsonObject act) {
        What what = switch (text(act, "do", "")) {
            case "speak" -> {
                known(act, "at", "every", "do", "site");
                yield new What.Speak(number(act, "site", -1, -1));
            }
            case "layout" -> {
                known(act, "at", "every", "do", "width", "height");
                yield new What.Layout(number(act, "width", 1280, 1), number(act, "height", 720, 1));
            }
            case "cut" -> {
                known(act, "at", "every", "do", "site", "seconds");
                yield new What.Cut(number(act, "site", 0, 0), number(act, "seconds", 3, 1));
            }
            case "flood" -> {
                known(act, "at", "every", "do", "sites", "per_second", "seconds");
                yield new What.Flood(
                        number(act, "sites", 5, 1), number(act, "per_second", 1_000, 1), number(act, "seconds", 10, 1));
            }
            case "meetings" -> {
                known(act, "at", "every", "do", "count", "sites", "seconds");
                yield new What.Meetings(
                        number(act, "count", 1, 1), number(act, "sites", 4, 1), number(act, "seconds", 30, 1));
            }
            default -> throw new JsonParseException("no such act: " + act);
        };
        return new Act(number(act, "at", 0, 0), number(act, "every", 0, 0), what);
    }

    /** A misspelt name would be a wish that is silently not met. */
    private static void known(JsonObject object, String... names) {
        for (String name : object.keySet()) {
            if (!List.of(names).contains(name)) {
                throw new JsonParseException("unknown: " + name);
            }
        }
    }

    private static String text(JsonObject object, String name, String absent) {
        return object.has(name) ? object.get(name).getAsString() : absent;
    }

    private static int number(JsonObject object, String name, int absent, int least) {
        int value = object.has(name) ? object.get(name).getAsInt() : absent;
        if (value < least || value > MANY) {
            throw new JsonParseException(name + ": " + value);
        }
        return value;
    }

    /** Sites that are on air at some time. */
    Set<Integer> speakers() {
        Set<Integer> sites = new java.util.TreeSet<>();
        for (Act act : acts) {
            if (act.what() instanceof What.Speak speak && speak.site() >= 0) {
                sites.add(speak.site());
            }
        }
        return sites;
    }
}
