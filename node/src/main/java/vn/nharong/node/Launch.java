package vn.nharong.node;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.PrintStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nharong.bus.MediaNode;
import vn.nharong.door.FailedTries;
import vn.nharong.node.capacity.StartTrial;
import vn.nharong.node.conduct.LocalMediaNode;
import vn.nharong.node.tls.Authority;
import vn.nharong.node.tls.MachineNames;
import vn.nharong.node.tls.ServerCertificate;
import vn.nharong.sfu.loop.MediaPlane;
import vn.nharong.sfu.room.Rooms;
import vn.nharong.signal.edge.RtcServlet;
import vn.nharong.signal.edge.TwirpServlet;
import vn.nharong.signal.map.DataPackets;
import vn.nharong.signal.map.RoomService;
import vn.nharong.signal.token.ApiKey;
import vn.nharong.signal.token.KeyRing;
import vn.nharong.signal.token.Tokens;
import vn.nharong.signal.webhook.Webhooks;

/** Puts the parts together and takes them apart again. */
public final class Launch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Launch.class);

    /** Offices keep their logs for three months. */
    private static final int LOG_DAYS = 90;

    private final @Nullable Authority authority;
    private final Config config;
    private final LogFiles logFiles;
    private final ServerCertificate certificate;
    private final WebServer web;
    private final Rooms rooms;
    private final Webhooks webhooks;
    private final FailedTries tries;
    private final AutoCloseable media;
    private final @Nullable Companion companion;
    private final LocalMediaNode node;

    /** Where the media loops come from. */
    public interface PlaneSource {
        Plane start(Config config) throws StartRefused;
    }

    /** The loops, and how they end. */
    public record Plane(MediaPlane media, AutoCloseable end) {}

    /** Starts everything; when this returns, {@code /healthz} answers. */
    public Launch(Config config, PlaneSource planes) throws StartRefused {
        this(config, planes, null);
    }

    /** @param companion another application in this server, or null */
    public Launch(Config config, PlaneSource planes, @Nullable Companion companion) throws StartRefused {
        this.config = config;
        HeapGoal.follow();
        DataFolder data = new DataFolder(config.data());
        logFiles = LogFiles.open(data.path(), LOG_DAYS);
        ApiKey key = data.apiKey(config);
        Clock clock = Clock.systemUTC();
        Tokens tokens = new Tokens(key, clock);
        Tokens conductor = new Tokens(data.conductorKey(), clock);
        Authority authority = authority(config, data);
        this.authority = authority;
        tries = new FailedTries(clock);
        certificate = certificate(config, authority, clock);
        web = new WebServer(config, data.path().resolve("tmp"), certificate);
        if (authority != null) {
            web.servlet("authority", new AuthorityServlet(authority), "/authority", "/authority.crt", "/authority.css");
        }
        webhooks = new Webhooks(config.webhooks(), tokens, clock);
        Plane plane = planes.start(config);
        media = plane.end();
        // Not before the media port is ours: the trial's own ports are whatever is free.
        StartTrial trial = config.measureMachine() ? StartTrial.begin(config.mediaLoops()) : StartTrial.none();
        web.servlet("health", new HealthServlet(plane.media()::alive), "/healthz");
        rooms = new Rooms(plane.media(), new SecureRandom(), clock::millis, webhooks, new DataPackets());
        node = new LocalMediaNode(rooms, conductor, plane.media()::loops);
        KeyRing keys = new KeyRing(tokens, conductor);
        web.servlet("rtc", new RtcServlet(rooms, keys, clock::millis), "/rtc", "/rtc/*");
        web.servlet("twirp", new TwirpServlet(tokens, new RoomService(rooms, new SecureRandom())), "/twirp/*");
        web.servlet("figures", new FiguresServlet(tokens, new Figures(plane.media(), trial)::json), "/api/figures");
        web.filter("token-tries", new TokenTries(tries), "/rtc/*");
        web.servlet(
                "join",
                new JoinServlet(key, tokens, clock, companion == null ? everybody -> true : companion::guestsMayEnter),
                "/api/join");
        PageServlet pages = new PageServlet(config.web());
        this.companion = companion;
        try {
            if (companion == null) {
                web.servlet("no-accounts", new NoAccountsServlet(), "/api/me");
                web.servlet(Companion.PAGES, pages, "/");
                web.begin(null);
            } else {
                web.named(Companion.PAGES, pages);
                companion.start(new Inside());
            }
            // Whoever is let in before takes the trial's time, and finds a path that is not compiled.
            trial.await();
            web.listen();
        } catch (StartRefused e) {
            close();
            throw e;
        }
    }

    /** What the other application gets of us. */
    private final class Inside implements Companion.Server {
        @Override
        public Config config() {
            return config;
        }

        @Override
        public ServletContext begin(ServletContainerInitializer application) throws StartRefused {
            return web.begin(application);
        }

        @Override
        public MediaNode media() {
            return node;
        }

        @Override
        public @Nullable X509Certificate certificate() {
            return certificate.shown();
        }

        @Override
        public FailedTries tries() {
            return tries;
        }

        @Override
        public int port() {
            return web.port();
        }
    }

    /** Our own, unless a certificate is given. */
    private static @Nullable Authority authority(Config config, DataFolder data) throws StartRefused {
        if (config.tlsCertificate() != null) {
            return null;
        }
        try {
            String host = MachineNames.now(List.of()).host();
            return Authority.open(data.path().resolve("tls"), host, Instant.now(), new SecureRandom());
        } catch (IOException e) {
            throw new StartRefused(1, "HTTPS authority: " + e.getMessage());
        }
    }

    private static ServerCertificate certificate(Config config, @Nullable Authority authority, Clock clock)
            throws StartRefused {
        try {
            Path given = config.tlsCertificate();
            Path key = config.tlsKey();
            if (given != null && key != null) {
                return ServerCertificate.given(given, key);
            }
            if (authority == null) {
                throw new IOException("neither an authority nor a certificate");
            }
            List<String> advertised =
                    config.advertise().stream().map(Launch::withoutPort).toList();
            return ServerCertificate.issued(authority, () -> MachineNames.now(advertised), clock);
        } catch (IOException e) {
            throw new StartRefused(1, "HTTPS certificate: " + e.getMessage());
        }
    }

    /** {@code HOST:PORT}, {@code [IPv6]:PORT} or without the port. */
    private static String withoutPort(String advertised) {
        int bracket = advertised.indexOf(']');
        if (advertised.startsWith("[") && bracket > 0) {
            return advertised.substring(1, bracket);
        }
        int colon = advertised.indexOf(':');
        return colon >= 0 && colon == advertised.lastIndexOf(':') ? advertised.substring(0, colon) : advertised;
    }

    /** The conducted rooms of this process. */
    public MediaNode media() {
        return node;
    }

    /** The port that HTTPS listens on. */
    public int tlsPort() {
        return web.tlsPort();
    }

    /** The port that HTTP listens on. */
    public int port() {
        return web.port();
    }

    /** Addresses to open: this machine first, then how others reach it, as far as the certificate names it. */
    public List<String> addresses() {
        List<String> addresses = new ArrayList<>();
        boolean all = config.bind().equals("0.0.0.0") || config.bind().equals("::");
        if (!all) {
            String host = config.bind().contains(":") ? "[" + config.bind() + "]" : config.bind();
            addresses.add("http://" + host + ":" + port());
            addresses.add("https://" + host + ":" + tlsPort());
            return addresses;
        }
        addresses.add("http://127.0.0.1:" + port());
        // A browser would refuse what the certificate doesn't name; the log says what is to be done about those.
        List<String> unvouched =
                authority == null ? List.of() : MachineNames.now(List.of()).beyond(authority.host());
        try {
            for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (!network.isUp() || network.isLoopback()) {
                    continue;
                }
                for (InetAddress address : Collections.list(network.getInetAddresses())) {
                    if (address instanceof Inet4Address
                            && !address.isLinkLocalAddress()
                            && !unvouched.contains(address.getHostAddress())) {
                        addresses.add("https://" + address.getHostAddress() + ":" + tlsPort());
                    }
                }
            }
        } catch (SocketException e) {
            LOG.info("cannot list the machine's addresses: {}", e.getMessage());
        }
        return addresses;
    }

    @Override
    public void close() {
        // Pages that are open go on asking: whom they ask must still be there.
        web.pause();
        if (companion != null) {
            companion.close();
        }
        rooms.close();
        web.stop();
        webhooks.close();
        closeMedia();
        logFiles.close();
    }

    private void closeMedia() {
        try {
            media.close();
        } catch (Exception e) {
            LOG.warn("the media loops did not end well", e);
        }
    }

    /**
     * Runs until the process is told to end.
     *
     * @return exit code
     */
    public static int run(
            String[] arguments,
            Map<String, String> environment,
            PrintStream out,
            PrintStream err,
            PlaneSource planes,
            @Nullable Companion companion)
            throws InterruptedException {
        if (List.of(arguments).contains("--help")) {
            out.print(Options.reference());
            return 0;
        }
        try {
            Config config = Options.read(arguments, environment);
            Launch launch = new Launch(config, planes, companion);
            CountDownLatch ended = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
                launch.close();
                ended.countDown();
            }));
            if (companion != null) {
                companion.listening(out);
            }
            out.println("Nhà Rông ready: " + String.join(" ", launch.addresses()));
            ended.await();
            return 0;
        } catch (StartRefused refused) {
            err.println("nharong: " + refused.getMessage());
            return refused.exitCode();
        }
    }
}
