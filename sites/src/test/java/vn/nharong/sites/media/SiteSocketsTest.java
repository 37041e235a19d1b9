package vn.nharong.sites.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;
import vn.nharong.media.srtp.openssl.NativeSlabs;

/** Both ways to the kernel, against a socket of the JDK. */
@Timeout(20)
class SiteSocketsTest {
    private final PacketPool pool = new PacketPool(new NativeSlabs(), 256);

    private record Came(String text, LoadLoop.Member member) {}

    private final List<Came> came = new ArrayList<>();

    private static final class Nobody implements LoadLoop.Member {
        @Override
        public void onDatagram(PacketBuffer packet, long nowNanos) {}

        @Override
        public void tick(long nowNanos) {}
    }

    private SiteSockets open(String way) throws IOException {
        return way.equals("native") ? new NativeSockets(pool) : new NioSockets(pool);
    }

    private void keep(PacketBuffer packet, LoadLoop.Member member) {
        came.add(new Came(new String(packet.toArray(), StandardCharsets.UTF_8), member));
        packet.release();
    }

    private void readUntil(SiteSockets sockets, int count) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (came.size() < count && System.nanoTime() < end) {
            sockets.read(100, this::keep);
        }
    }

    private static void send(DatagramSocket from, int port, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        from.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
    }

    private void put(SiteSockets.Line line, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        PacketBuffer packet = pool.lease();
        packet.length(bytes.length);
        packet.put(0, bytes, 0, bytes.length);
        line.send(packet);
    }

    @ParameterizedTest
    @ValueSource(strings = {"native", "nio"})
    void whatComesIsGivenToWhoseSocketItCameTo(String way) throws IOException {
        try (SiteSockets sockets = open(way);
                DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            InetSocketAddress remote = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
            Nobody first = new Nobody();
            Nobody second = new Nobody();
            SiteSockets.Line one = sockets.open(remote, first);
            SiteSockets.Line two = sockets.open(remote, second);
            put(one, "from one");
            byte[] into = new byte[100];
            DatagramPacket got = new DatagramPacket(into, into.length);
            server.receive(got);
            assertEquals("from one", new String(into, 0, got.getLength(), StandardCharsets.UTF_8));
            assertEquals(one.localPort(), got.getPort());

            send(server, one.localPort(), "a");
            send(server, two.localPort(), "b");
            send(server, one.localPort(), "longer");
            readUntil(sockets, 3);
            assertEquals(
                    List.of("a", "longer"),
                    came.stream()
                            .filter(each -> each.member == first)
                            .map(Came::text)
                            .toList());
            assertEquals(
                    List.of("b"),
                    came.stream()
                            .filter(each -> each.member == second)
                            .map(Came::text)
                            .toList());
            assertEquals(0, pool.leased());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"native", "nio"})
    void aClosedOnesPlaceIsTheNextOnes(String way) throws IOException {
        try (SiteSockets sockets = open(way);
                DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            InetSocketAddress remote = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
            SiteSockets.Line gone = sockets.open(remote, new Nobody());
            gone.close();
            gone.close();
            put(gone, "into nothing");
            Nobody next = new Nobody();
            SiteSockets.Line line = sockets.open(remote, next);
            send(server, line.localPort(), "for the next");
            readUntil(sockets, 1);
            assertEquals(List.of(new Came("for the next", next)), came);
            assertEquals(0, pool.leased());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"native", "nio"})
    void awaitEndsWhenItIsWoken(String way) throws Exception {
        try (SiteSockets sockets = open(way)) {
            Thread waker = Thread.ofVirtual().start(sockets::wakeup);
            long begun = System.nanoTime();
            sockets.read(900, this::keep);
            assertTrue(System.nanoTime() - begun < 800_000_000L, "woken, not timed out");
            waker.join();
            assertTrue(came.isEmpty());
        }
    }

    /** One message of several datagrams is taken apart as the receiver of each would have had it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void whatWasSentAsOneMessageIsTakenApart(int datagrams) throws IOException {
        try (SiteSockets sockets = new NativeSockets(pool);
                OffloadingSender server = new OffloadingSender()) {
            SiteSockets.Line line = sockets.open(server.local(), new Nobody());
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < datagrams - 1; i++) {
                texts.add("datagram " + i);
            }
            texts.add("last");
            server.send(line.localPort(), "datagram 0".length(), String.join("", texts));
            readUntil(sockets, datagrams);
            assertEquals(texts, came.stream().map(Came::text).toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nio"})
    void theJdkTellsNoDescriptor(String way) throws IOException {
        try (SiteSockets sockets = open(way)) {
            SiteSockets.Line line =
                    sockets.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9), new Nobody());
            assertThrows(UnsupportedOperationException.class, line::descriptor);
        }
    }
}
