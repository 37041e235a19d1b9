package vn.nharong.loadtest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import vn.nharong.loadtest.janus.JanusRefused;
import vn.nharong.loadtest.janus.JanusSession;
import vn.nharong.loadtest.janus.VideoRoom;

/** Janus as the system's package has it, with a configuration of its own that names what is not left as it comes. */
final class JanusContender implements Contender {
    static final String KEY = "janus";
    /** The same before whose threads no others go, as before our media loops. */
    static final String URGENT = "janus_urgent";

    private static final List<String> FIRST = List.of("chrt", "--rr", "1");
    private static final int PATIENCE_MILLIS = 20_000;

    private final String key;
    private final int port;
    private final ServerProcess process;
    private final HttpClient http;
    private final String secret;
    private final ScheduledExecutorService times = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().name("janus-alive").daemon().unstarted(task));
    private final AtomicLong rooms = new AtomicLong(1_000);

    /**
     * @param key {@link #KEY} or {@link #URGENT}
     * @param folder for its configuration
     * @param loops threads for media; 0 for one each connection, as it comes
     */
    JanusContender(String key, Wire wire, HttpClient http, Path folder, Path logs, int port, String secret, int loops)
            throws IOException {
        this.key = key;
        this.port = port;
        this.http = http;
        this.secret = secret;
        Path configuration = Files.createDirectories(folder.resolve(key));
        Files.writeString(configuration.resolve("janus.jcfg"), core(secret, loops));
        Files.writeString(configuration.resolve("janus.transport.websockets.jcfg"), """
                general: {
                    json = "compact"
                    ws = true
                    ws_port = %d
                    ws_ip = "%s"
                }
                admin: {
                    admin_ws = false
                }
                """.formatted(port, Wire.FAR));
        Files.writeString(configuration.resolve("janus.plugin.videoroom.jcfg"), "general: {\n}\n");
        Path log = logs.resolve(key + ".log");
        List<String> command = new ArrayList<>(key.equals(URGENT) ? FIRST : List.of());
        command.addAll(List.of("janus", "-F", configuration.toString()));
        process = new ServerProcess("Janus", wire.start(command, log, Map.of()), log);
    }

    /** Whether this process may let it go first (sched(7)). */
    static boolean canBeUrgent() throws InterruptedException {
        List<String> command = new ArrayList<>(FIRST);
        command.add("true");
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
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
                """.formatted(
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
        return key;
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
                    throw new LoadOptions.Refused("against.silent", "Janus", e.getMessage());
                }
                Thread.sleep(100);
            }
        }
    }

    JanusSession session(Consumer<String> onEnd) throws JanusRefused, InterruptedException {
        return JanusSession.open(http, URI.create("ws://" + Wire.FAR + ":" + port), secret, times, onEnd);
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
            throw new LoadOptions.Refused("against.silent", "Janus", e.getMessage());
        }
    }

    @Override
    public void close() {
        times.shutdownNow();
        process.close();
    }
}
