package vn.nharong.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads options: command line before environment before file ({@code --config FILE}). The file is the flat part of
 * YAML: {@code key: value}, lists as {@code - value} lines, comments. Unknown keys are refused by name.
 */
public final class Options {
    /** Exit code for options that are wrong. */
    static final int WRONG_OPTIONS = 2;

    /** In the order of reference.yaml. */
    static final List<String> KEYS = List.of(
            "bind",
            "port",
            "tls-port",
            "tls-cert",
            "tls-key",
            "media-port",
            "media-loops",
            "measure-machine",
            "srtp",
            "advertise",
            "trusted-proxy",
            "data",
            "web",
            "webhook",
            "database",
            "empty",
            "open-rooms",
            "demo-sites",
            "time-server");

    private static final String PREFIX = "NHARONG_";

    /** Of the launcher, the log and the server API. */
    private static final List<String> OTHER_VARIABLES = List.of(
            "NHARONG_API_KEY",
            "NHARONG_API_SECRET",
            "NHARONG_JAVA_HOME",
            "NHARONG_JDK_FOLDERS",
            "NHARONG_LOG_FORMAT",
            "NHARONG_LOG_LEVEL");

    private static final List<String> REPEATABLE = List.of("advertise", "trusted-proxy", "webhook");

    /** On the command line they stand alone; elsewhere they are true or false. */
    private static final List<String> SWITCHES = List.of("empty", "open-rooms");

    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private final Map<String, String> environment;

    private Options(Map<String, String> environment) {
        this.environment = environment;
    }

    public static Config read(String[] arguments, Map<String, String> environment) throws StartRefused {
        Options options = new Options(environment);
        Map<String, List<String>> given = commandLine(arguments);
        List<String> file = given.remove("config");
        if (file != null) {
            options.file(file.getLast());
        }
        for (String variable : environment.keySet()) {
            if (variable.startsWith(PREFIX) && !OTHER_VARIABLES.contains(variable)) {
                known(variable);
            }
        }
        for (String key : KEYS) {
            String value = environment.get(variable(key));
            if (value != null && !value.isEmpty()) {
                options.values.put(key, REPEATABLE.contains(key) ? List.of(value.split("[ ,]+")) : List.of(value));
            }
        }
        options.values.putAll(given);
        return options.config();
    }

    /** The commented file with every key. */
    static String reference() {
        try (InputStream in = Options.class.getResourceAsStream("/reference.yaml")) {
            if (in == null) {
                throw new IllegalStateException("reference.yaml is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code media-port} is {@code NHARONG_MEDIA_PORT}. */
    static String variable(String key) {
        return PREFIX + key.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static Map<String, List<String>> commandLine(String[] arguments) throws StartRefused {
        Map<String, List<String>> given = new LinkedHashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            if (!argument.startsWith("--")) {
                throw wrong("not an option: " + argument);
            }
            int equals = argument.indexOf('=');
            String key = argument.substring(2, equals < 0 ? argument.length() : equals);
            if (!key.equals("config")) {
                known(key, "--");
            }
            String value;
            if (equals >= 0) {
                value = argument.substring(equals + 1);
            } else if (SWITCHES.contains(key)) {
                value = "true";
            } else if (++i < arguments.length) {
                value = arguments[i];
            } else {
                throw wrong("--" + key + " needs a value");
            }
            put(given, key, value);
        }
        return given;
    }

    private void file(String name) throws StartRefused {
        List<String> lines;
        try {
            lines = Files.readAllLines(Path.of(name), StandardCharsets.UTF_8);
        } catch (IOException | InvalidPathException e) {
            throw new StartRefused(1, "cannot read " + name);
        }
        String list = "";
        for (String line : lines) {
            int comment = line.indexOf('#');
            String content = (comment < 0 ? line : line.substring(0, comment)).strip();
            if (content.isEmpty()) {
                continue;
            }
            if (content.startsWith("- ") && !list.isEmpty()) {
                put(values, list, unquoted(content.substring(2)));
                continue;
            }
            int colon = content.indexOf(':');
            if (colon < 0) {
                throw wrong(name + ": not \"key: value\": " + content);
            }
            String key = content.substring(0, colon).strip();
            known(key, "");
            String value = unquoted(content.substring(colon + 1));
            list = value.isEmpty() || value.equals("[]") ? key : "";
            if (list.isEmpty()) {
                put(values, key, value);
            }
        }
    }

    private static String unquoted(String text) {
        String value = text.strip();
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private static void put(Map<String, List<String>> into, String key, String value) {
        if (REPEATABLE.contains(key)) {
            into.computeIfAbsent(key, k -> new ArrayList<>()).add(value);
        } else {
            into.put(key, List.of(value));
        }
    }

    private static void known(String key, String prefix) throws StartRefused {
        if (!KEYS.contains(key)) {
            throw wrong("unknown option " + prefix + key + "; the nearest is " + prefix + nearest(key));
        }
    }

    private static void known(String variable) throws StartRefused {
        String key =
                variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '-');
        if (!KEYS.contains(key)) {
            throw wrong("unknown option " + variable + "; the nearest is " + variable(nearest(key)));
        }
    }

    static String nearest(String key) {
        String best = KEYS.getFirst();
        int bestDistance = Integer.MAX_VALUE;
        for (String candidate : KEYS) {
            int distance = distance(key.toLowerCase(Locale.ROOT).replace('_', '-'), candidate);
            if (distance < bestDistance) {
                bestDistance = distance;
                best = candidate;
            }
        }
        return best;
    }

    /** Levenshtein's. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[b.length()];
    }

    private Config config() throws StartRefused {
        int processors = Runtime.getRuntime().availableProcessors();
        String web = text("web", "");
        String certificate = text("tls-cert", "");
        String key = text("tls-key", "");
        if (certificate.isEmpty() != key.isEmpty()) {
            throw wrong("tls-cert and tls-key must be given together");
        }
        return new Config(
                text("bind", "0.0.0.0"),
                number("port", 8080, 0, 65535),
                number("tls-port", 8443, 0, 65535),
                number("media-port", 7882, 0, 65535),
                number("media-loops", processors <= 2 ? 1 : processors - 1, 1, 64),
                choice("measure-machine", "true", "false").equals("true"),
                choice("srtp", "aes128", "aes256").equals("aes256"),
                values.getOrDefault("advertise", List.of()),
                ProxyNetworks.read(values.getOrDefault("trusted-proxy", List.of())),
                path("data", text("data", "data")),
                web.isEmpty() ? null : path("web", web),
                addresses("webhook"),
                certificate.isEmpty() ? null : path("tls-cert", certificate),
                key.isEmpty() ? null : path("tls-key", key),
                secret("NHARONG_API_KEY"),
                secret("NHARONG_API_SECRET"),
                new Config.House(
                        text("database", "").isEmpty() ? null : text("database", ""),
                        choice("empty", "false", "true").equals("true"),
                        choice("open-rooms", "false", "true").equals("true"),
                        number("demo-sites", 12, 0, 240),
                        text("time-server", "").isEmpty() ? null : text("time-server", "")));
    }

    private @Nullable String secret(String name) {
        String value = environment.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    private String text(String key, String absent) {
        List<String> given = values.get(key);
        return given == null ? absent : given.getLast();
    }

    private int number(String key, int absent, int min, int max) throws StartRefused {
        String value = text(key, String.valueOf(absent));
        try {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, as for a number out of range.
        }
        throw wrong(key + " must be a number from " + min + " to " + max + ", not \"" + value + "\"");
    }

    /** One of the values, the first when nothing is given. */
    private String choice(String key, String... values) throws StartRefused {
        String value = text(key, values[0]);
        if (!List.of(values).contains(value)) {
            throw wrong(key + " must be one of " + String.join(", ", values) + ", not \"" + value + "\"");
        }
        return value;
    }

    /** Addresses that a client of HTTP would send to; it says itself which those are. */
    private List<URI> addresses(String key) throws StartRefused {
        List<URI> addresses = new ArrayList<>();
        for (String text : values.getOrDefault(key, List.of())) {
            try {
                URI address = URI.create(text);
                HttpRequest.newBuilder(address);
                if (address.getPort() > 65535) {
                    throw new IllegalArgumentException("port");
                }
                addresses.add(address);
            } catch (IllegalArgumentException e) {
                throw wrong(key + " không phải địa chỉ http hay https (is not an http or https address): " + text);
            }
        }
        return addresses;
    }

    private static Path path(String key, String value) throws StartRefused {
        try {
            return Path.of(value).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw wrong(key + " is not a path: " + value);
        }
    }

    private static StartRefused wrong(String line) {
        return new StartRefused(WRONG_OPTIONS, line);
    }
}
