package vn.nharong.loadtest;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was asked for with {@code --against}.
 *
 * @param sites that receive the programme, 1 → N
 * @param rooms small ones, in which everybody sends to everybody
 * @param seats of each of them
 * @param seconds of each measurement
 * @param rounds in which all servers have their turn
 * @param warmUp seconds of the first, which is not measured: what is compiled then is no server's everyday
 * @param settle seconds from the last join to the measurement
 * @param burstMillis see {@link LoadOptions#burstMillis}
 * @param janusLoops threads of Janus for media; 0 for one each connection, which is its default
 * @param root of the program
 * @param off what is switched off in our server, to see the comparison fail: {@code offload}, {@code crypto}; empty for nothing
 */
record AgainstOptions(
        int sites,
        int rooms,
        int seats,
        int seconds,
        int rounds,
        int warmUp,
        int settle,
        int loops,
        int burstMillis,
        int janusLoops,
        Path root,
        Path out,
        Words words,
        String off) {
    /** Beyond, Janus and the generator beside it have not enough processor: what is measured then is overload. */
    private static final int SITES_PER_CORE = 40;

    static final Set<String> OFF = Set.of("", "offload", "crypto");
    private static final List<String> NAMES = List.of(
            "against",
            "sites",
            "rooms",
            "seats",
            "seconds",
            "rounds",
            "warm-up",
            "settle",
            "loops",
            "burst-ms",
            "janus-loops",
            "out",
            "lang",
            "off");

    static boolean wanted(String[] arguments) {
        return List.of(arguments).stream().anyMatch(each -> each.equals("--against") || each.startsWith("--against="));
    }

    static AgainstOptions read(String[] arguments) throws LoadOptions.Refused {
        Map<String, String> given = LoadOptions.given(arguments, NAMES);
        String against = given.getOrDefault("against", "");
        if (!against.equals(JanusContender.KEY)) {
            throw new LoadOptions.Refused("option.against", against);
        }
        String off = given.getOrDefault("off", "");
        if (!OFF.contains(off)) {
            throw new LoadOptions.Refused("option.off_against", off);
        }
        return new AgainstOptions(
                LoadOptions.number(
                        given,
                        "sites",
                        Math.min(240, SITES_PER_CORE * Runtime.getRuntime().availableProcessors()),
                        1,
                        1_000),
                LoadOptions.number(given, "rooms", 10, 0, 200),
                LoadOptions.number(given, "seats", 5, 2, 50),
                LoadOptions.number(given, "seconds", 20, 2, 3_600),
                LoadOptions.number(given, "rounds", 3, 1, 99),
                LoadOptions.number(given, "warm-up", 30, 0, 3_600),
                LoadOptions.number(given, "settle", 5, 0, 600),
                LoadOptions.number(given, "loops", 1, 1, 64),
                LoadOptions.number(given, "burst-ms", 40, 0, 1_000),
                LoadOptions.number(given, "janus-loops", 0, 0, 256),
                Path.of(System.getProperty("nharong.root", ".")),
                Path.of(given.getOrDefault("out", "loadtest-report")),
                LoadOptions.words(given),
                off);
    }
}
