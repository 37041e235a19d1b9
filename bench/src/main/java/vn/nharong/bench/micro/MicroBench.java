package vn.nharong.bench.micro;

import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import vn.nharong.media.srtp.SrtpBackend;
import vn.nharong.media.srtp.SrtpBackends;

/**
 * {@code bench micro [PATTERN] [--quick]}: the stages of a packet's way one by one, each in a JVM of its own with the server's
 * options. Prints a table, and as its last line one JSON object: name → nanoseconds an operation, JMH's error of it (99.9 %),
 * bytes allocated an operation. Three minutes; with {@code --quick} half of it, for a look and not for a
 * comparison.
 */
public final class MicroBench {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private MicroBench() {}

    /** @return 2 for options it does not know, 1 when nothing matches the pattern */
    public static int run(String[] arguments) throws RunnerException {
        boolean quick = false;
        String pattern = "";
        for (String argument : arguments) {
            if (argument.equals("--quick")) {
                quick = true;
            } else if (argument.startsWith("-") || !pattern.isEmpty()) {
                System.err.println("nharong bench micro [PATTERN] [--quick]; not \"" + argument + "\"");
                return 2;
            } else {
                pattern = argument;
            }
        }
        ChainedOptionsBuilder options = benchmarks(pattern)
                .verbosity(VerboseMode.SILENT)
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .addProfiler(GCProfiler.class)
                .forks(1)
                .warmupIterations(quick ? 3 : 4)
                .warmupTime(TimeValue.milliseconds(quick ? 400 : 500))
                .measurementIterations(quick ? 5 : 6)
                .measurementTime(TimeValue.milliseconds(quick ? 150 : 500));
        Collection<RunResult> results = new Runner(options.build()).run();
        if (results.isEmpty()) {
            System.err.println("no benchmark is called \"" + pattern + "\"");
            return 1;
        }
        print(results, System.out);
        return 0;
    }

    /** Every benchmark whose name holds the pattern, over the back ends that are there. */
    static ChainedOptionsBuilder benchmarks(String pattern) {
        List<String> backends =
                SrtpBackends.all().stream().map(SrtpBackend::name).toList();
        return new OptionsBuilder()
                .include(pattern.isEmpty() ? "Benchmark\\." : pattern)
                .param("backend", backends.toArray(String[]::new))
                .shouldFailOnError(true);
    }

    static void print(Collection<RunResult> results, PrintStream out) {
        JsonObject all = new JsonObject();
        List<RunResult> sorted = results.stream()
                .sorted(Comparator.comparing(each -> name(each.getParams())))
                .toList();
        int width = sorted.stream()
                .mapToInt(each -> name(each.getParams()).length())
                .max()
                .orElse(0);
        out.printf(Locale.ROOT, "%-" + width + "s %12s %10s %10s%n", "", "ns/op", "±", "B/op");
        for (RunResult one : sorted) {
            Result<?> time = one.getPrimaryResult();
            Result<?> bytes = one.getSecondaryResults().get(ALLOCATED);
            double allocated = bytes == null ? Double.NaN : bytes.getScore();
            String name = name(one.getParams());
            out.printf(
                    Locale.ROOT,
                    "%-" + width + "s %12.1f %10.1f %10.1f%n",
                    name,
                    time.getScore(),
                    time.getScoreError(),
                    allocated);
            JsonObject figures = new JsonObject();
            say(figures, "ns", time.getScore());
            say(figures, "error", time.getScoreError());
            say(figures, "bytes", allocated);
            all.add(name, figures);
        }
        out.println(all);
    }

    /** What could not be told is left out. */
    private static void say(JsonObject figures, String name, double value) {
        if (Double.isFinite(value)) {
            figures.addProperty(name, Math.round(value * 10) / 10.0);
        }
    }

    /** For example {@code Srtp.protect openssl 1100 AEAD_AES_128_GCM}. */
    private static String name(BenchmarkParams params) {
        String[] parts = params.getBenchmark().split("\\.", -1);
        String type = parts[parts.length - 2].replaceFirst("Benchmark$", "");
        String given = params.getParamsKeys().stream()
                .sorted()
                .map(key -> " " + params.getParam(key))
                .collect(Collectors.joining());
        return type + "." + parts[parts.length - 1] + given;
    }
}
