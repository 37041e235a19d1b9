package vn.nharong.bench;

import java.util.Arrays;
import java.util.Locale;
import vn.nharong.bench.live.Kiosks;
import vn.nharong.bench.live.LiveMeetingBench;
import vn.nharong.bench.micro.MicroBench;

/** {@code java … vn.nharong.bench.Main NAME [OPTIONS]}: one program for all measurements. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
        Locale.setDefault(Locale.ROOT); // figures and drawings have points
        String name = arguments.length == 0 ? "" : arguments[0];
        String[] rest = arguments.length == 0 ? arguments : Arrays.copyOfRange(arguments, 1, arguments.length);
        if (System.getenv("NHARONG_LOG_LEVEL") == null) {
            System.setProperty("NHARONG_LOG_LEVEL", "WARN"); // figures, not news
        }
        int code = switch (name) {
            case "conduct" -> Conductor.run(rest);
            case "fanout" -> FanoutBench.run(rest);
            case "micro" -> MicroBench.run(rest);
            case "growth" -> GrowthBench.run(rest);
            case "stranger" -> Stranger.run(rest);
            case "strangers" -> StrangersBench.run(rest);
            case "sites" -> Sites.run(rest);
            case "kiosks" -> kiosks(new BenchOptions(rest));
            case "live-meeting" -> liveMeeting(new BenchOptions(rest));
            default -> {
                System.err.println("nharong bench: fanout, growth, micro, strangers, live-meeting, province; not \""
                        + name + "\"");
                yield 2;
            }
        };
        System.exit(code);
    }

    private static int kiosks(BenchOptions options) throws Exception {
        return Kiosks.run(options.required("url"), options.number("from", 0), options.number("sites", 240));
    }

    private static int liveMeeting(BenchOptions options) throws Exception {
        return LiveMeetingBench.run(
                options.required("url"),
                Long.parseLong(options.required("pid")),
                options.number("sites", 240),
                options.number("takes", 40),
                options.number("grants", 30),
                options.text("switch-off", ""));
    }
}
