package vn.nharong.sfu.loop;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import jdk.jfr.FlightRecorder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nharong.bus.LoopLoad;
import vn.nharong.media.dtls.DtlsCertificate;
import vn.nharong.media.dtls.DtlsWarmUp;
import vn.nharong.media.ice.IceCredentials;
import vn.nharong.media.packet.Drop;
import vn.nharong.media.packet.PacketPool;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.media.srtp.SrtpBackend;
import vn.nharong.media.srtp.SrtpBackends;
import vn.nharong.media.srtp.SrtpProfile;
import vn.nharong.media.srtp.openssl.NativeSlabs;
import vn.nharong.media.transport.ExtensionIds;
import vn.nharong.media.transport.WebRtcTransport;
import vn.nharong.sfu.net.TcpPort;
import vn.nharong.sfu.net.ThreadUrgency;
import vn.nharong.sfu.net.UdpPort;
import vn.nharong.sfu.net.UdpPorts;

/**
 * The media loops of a process. A room lives on one loop: transports whose label has the same text before the first "/"
 * share it. Thread-safe.
 */
public final class MediaLoops implements MediaPlane, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(MediaLoops.class);

    private static final int ANY_PORT_TRIES = 10;

    private final List<MediaLoop> loops = new ArrayList<>();
    /** One object, so that it can be taken away again. */
    private final Runnable recorder = this::record;

    private final List<WebRtcTransport.Shared> shared = new ArrayList<>();
    private final List<List<String>> candidates = new ArrayList<>();
    private final SecureRandom random = new SecureRandom();
    private final DtlsCertificate certificate;

    private MediaLoops(DtlsCertificate certificate) {
        this.certificate = certificate;
    }

    /** Binds the ports and starts the threads. @throws IOException naming the port that cannot be had */
    public static MediaLoops start(MediaLoopsConfig config) throws IOException {
        SecureRandom random = new SecureRandom();
        MediaLoops all = new MediaLoops(DtlsCertificate.generate(random));
        SrtpBackend backend = SrtpBackends.best();
        List<SrtpProfile> profiles = config.aes256()
                ? List.of(
                        SrtpProfile.AEAD_AES_256_GCM, SrtpProfile.AEAD_AES_128_GCM, SrtpProfile.AES_CM_128_HMAC_SHA1_80)
                : List.of(
                        SrtpProfile.AEAD_AES_128_GCM,
                        SrtpProfile.AEAD_AES_256_GCM,
                        SrtpProfile.AES_CM_128_HMAC_SHA1_80);
        Executor handshakes = Executors.newVirtualThreadPerTaskExecutor();
        warmUp(all.certificate, handshakes);
        ThreadUrgency.raiseStops();
        try {
            for (int i = 0; i < config.loops(); i++) {
                int port = config.port() == 0 ? 0 : config.port() + i;
                PacketPool pool = new PacketPool(new NativeSlabs(), MediaLoop.MAX_PACKETS);
                Bound bound = bind(i, config.bind(), port, pool);
                MediaLoop loop = bound.loop();
                all.loops.add(loop);
                all.shared.add(
                        new WebRtcTransport.Shared(pool, backend, all.certificate, profiles, handshakes, loop, random));
                all.candidates.add(candidates(config, i, bound.port()));
                loop.start(bound.tcp());
            }
            FlightRecorder.addPeriodicEvent(LoopCounters.class, all.recorder);
        } catch (IOException e) {
            all.close();
            throw e;
        }
        return all;
    }

    /** The first handshake of a process takes seconds: better before the ready line than in somebody's join. */
    private static void warmUp(DtlsCertificate certificate, Executor handshakes) {
        try {
            if (!DtlsWarmUp.run(certificate, handshakes)) {
                log.warn("the trial handshake did not succeed; the first join will be slow");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Bound(MediaLoop loop, TcpPort tcp, int port) {}

    /** UDP and TCP on one port. Where any will do, the one that is free for UDP can be a connection's on TCP: then another. */
    private static Bound bind(int index, InetAddress address, int port, PacketPool pool) throws IOException {
        for (int tries = 1; ; tries++) {
            UdpPort udp = udpPort(address, port, pool);
            MediaLoop loop = new MediaLoop(index, pool, udp);
            try {
                return new Bound(loop, tcpPort(address, udp, loop), udp.local().getPort());
            } catch (IOException e) {
                if (port != 0 || tries == ANY_PORT_TRIES) {
                    throw e;
                }
            }
        }
    }

    private static UdpPort udpPort(InetAddress address, int port, PacketPool pool) throws IOException {
        InetSocketAddress local = new InetSocketAddress(address, port);
        try {
            return UdpPorts.open(local, pool);
        } catch (IOException e) {
            throw new IOException("UDP port " + port + ": " + e.getMessage(), e);
        }
    }

    private static TcpPort tcpPort(InetAddress address, UdpPort udp, MediaLoop loop) throws IOException {
        int port = udp.local().getPort();
        try {
            return new TcpPort(new InetSocketAddress(address, port), loop::onFrame);
        } catch (IOException e) {
            udp.close();
            throw new IOException("TCP port " + port + ": " + e.getMessage(), e);
        }
    }

    /**
     * Host candidates (RFC 8839 §5.1): UDP before TCP, as given or for every address of the machine. Loops have ports one
     * after the other, and so have they where a relay or NAT stands between.
     */
    private static List<String> candidates(MediaLoopsConfig config, int loop, int port) throws IOException {
        List<MediaLoopsConfig.Advertised> addresses = new ArrayList<>();
        for (MediaLoopsConfig.Advertised given : config.advertise()) {
            String host = InetAddress.getByName(given.host()).getHostAddress();
            addresses.add(new MediaLoopsConfig.Advertised(host, given.port() == 0 ? port : given.port() + loop));
        }
        if (addresses.isEmpty()) {
            for (InetAddress address : ownAddresses(config.bind())) {
                String host = address.getHostAddress();
                int zone = host.indexOf('%');
                addresses.add(new MediaLoopsConfig.Advertised(zone < 0 ? host : host.substring(0, zone), port));
            }
        }
        List<String> lines = new ArrayList<>();
        int local = 65535;
        int foundation = 1;
        for (MediaLoopsConfig.Advertised address : addresses) {
            long udp = (126L << 24) + ((long) local << 8) + 255;
            long tcp = (90L << 24) + ((long) local << 8) + 255;
            lines.add("candidate:" + foundation++ + " 1 udp " + udp + " " + address.host() + " " + address.port()
                    + " typ host");
            lines.add("candidate:" + foundation++ + " 1 tcp " + tcp + " " + address.host() + " " + address.port()
                    + " typ host tcptype passive");
            local--;
        }
        return List.copyOf(lines);
    }

    private static List<InetAddress> ownAddresses(InetAddress bind) throws IOException {
        if (!bind.isAnyLocalAddress()) {
            return List.of(bind);
        }
        List<InetAddress> routed = new ArrayList<>();
        List<InetAddress> loopback = new ArrayList<>();
        for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            if (!network.isUp()) {
                continue;
            }
            for (InetAddress address : Collections.list(network.getInetAddresses())) {
                if (address.isLoopbackAddress()) {
                    loopback.add(address);
                } else if (!address.isLinkLocalAddress()) {
                    routed.add(address instanceof Inet6Address ? routed.size() : 0, address);
                }
            }
        }
        for (InetAddress address : loopback) {
            if (!(address instanceof Inet6Address)) {
                routed.add(address); // for a browser on the server itself
            }
        }
        return routed;
    }

    @Override
    public TransportProxy createTransport(String label, TransportEvents events) {
        int index = loopOf(label);
        MediaLoop loop = loops.get(index);
        IceCredentials credentials = IceCredentials.random(random);
        Proxy proxy = new Proxy(loop, local(credentials, index), index);
        int localSsrc = random.nextInt();
        loop.post(now -> {
            LoopTransport transport =
                    new LoopTransport(loop, shared.get(index), label, credentials, localSsrc, events, now);
            loop.add(transport);
            proxy.transport = transport;
        });
        return proxy;
    }

    private int loopOf(String label) {
        int slash = label.indexOf('/');
        String room = slash < 0 ? label : label.substring(0, slash);
        return Math.floorMod(room.hashCode(), loops.size());
    }

    @Override
    public OutletProxy createOutlet(String label, MediaKind kind) {
        return new LoopOutlet(loops.get(loopOf(label)), kind);
    }

    private LocalTransport local(IceCredentials credentials, int index) {
        return new LocalTransport(
                credentials.ufrag(), credentials.password(), certificate.fingerprintSha256(), candidates.get(index));
    }

    /** UDP and TCP port of a loop. */
    public int port(int loop) {
        return loops.get(loop).local().getPort();
    }

    @Override
    public boolean alive() {
        return loops.stream().allMatch(MediaLoop::alive);
    }

    @Override
    public List<LoopLoad> loops() {
        return loops.stream().map(MediaLoop::load).toList();
    }

    @Override
    public List<LoopFigures> figures() {
        return loops.stream().map(MediaLoop::figures).toList();
    }

    @Override
    public PlaneStats stats() {
        PlaneStats sum = PlaneStats.NONE;
        long[] latency = LatencyCounter.sums();
        long[] soundLatency = LatencyCounter.sums();
        for (MediaLoop loop : loops) {
            loop.addTo(latency, soundLatency);
            sum = sum.plus(loop.stats());
        }
        return sum.delays(
                LatencyCounter.quantile(latency, 0.99),
                LatencyCounter.total(soundLatency),
                LatencyCounter.quantile(soundLatency, 0.99));
    }

    @Override
    public Map<Drop, Long> refusals() {
        Map<Drop, Long> all = new EnumMap<>(Drop.class);
        for (Drop drop : Drop.values()) {
            long sum = 0;
            for (MediaLoop loop : loops) {
                sum += loop.refused(drop);
            }
            if (sum > 0) {
                all.put(drop, sum);
            }
        }
        return all;
    }

    private void record() {
        PlaneStats now = stats();
        LoopCounters event = new LoopCounters();
        event.transports = now.transports();
        event.packetsLeased = now.packetsLeased();
        event.packetsIn = now.packetsIn();
        event.packetsOut = now.packetsOut();
        event.heldOver100Millis = now.heldOver100Millis();
        event.addedMicrosP99 = now.addedMicrosP99();
        event.soundOut = now.soundOut();
        event.soundOver5Millis = now.soundOver5Millis();
        event.soundAddedMicrosP99 = now.soundAddedMicrosP99();
        event.refusedBySocket = now.refusedBySocket();
        event.refusedByPacer = now.refusedByPacer();
        event.leftOut = now.leftOut();
        event.commit();
    }

    @Override
    public void close() {
        FlightRecorder.removePeriodicEvent(recorder);
        loops.forEach(MediaLoop::stop);
    }

    /** The room's handle: everything is queued to the loop, in order. */
    private final class Proxy implements TransportProxy {
        private final MediaLoop loop;
        private final int index;
        private volatile LocalTransport local;
        /** Set by the loop before any later task runs. */
        private volatile @org.jspecify.annotations.Nullable LoopTransport transport;

        Proxy(MediaLoop loop, LocalTransport local, int index) {
            this.loop = loop;
            this.local = local;
            this.index = index;
        }

        private LoopTransport transport() {
            return java.util.Objects.requireNonNull(transport, "made by the first task");
        }

        @Override
        public LocalTransport local() {
            return local;
        }

        @Override
        public void remote(RemoteTransport remote) {
            loop.post(now -> transport().remote(remote));
        }

        @Override
        public LocalTransport restartIce() {
            IceCredentials fresh = IceCredentials.random(random);
            local = MediaLoops.this.local(fresh, index);
            loop.post(now -> transport().restart(fresh));
            return local;
        }

        @Override
        public void extensions(ExtensionIds ids) {
            loop.post(now -> transport().extensions(ids));
        }

        @Override
        public FanoutProxy publish(PublicationSpec spec, FanoutEvents events) {
            LoopFanout fanout = new LoopFanout(loop, spec, events);
            loop.post(now -> fanout.begin(transport()));
            return fanout;
        }

        @Override
        public ForwarderProxy subscribe(SourceProxy source, SubscriptionSpec spec, ForwarderEvents events) {
            LoopForwarder forwarder = new LoopForwarder(loop, (LoopSource) source, spec, events);
            loop.post(now -> forwarder.begin(transport(), random, now));
            return forwarder;
        }

        @Override
        public void sendData(String label, byte[] message, boolean binary) {
            loop.post(now -> {
                transport().transport().sendData(label, message, binary, now);
                loop.reschedule(transport());
            });
        }

        @Override
        public Traffic traffic() {
            LoopTransport made = transport;
            return made == null ? Traffic.NONE : made.traffic();
        }

        @Override
        public void close() {
            loop.post(now -> transport().close(now, "left"));
        }
    }
}
