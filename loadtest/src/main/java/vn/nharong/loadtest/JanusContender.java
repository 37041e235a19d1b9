package vn.nharong.loadtest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import vn.nharong.loadtest.janus.JanusRefused;
import vn.nharong.loadtest.janus.JanusSession;
import vn.nharong.loadtest.janus.VideoRoom;

/** Janus as the system's package has it, with a configuration of its own that names what is not left as it comes. */
final class JanusContender implements Contender {
    static final String KEY = "janus";
    private static final int PORT = 8188;
    private static final int PATIENCE_MILLIS = 20_000;

    private final ServerProcess process;
    private final HttpClient http;
    private final String secret;
    private final ScheduledExecutorService times = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().name("janus-alive").daemon().unstarted(task));
    private final AtomicLong rooms = new AtomicLong(1_000);

    /** @param folder for its configuration and its log @param loops threads for media; 0 for one each connection, as it comes */
    JanusContender(Wire wire, HttpClient http, Path folder, String secret, int loops) throws IOException {
        this.http = http;
        this.secret = secret;
        Path configuration = Files.createDirectories(folder.resolve("janus"));
        Files.writeString(configuration.resolve("janus.jcfg"), core(secret, loops));
        Files.writeString(
                configuration.resolve("janus.transport.websockets.jcfg"),
                """
                general: {
                    json = "compact"
                    ws = true
                    ws_port = %d
                    ws_ip = "%s"
                }
                admin: {
                    admin_ws = false
                }
                """
                        .formatted(PORT, Wire.FAR));
        Files.writeString(configuration.resolve("janus.plugin.videoroom.jcfg"), "general: {\n}\n");
        Path log = folder.resolve("janus.log");
        process = new ServerProcess(
                "Janus",
                wire.start(List.of("janus", "-F", configuration.toString()), log, Map.of()),
                log);
    }

    /**
     * ICE lite and aggressive nomination are what suits a server that is reached at its own address, ours too. The log is kept as
     * quiet as ours. Nothing else is changed that could cost or spare it anything.
     */
    private static String core(String secret, int loops) {
        return """
                general: {
                    debug_level = 3
                    debug_colors = false
                    api_secret = "%s"
                    hide_dependencies = false
                    %s
                }
                media: {
                }
                nat: {
                    ice_lite = true
                    ice_enforce_list = "%s"
                }
                plugins: {
                    disable = "%s"
                }
                transports: {
                    disable = "%s"
                }
                """
                .formatted(
                        secret,
                        loops == 0 ? "" : "event_loops = " + loops,
                        Wire.FAR,
                        String.join(
                                ",",
                                List.of(
                                        "libjanus_audiobridge.so",
                                        "libjanus_duktape.so",
                                        "libjanus_echotest.so",
                                        "libjanus_lua.so",
                                        "libjanus_nosip.so",
                                        "libjanus_recordplay.so",
                                        "libjanus_sip.so",
                                        "libjanus_streaming.so",
                                        "libjanus_textroom.so",
                                        "libjanus_videocall.so",
                                        "libjanus_voicemail.so")),
                        "libjanus_http.so,libjanus_mqtt.so,libjanus_nanomsg.so,libjanus_pfunix.so,libjanus_rabbitmq.so");
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public void awaitReady() throws LoadOptions.Refused, InterruptedException {
        long until = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
        while (true) {
            process.expectAlive();
            try {
                session(reason -> {}).close();
                return;
            } catch (JanusRefused e) {
                if (System.nanoTime() > until) {
                    throw new LoadOptions.Refused("against.silent", "Janus", String.valueOf(e.getMessage()));
                }
                Thread.sleep(100);
            }
        }
    }

    JanusSession session(java.util.function.Consumer<String> onEnd) throws JanusRefused, InterruptedException {
        return JanusSession.open(http, URI.create("ws://" + Wire.FAR + ":" + PORT), secret, times, onEnd);
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
    public Room room(String name, int senders) throws LoadOptions.Refused, InterruptedException {
        long number = rooms.incrementAndGet();
        try {
            JanusSession opener = session(reason -> {});
            new VideoRoom(opener, number).create(senders);
            Map<String, Long> feeds = new ConcurrentHashMap<>();
            return new Room() {
                @Override
                public Guest guest(Ground ground, Part part) {
                    return new JanusGuest(JanusContender.this, number, feeds, ground, part);
                }

                @Override
                public void close() {
                    try {
                        new VideoRoom(opener, number).destroy();
                    } catch (JanusRefused e) {
                        // it goes with Janus
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    opener.close();
                }
            };
        } catch (JanusRefused e) {
            expectAlive();
            throw new LoadOptions.Refused("against.silent", "Janus", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        times.shutdownNow();
        process.close();
    }
}
