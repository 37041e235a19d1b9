package vn.nharong.loadtest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** This house's server, whole: meetings and media in one process, started as the launcher does. */
final class OwnContender implements Contender {
    private static final int PATIENCE_MILLIS = 180_000;

    private final String key;
    private final ServerProcess process;
    private final HttpClient http;
    private final AccessTokens tokens;
    private final int port;
    private final ServerFigures figures;

    /**
     * @param root of the program, where its parts are built
     * @param ports the first of three
     * @param switches for its virtual machine
     */
    OwnContender(
            String key,
            Wire wire,
            HttpClient http,
            Path root,
            Path folder,
            Path logs,
            int ports,
            String secret,
            List<String> switches)
            throws IOException {
        this.key = key;
        this.http = http;
        this.port = ports;
        String apiKey = "APIagainst";
        tokens = new AccessTokens(apiKey, secret);
        figures = new ServerFigures(http, URI.create("http://" + Wire.FAR + ":" + ports), tokens);
        Path log = logs.resolve(key + ".log");
        Path data = Files.createDirectories(folder.resolve(key));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + root.resolve("etc/jvm.options"));
        command.add("@" + root.resolve("etc/server.options"));
        command.addAll(switches);
        command.addAll(List.of("-cp", root.resolve("solo/target/*") + ":" + root.resolve("solo/target/lib/*")));
        command.add("vn.nharong.solo.Main");
        command.addAll(List.of("--bind", Wire.FAR, "--data", data.toString(), "--demo-sites", "0"));
        command.addAll(List.of("--port", Integer.toString(ports), "--tls-port", Integer.toString(ports + 1)));
        command.addAll(List.of("--media-port", Integer.toString(ports + 2)));
        process = new ServerProcess(
                "Nhà Rông",
                wire.start(command, log, Map.of("NHARONG_API_KEY", apiKey, "NHARONG_API_SECRET", secret)),
                log);
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public void awaitReady() throws LoadOptions.Refused, InterruptedException {
        long until = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
        HttpRequest health = HttpRequest.newBuilder(URI.create("http://" + Wire.FAR + ":" + port + "/healthz"))
                .timeout(Duration.ofSeconds(5))
                .build();
        while (true) {
            process.expectAlive();
            String said;
            try {
                int status = http.send(health, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                if (status == 200) {
                    return;
                }
                said = Integer.toString(status);
            } catch (IOException e) {
                said = ServerFigures.said(e);
            }
            if (System.nanoTime() > until) {
                throw new LoadOptions.Refused("against.silent", "Nhà Rông", said);
            }
            Thread.sleep(200);
        }
    }

    @Override
    public void expectAlive() throws LoadOptions.Refused {
        process.expectAlive();
    }

    @Override
    public long cpuNanos() {
        return process.cpuNanos();
    }

    @Override
    public void beginCounting() throws InterruptedException {
        figures.begin();
    }

    @Override
    public double datagramsPerMessage() throws InterruptedException {
        return figures.sample()
                ? figures.rise("media", "packets_out") / figures.rise("media", "messages_out")
                : Double.NaN;
    }

    @Override
    public Room room(String name, int senders) {
        return new Room() {
            @Override
            public Guest guest(Ground ground, Part part) {
                Ground there = new Ground(
                        ground.loop(),
                        http,
                        "ws://" + Wire.FAR + ":" + port,
                        tokens,
                        ground.measuring(),
                        ground.running(),
                        ground.latency());
                return new HouseGuest(there, name, part);
            }

            @Override
            public void close() {
                // rooms close behind the last who leaves
            }
        };
    }

    @Override
    public void close() {
        process.close();
    }

    /** A {@link Place} that only comes, takes and goes. */
    private static final class HouseGuest implements Guest {
        private final Place place;

        HouseGuest(Ground ground, String room, Part part) {
            place = new Place(
                            ground,
                            room,
                            part.identity(),
                            part.identity(),
                            part.identity().hashCode() * 31L)
                    .timing(part.departures())
                    .room(part.takes().size());
            if (part.sending() != null) {
                place.sending(part.sending());
            }
            place.takes(part.takes());
        }

        @Override
        public CompletableFuture<Boolean> join() {
            return place.join();
        }

        @Override
        public CompletableFuture<Boolean> follow() {
            return CompletableFuture.completedFuture(true); // it has asked for everything as it came
        }

        @Override
        public boolean connected() {
            return place.connected();
        }

        @Override
        public String failure() {
            return place.failure();
        }

        @Override
        public void leave() {
            place.leave();
        }

        @Override
        public SiteFigures figures() {
            return place.figures();
        }
    }
}
