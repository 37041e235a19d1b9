package vn.nharong.sfu.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import vn.nharong.media.dtls.DtlsCertificate;
import vn.nharong.media.packet.PacketPool;
import vn.nharong.media.rtp.CodecParameters;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.media.srtp.SrtpBackends;
import vn.nharong.media.srtp.SrtpProfile;
import vn.nharong.media.transport.ExtensionIds;
import vn.nharong.media.transport.WebRtcTransport;

/**
 * A media loop stepped by hand, clients that speak the real protocols, lines between: everything in virtual time but the
 * DTLS handshakes, during which time stands still. What is random has a seed, except for keys, which nothing hangs on.
 */
final class Scene implements AutoCloseable {
    static final long MS = 1_000_000;
    static final long SECOND = 1_000 * MS;
    static final ExtensionIds IDS = new ExtensionIds(4, 10, 11, 1, 3, 0, 0, 0, 0, 0);
    static final CodecParameters VP8 = new CodecParameters(96, "VP8", 90_000, 1, 97, Map.of(), true, true, false);
    static final CodecParameters VP8_WITHOUT_RTX =
            new CodecParameters(96, "VP8", 90_000, 1, -1, Map.of(), true, true, false);
    static final CodecParameters OPUS = new CodecParameters(111, "opus", 48_000, 2, -1, Map.of(), true, true, false);

    private static final DtlsCertificate CERTIFICATE = DtlsCertificate.generate(new SecureRandom());

    final DtlsCertificate certificate = CERTIFICATE;
    final PacketPool serverPool = PacketPool.direct(1 << 15);
    final PacketPool clientPool = PacketPool.direct(1 << 15);
    final SimPort port = new SimPort(serverPool, this::send);
    final MediaLoop loop = new MediaLoop(0, serverPool, port, this::now);
    long now = 10 * SECOND;

    /** Larger datagrams get lost on the way. */
    int mtu = Integer.MAX_VALUE;

    private final List<Client> clients = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final SplittableRandom random = new SplittableRandom(1);
    private int largest;

    private long now() {
        return now;
    }

    WebRtcTransport.Shared shared(PacketPool pool, WebRtcTransport.Tasks tasks, RandomGenerator chance) {
        return new WebRtcTransport.Shared(
                pool, SrtpBackends.jce(), certificate, List.of(SrtpProfile.AEAD_AES_128_GCM), threads, tasks, chance);
    }

    private void send(byte[] datagram, InetSocketAddress to) {
        for (Client client : clients) {
            if (to.getAddress().equals(client.address.getAddress())) {
                client.send(datagram, to);
            }
        }
    }

    void measure(byte[] datagram) {
        largest = Math.max(largest, datagram.length);
    }

    /** Bytes of the largest datagram so far. */
    int largest() {
        return largest;
    }

    /** A client that is connected over a perfect line. */
    Client client() {
        return client(0);
    }

    /** @param losing DTLS datagrams that get lost first */
    Client client(int losing) {
        Client client = new Client(this, clients.size() + 1);
        client.losing = losing;
        clients.add(client);
        client.begin();
        long deadline = System.nanoTime() + 30 * SECOND;
        while (!client.connected()) {
            move();
            LockSupport.parkNanos(200_000);
            assertTrue(System.nanoTime() < deadline, "no handshake within 30 s");
        }
        move();
        return client;
    }

    /** One turn of everybody, at this instant. */
    void move() {
        for (Client client : clients) {
            client.carry(now);
        }
        turnAll();
        for (Client client : clients) {
            client.turn(now);
        }
    }

    /** A turn takes in so much and no more: a loop goes on at once while there is something. */
    private void turnAll() {
        do {
            loop.turn();
        } while (port.hasMore());
    }

    void run(double seconds) {
        long until = now + (long) (seconds * SECOND);
        while (now < until) {
            now += MS;
            move();
        }
    }

    /** @return seconds it took; fails when they were not enough */
    double runUntil(BooleanSupplier condition, double seconds, String what) {
        long start = now;
        while (!condition.getAsBoolean()) {
            assertTrue(now - start < seconds * SECOND, () -> "not within " + seconds + " s: " + what);
            now += MS;
            move();
        }
        return (now - start) / (double) SECOND;
    }

    /** What one client publishes. */
    record Publication(LoopFanout video, LoopFanout audio) {}

    Publication publish(Client client) {
        LoopFanout video = new LoopFanout(
                loop, new PublicationSpec("TR_v", MediaKind.VIDEO, "v", List.of(VP8), Camera.RIDS, 0, 0), codec -> {});
        LoopFanout audio = new LoopFanout(
                loop, new PublicationSpec("TR_a", MediaKind.AUDIO, "a", List.of(OPUS), List.of(), 300, 0), codec -> {});
        video.begin(client.server);
        audio.begin(client.server);
        client.camera = new Camera(client.transport, clientPool, 7, now);
        client.camera.owner = clients.indexOf(client);
        return new Publication(video, audio);
    }

    /** What one client gets of a publication. */
    record Subscription(
            Track video, Track audio, LoopForwarder forwarder, LoopForwarder sounds, List<Boolean> pauses) {}

    Subscription subscribe(Client client, Publication publication) {
        return subscribe(client, publication, VP8);
    }

    Subscription subscribe(Client client, Publication publication, CodecParameters codec) {
        return subscribe(client, publication, codec, true);
    }

    Subscription subscribe(Client client, Publication publication, CodecParameters codec, boolean allowPause) {
        return take(client, publication.video, publication.audio, codec, allowPause);
    }

    Subscription take(Client client, LoopSource videos, LoopSource audios, CodecParameters codec, boolean allowPause) {
        int number = client.subscriptions++;
        String videoMid = Integer.toString(2 * number);
        String audioMid = Integer.toString(2 * number + 1);
        int ssrc = 1000 + 10 * number;
        int repair = codec.rtxPayloadType() >= 0 ? ssrc + 1 : 0;
        SubscriptionSpec video = new SubscriptionSpec(videoMid, List.of(codec), ssrc, repair, "site", allowPause);
        SubscriptionSpec audio = new SubscriptionSpec(audioMid, List.of(OPUS), ssrc + 2, 0, "site", allowPause);
        Track picture = new Track();
        Track sound = new Track();
        client.takes(Track.section(MediaKind.VIDEO, videoMid, codec, video, picture), picture);
        client.transport.add(Track.section(MediaKind.AUDIO, audioMid, OPUS, audio, sound));
        List<Boolean> pauses = new ArrayList<>();
        LoopForwarder forwarder = new LoopForwarder(loop, videos, video, new ForwarderEvents() {
            @Override
            public void onPaused(boolean paused) {
                pauses.add(paused);
            }
        });
        forwarder.begin(client.server, random, now);
        LoopForwarder sounds = new LoopForwarder(loop, audios, audio, new ForwarderEvents() {});
        sounds.begin(client.server, random, now);
        return new Subscription(picture, sound, forwarder, sounds, pauses);
    }

    /** Everything is given back: that is the leak detector. */
    @Override
    public void close() throws InterruptedException {
        for (Client client : clients) {
            client.close(now);
        }
        turnAll();
        threads.shutdown();
        assertTrue(threads.awaitTermination(30, TimeUnit.SECONDS), "a handshake's thread stays");
        assertEquals(0, serverPool.leased(), "packets of the server");
        assertEquals(0, clientPool.leased(), "packets of the clients");
    }
}
