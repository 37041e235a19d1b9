package vn.nharong.loadtest;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** {@code ./nharong loadtest [OPTIONS]}. Exit codes: 0 all aims held, 1 not all, 2 it could not be tried, 3 the run is void. */
public final class Main {
    private static final int VOID = 3;
    private static final int REFUSED = 2;
    private static final int REPORT_SECONDS = 20;

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.setProperty("logback.configurationFile", "vn/nharong/loadtest/logback.xml");
        // The first WebSockets of a run come from two hundred sites at once.
        System.setProperty("jdk.httpclient.keepalive.timeout", "5");
        System.exit(run(arguments, System.getenv(), System.out, System.err));
    }

    static int run(String[] arguments, Map<String, String> environment, PrintStream out, PrintStream err)
            throws InterruptedException {
        if (List.of(arguments).contains("--help")) {
            out.println(Words.VI.say("usage"));
            out.println(Words.EN.say("usage"));
            return 0;
        }
        try {
            if (AgainstOptions.wanted(arguments)) {
                return compare(AgainstOptions.read(arguments), out, err);
            }
            LoadOptions options = LoadOptions.read(arguments, environment);
            Script script = Script.read(options.script());
            return run(options, script, out, err);
        } catch (LoadOptions.Refused refused) {
            err.println("nharong loadtest: " + Words.VI.say(refused.key, refused.values) + " ("
                    + Words.EN.say(refused.key, refused.values) + ")");
            return REFUSED;
        } catch (IOException e) {
            err.println("nharong loadtest: " + Words.VI.say("failed", ServerFigures.said(e)) + " ("
                    + Words.EN.say("failed", ServerFigures.said(e)) + ")");
            return REFUSED;
        }
    }

    private static int compare(AgainstOptions options, PrintStream out, PrintStream err)
            throws IOException, LoadOptions.Refused, InterruptedException {
        try (Against against = new Against(options, err::println)) {
            // However it ends, no server is left.
            Thread hook = Thread.ofPlatform().unstarted(against::close);
            Runtime.getRuntime().addShutdownHook(hook);
            Comparison comparison = against.run();
            comparison.write(options.out());
            err.println(options.words()
                    .say("told.report", options.out().toAbsolutePath().toString()));
            if (comparison.isVoid()) {
                err.println(options.words().say("told.void"));
            }
            out.println(comparison.line());
            out.flush();
            return comparison.isVoid() ? VOID : comparison.held() ? 0 : 1;
        }
    }

    private static int run(LoadOptions options, Script script, PrintStream out, PrintStream err)
            throws IOException, LoadOptions.Refused, InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        try (LoadTest test = new LoadTest(options, script, err::println)) {
            // Ctrl-C: what was seen until then is told all the same.
            Thread hook = Thread.ofPlatform().unstarted(() -> {
                test.stop();
                try {
                    boolean unused = told.await(REPORT_SECONDS, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            Runtime.getRuntime().addShutdownHook(hook);
            Outcome outcome = test.run();
            List<Aims.Aim> aims = Aims.of(outcome);
            Report report = new Report(outcome, aims);
            report.write(options.out());
            err.println(options.words()
                    .say("told.report", options.out().toAbsolutePath().toString()));
            if (outcome.own().isVoid()) {
                err.println(options.words().say("told.void"));
            }
            out.println(report.line());
            out.flush();
            return outcome.own().isVoid() ? VOID : aims.stream().allMatch(Aims.Aim::held) ? 0 : 1;
        } finally {
            told.countDown();
        }
    }
}
