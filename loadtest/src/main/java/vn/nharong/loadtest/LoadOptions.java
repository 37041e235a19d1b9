package vn.nharong.loadtest;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for on the command line and in the environment.
 *
 * @param url of the server, {@code http} or {@code https}
 * @param sites synthetic ones; the room may hold others too
 * @param seconds measured, after everybody has joined
 * @param loops threads that carry the sites' media
 * @param wave sites that join together
 * @param waveMillis from one wave to the next
 * @param patience seconds for joining after the last wave
 * @param warmUp seconds between the last join and the first measurement
 * @param burstMillis how much of a picture leaves at once, in time at its pace: 40 as browsers do (PacingController of libwebrtc), 0 for packet by packet
 * @param room on the server
 * @param script a name that is built in, or a file
 * @param out folder for the report
 * @param off what is broken on purpose, to see the measurement fail: {@code loss}, {@code late}; empty for nothing
 * @param key of the server's API
 * @param secret that belongs to it
 * @param authority certificate that vouches for the server over HTTPS; null for the usual ones
 */
record LoadOptions(
        URI url,
        int sites,
        int seconds,
        int loops,
        int wave,
        int waveMillis,
        int patience,
        int warmUp,
        int burstMillis,
        String room,
        String script,
        Path out,
        Words words,
        String off,
        String key,
        String secret,
        @Nullable Path authority,
        Aims.Limits limits) {
    static final Set<String> OFF = Set.of("", "loss", "late", "script");
    private static final List<String> NAMES = List.of(
            "url",
            "sites",
            "seconds",
            "loops",
            "wave",
            "wave-ms",
            "patience",
            "warm-up",
            "room",
            "script",
            "out",
            "lang",
            "off",
            "aims",
            "authority",
            "burst-ms");

    /** A wish that cannot be met, with the message's key in {@link Words}. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        final String key;
        final transient Object[] values;

        Refused(String key, Object... values) {
            super(key);
            this.key = key;
            this.values = values;
        }
    }

    /** @param arguments {@code --name value} or {@code --name=value} */
    static LoadOptions read(String[] arguments, Map<String, String> environment) throws Refused {
        Map<String, String> given = given(arguments, NAMES);
        String off = given.getOrDefault("off", "");
        if (!OFF.contains(off)) {
            throw new Refused("option.off", off);
        }
        String key = environment.getOrDefault("NHARONG_API_KEY", "");
        String secret = environment.getOrDefault("NHARONG_API_SECRET", "");
        if (key.isEmpty() || secret.isEmpty()) {
            throw new Refused("option.key");
        }
        return new LoadOptions(
                url(given.getOrDefault("url", "http://127.0.0.1:8080")),
                number(given, "sites", 240, 1, 5_000),
                number(given, "seconds", 120, 1, 7 * 86_400),
                number(given, "loops", 1, 1, 64),
                number(given, "wave", 3, 1, 5_000),
                number(given, "wave-ms", 150, 0, 600_000),
                number(given, "patience", 30, 1, 3_600),
                number(given, "warm-up", 5, 0, 3_600),
                number(given, "burst-ms", 40, 0, 1_000),
                given.getOrDefault("room", "loadtest"),
                given.getOrDefault("script", "programme"),
                Path.of(given.getOrDefault("out", "loadtest-report")),
                words(given),
                off,
                key,
                secret,
                given.containsKey("authority") ? Path.of(given.get("authority")) : null,
                Aims.Limits.read(given.getOrDefault("aims", "")));
    }

    /** @param names that there are */
    static Map<String, String> given(String[] arguments, List<String> names) throws Refused {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            if (!argument.startsWith("--")) {
                throw new Refused("option.unknown", argument);
            }
            int equals = argument.indexOf('=');
            String name = argument.substring(2, equals < 0 ? argument.length() : equals);
            if (!names.contains(name)) {
                throw new Refused("option.unknown", argument);
            }
            if (equals < 0 && ++i >= arguments.length) {
                throw new Refused("option.value", argument);
            }
            given.put(name, equals < 0 ? arguments[i] : argument.substring(equals + 1));
        }
        return given;
    }

    static Words words(Map<String, String> given) throws Refused {
        return switch (given.getOrDefault("lang", "vi").toLowerCase(Locale.ROOT)) {
            case "vi" -> Words.VI;
            case "en" -> Words.EN;
            case String other -> throw new Refused("option.lang", other);
        };
    }

    private static URI url(String text) throws Refused {
        try {
            URI url = URI.create(text.contains("://") ? text : "http://" + text);
            String scheme = String.valueOf(url.getScheme());
            if (url.getHost() == null || !scheme.equals("http") && !scheme.equals("https")) {
                throw new Refused("option.url", text);
            }
            return url;
        } catch (IllegalArgumentException e) {
            throw new Refused("option.url", text);
        }
    }

    static int number(Map<String, String> given, String name, int absent, int least, int most) throws Refused {
        String text = given.get(name);
        if (text == null) {
            return absent;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new Refused("option.number", "--" + name, text, String.valueOf(least), String.valueOf(most));
    }

    /** Where signalling goes. */
    String socketBase() {
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        return (url.getScheme().equals("https") ? "wss://" : "ws://") + url.getHost() + port;
    }
}
