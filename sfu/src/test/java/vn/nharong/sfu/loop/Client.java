package vn.nharong.sfu.loop;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import vn.nharong.media.dtls.DtlsRole;
import vn.nharong.media.ice.IceCredentials;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.receive.ReceiveSection;
import vn.nharong.media.send.RtpSender;
import vn.nharong.media.srtp.SrtpProfile;
import vn.nharong.media.transport.Path;
import vn.nharong.media.transport.TransportSink;
import vn.nharong.media.transport.WebRtcTransport;
import vn.nharong.sim.Line;
import vn.nharong.sim.LineScript;
import vn.nharong.sim.peer.ControllingAgent;

/** A client that speaks the real protocols, its two lines, and the server's transport for it. */
final class Client implements TransportSink {
    /** A datagram under way, with the client's address as the server sees it. */
    record Parcel(byte[] datagram, InetSocketAddress client) {}

    private record ToServer(InetSocketAddress remote, String protocol) implements Path {}

    private static final int DATAGRAM_OVERHEAD = 28;
    private static final int REMEMBERED = 2000;

    final LoopTransport server;
    final WebRtcTransport transport;
    final ControllingAgent ice;

    /** Where the client is seen from: a NAT may change it. */
    InetSocketAddress address;

    /** What the client sent last, as it was on the wire. */
    final Deque<byte[]> said = new ArrayDeque<>();

    /** What the server sent, all of it, when asked for. */
    @Nullable
    List<byte[]> heard;

    /** How many datagrams to lose, each way, while the handshake is made. */
    int losing;

    @Nullable
    Camera camera;

    /** What it takes of others so far. */
    int subscriptions;

    private record Picture(ReceiveSection section, Track track) {}

    private final List<Picture> pictures = new ArrayList<>();

    final List<TransportState> states = new ArrayList<>();

    /** When nothing came of it any more, and when something came again, in seconds since {@link #begunNanos}. */
    final List<String> silences = new ArrayList<>();

    long begunNanos;
    private final Scene scene;
    private final Path toServer;
    private final Queue<LongConsumer> tasks = new ConcurrentLinkedQueue<>();
    private final Deque<byte[]> direct = new ArrayDeque<>();
    private final IceCredentials credentials;
    private final IceCredentials serverCredentials;
    private @Nullable Line<Parcel> up;
    private @Nullable Line<Parcel> down;

    Client(Scene scene, int number) {
        this.scene = scene;
        SplittableRandom random = new SplittableRandom(number);
        address = new InetSocketAddress("198.51.100." + number, 40_000);
        toServer = new ToServer(scene.port.local(), "udp");
        credentials = IceCredentials.random(random);
        serverCredentials = IceCredentials.random(random);
        ice = new ControllingAgent(credentials, toServer, random);
        transport = new WebRtcTransport(
                scene.shared(scene.clientPool, tasks::add, random), ice, DtlsRole.CLIENT, random.nextInt(), this);
        transport.extensions(Scene.IDS);
        server = new LoopTransport(
                scene.loop,
                scene.shared(scene.serverPool, scene.loop, random),
                "client " + number,
                serverCredentials,
                random.nextInt(),
                new TransportEvents() {
                    @Override
                    public void onState(TransportState state, String reason) {
                        states.add(state);
                    }

                    @Override
                    public void onSilent(boolean silent) {
                        silences.add((silent ? "silent" : "heard") + " at " + (scene.now - begunNanos) / Scene.SECOND);
                    }
                },
                scene.now);
        scene.loop.add(server);
        server.extensions(Scene.IDS);
    }

    /** First ICE, then DTLS, or the first hello would have no way to go. */
    void begin() {
        ice.remote(serverCredentials, scene.now);
        server.remote(new RemoteTransport(
                credentials.ufrag(), credentials.password(), "sha-256", scene.certificate.fingerprintSha256()));
        while (ice.nominated() == null) {
            scene.move();
        }
        transport.remote("sha-256", scene.certificate.fingerprintSha256());
    }

    /** The lines to and from the server as {@link LineScript} has them, from now on; before they are perfect. */
    void lines(String upScript, String downScript, long seed) {
        up = new Line<>(LineScript.parse(upScript), seed, scene.now);
        down = new Line<>(LineScript.parse(downScript), seed + 1000, scene.now);
    }

    /** A picture to look at: key frames are asked for as a decoder would. */
    void takes(ReceiveSection section, Track track) {
        transport.add(section);
        pictures.add(new Picture(section, track));
    }

    /** A new generation of ICE, as signalling brings about when it is resumed. */
    void restart() {
        IceCredentials fresh = IceCredentials.random(new SplittableRandom(scene.now));
        server.restart(fresh);
        ice.remote(fresh, scene.now);
    }

    /** Everybody on the way can read it. */
    String serverUfrag() {
        return serverCredentials.ufrag();
    }

    boolean connected() {
        return transport.connected() && server.transport().connected();
    }

    /** From the server's port. */
    void send(byte[] datagram, InetSocketAddress to) {
        scene.measure(datagram);
        if (heard != null) {
            heard.add(datagram);
        }
        Line<Parcel> line = down;
        if (line == null) {
            if (losing > 0 && (datagram[0] & 0xff) >= 20 && (datagram[0] & 0xff) < 64) {
                losing--;
            } else {
                direct.add(datagram);
            }
        } else if (datagram.length <= scene.mtu) {
            line.offer(scene.now, datagram.length + DATAGRAM_OVERHEAD, new Parcel(datagram, to));
        }
    }

    @Override
    public void transmit(PacketBuffer packet, Path path) {
        byte[] datagram = packet.toArray();
        packet.release();
        scene.measure(datagram);
        said.add(datagram);
        if (said.size() > REMEMBERED) {
            said.remove();
        }
        Line<Parcel> line = up;
        if (line == null) {
            if (losing > 0 && (datagram[0] & 0xff) >= 20 && (datagram[0] & 0xff) < 64) {
                losing--;
            } else {
                scene.port.arrive(datagram, address);
            }
        } else if (datagram.length <= scene.mtu) {
            line.offer(scene.now, datagram.length + DATAGRAM_OVERHEAD, new Parcel(datagram, address));
        }
    }

    /** What is out of the lines by now. */
    void carry(long now) {
        Line<Parcel> there = up;
        Line<Parcel> back = down;
        for (byte[] datagram = direct.poll(); datagram != null; datagram = direct.poll()) {
            receive(datagram, now);
        }
        if (there == null || back == null) {
            return;
        }
        for (Parcel parcel = there.poll(now); parcel != null; parcel = there.poll(now)) {
            scene.port.arrive(parcel.datagram, parcel.client);
        }
        for (Parcel parcel = back.poll(now); parcel != null; parcel = back.poll(now)) {
            // What goes to an address that the NAT has forgotten reaches nobody.
            if (parcel.client.equals(address)) {
                receive(parcel.datagram, now);
            }
        }
    }

    private void receive(byte[] datagram, long now) {
        PacketBuffer packet = scene.clientPool.lease();
        packet.length(datagram.length);
        packet.put(0, datagram, 0, datagram.length);
        packet.arrivedNanos = now;
        transport.handleDatagram(packet, toServer, now);
        packet.release();
    }

    void turn(long now) {
        for (LongConsumer task = tasks.poll(); task != null; task = tasks.poll()) {
            task.accept(now);
        }
        if (transport.nextTimeoutNanos() <= now) {
            transport.handleTimeout(now);
        }
        for (Picture picture : pictures) {
            if (picture.track.asksForKeyframe(now)) {
                transport.requestKeyframe(picture.section, 0, now);
            }
        }
        Camera mine = camera;
        if (mine != null) {
            mine.turn(now);
        }
    }

    void close(long now) {
        server.close(now, "the scene is over");
        transport.close("the scene is over");
    }

    @Override
    public void onState(State state, String reason) {}

    @Override
    public void onSecured(SrtpProfile profile) {}

    @Override
    public void onPictureLoss(RtpSender sender, long nowNanos) {
        Camera mine = camera;
        if (mine != null) {
            mine.onPictureLoss(sender);
        }
    }
}
