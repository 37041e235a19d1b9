package vn.nharong.loadtest;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A cable between this process and servers that it starts: two network namespaces and a veth pair, so that servers which announce no
 * loopback address can be tried on one machine. The launcher has put this process into a namespace of its own (tools/against.sh);
 * with the processes both namespaces go, and the pair with them. The addresses are those of RFC 2544 for measuring.
 */
final class Wire implements AutoCloseable {
    static final String FAR = "198.18.0.1";
    static final String NEAR = "198.18.0.2";
    private static final int PATIENCE_SECONDS = 10;

    private final Process keeper;
    private final String namespace;

    Wire() throws IOException, LoadOptions.Refused, InterruptedException {
        run(List.of("ip", "link", "set", "lo", "up")); // in an empty namespace it is down, and nothing is listed
        // Elsewhere what comes next would meddle with the machine's own network.
        boolean own = Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                .allMatch(each -> each.getName().equals("lo"));
        if (!own) {
            throw new LoadOptions.Refused("against.namespace");
        }
        // Its standard input ends with this process, however that ends.
        keeper = new ProcessBuilder("unshare", "--net", "sh", "-c", "ip link set lo up && echo there && exec cat")
                .redirectErrorStream(true)
                .start();
        String pid = Long.toString(keeper.pid());
        namespace = "/proc/" + pid + "/ns/net";
        try {
            BufferedReader says = keeper.inputReader(StandardCharsets.UTF_8);
            String line = says.readLine();
            if (!"there".equals(line)) {
                throw new LoadOptions.Refused("against.wire", String.valueOf(line));
            }
            run(List.of("ip", "link", "add", "near", "type", "veth", "peer", "name", "far", "netns", pid));
            run(List.of("ip", "addr", "add", NEAR + "/24", "dev", "near"));
            run(List.of("ip", "link", "set", "near", "up"));
            run(there(List.of("ip", "addr", "add", FAR + "/24", "dev", "far")));
            run(there(List.of("ip", "link", "set", "far", "up")));
        } catch (LoadOptions.Refused | IOException | InterruptedException e) {
            close();
            throw e;
        }
    }

    /** The command at the far end. It is killed when the thread that started it ends, be it with the whole process. */
    List<String> there(List<String> command) {
        List<String> all = new ArrayList<>(List.of("nsenter", "--net=" + namespace, "setpriv", "--pdeathsig", "KILL"));
        all.addAll(command);
        return all;
    }

    /** As {@link #there}. @param log for what it says */
    Process start(List<String> command, Path log, Map<String, String> environment) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(there(command)).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process started = builder.start();
        started.getOutputStream().close();
        return started;
    }

    private static void run(List<String> command) throws IOException, LoadOptions.Refused, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new LoadOptions.Refused("against.wire", String.join(" ", command) + ": " + said);
        }
    }

    @Override
    public void close() {
        keeper.destroy();
    }
}
