package vn.nharong.control.demo;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * The process in which the synthetic sites of one meeting live, on our own Java and class path. It gets its orders by its standard input and ends when that
 * does, so it never outlives us, however we end. A thread of ours starts it again when it ends unasked.
 */
final class SitesProcess {
    private static final Logger LOG = LoggerFactory.getLogger(SitesProcess.class);
    private static final String MAIN = "vn.nharong.sites.demo.Main";
    private static final long FIRST_PAUSE_MILLIS = 2_000;
    private static final long LONGEST_PAUSE_MILLIS = 60_000;
    private static final int GOODBYE_SECONDS = 5;

    /** A synthetic site. @param key of its device */
    record Site(String seat, String key, String name) {
        @Override
        public String toString() {
            return name; // no key in any log
        }
    }

    /** What it is told first. */
    private record Order(String url, boolean hands, List<Site> sites) {}

    private final Path log;
    private final IntSupplier port;
    private final Supplier<List<Site>> sites;
    private final Thread supervisor = Thread.ofVirtual().name("demo sites").unstarted(this::supervise);
    private @Nullable Process process;
    private boolean ending;

    /** @param log taken over by each process @param port of the server's HTTP, once it listens @param sites with fresh keys */
    SitesProcess(Path log, IntSupplier port, Supplier<List<Site>> sites) {
        this.log = log;
        this.port = port;
        this.sites = sites;
    }

    void start() {
        supervisor.start();
    }

    private void supervise() {
        long pause = FIRST_PAUSE_MILLIS;
        try {
            while (port.getAsInt() <= 0) {
                Thread.sleep(100); // the server begins
            }
            while (true) {
                Process begun = begin();
                if (begun == null) {
                    return;
                }
                int code = begun.waitFor();
                synchronized (this) {
                    if (ending) {
                        return;
                    }
                }
                LOG.warn("the synthetic sites ended by themselves, code {}; see {}", code, log);
                Thread.sleep(pause);
                pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
            }
        } catch (InterruptedException e) {
            // ended
        } catch (IOException | RuntimeException e) {
            LOG.error("no synthetic sites", e);
        }
    }

    private synchronized @Nullable Process begin() throws IOException {
        if (ending) {
            return null;
        }
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                MAIN);
        builder.environment().keySet().removeIf(name -> name.startsWith("NHARONG_API_"));
        File to = log.toFile();
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.to(to));
        Order order = new Order("http://127.0.0.1:" + port.getAsInt(), true, sites.get());
        Process begun = builder.start();
        process = begun;
        OutputStream in = begun.getOutputStream();
        in.write((JsonMapper.shared().writeValueAsString(order) + "\n").getBytes(StandardCharsets.UTF_8));
        in.flush(); // and stays open: its end is the sites' end
        return begun;
    }

    /** Lets go of it; one that does not go is killed. Returns at once. */
    void end() {
        Process gone;
        synchronized (this) {
            ending = true;
            gone = process;
        }
        supervisor.interrupt();
        if (gone == null) {
            return;
        }
        try {
            gone.getOutputStream().close();
        } catch (IOException e) {
            LOG.debug("it had ended already", e);
        }
        Thread.ofVirtual().name("demo sites end").start(() -> {
            try {
                if (!gone.waitFor(GOODBYE_SECONDS, TimeUnit.SECONDS)) {
                    gone.destroyForcibly();
                }
            } catch (InterruptedException e) {
                gone.destroyForcibly();
            }
        });
    }
}
