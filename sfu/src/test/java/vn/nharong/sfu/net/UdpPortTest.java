package vn.nharong.sfu.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;
import vn.nharong.media.srtp.openssl.NativeSlabs;

/** Both ports keep the same contract, against plain sockets of the JDK. */
class UdpPortTest {
    @FunctionalInterface
    private interface Maker {
        UdpPort make(InetSocketAddress bind, PacketPool pool) throws Exception;
    }

    @TestFactory
    Stream<DynamicTest> everyPort() {
        return Stream.<java.util.Map.Entry<String, Maker>>of(
                        java.util.Map.entry("nio", NioUdpPort::new), java.util.Map.entry("native", NativeUdpPort::new))
                .flatMap(maker -> Stream.of("127.0.0.1", "0.0.0.0", "::1")
                        .map(address -> DynamicTest.dynamicTest(
                                maker.getKey() + " on " + address, () -> exchange(maker.getValue(), address))));
    }

    @Test
    void theKernelTellsWhenADatagramCame() throws Exception {
        PacketPool pool = new PacketPool(new NativeSlabs(), 1 << 10);
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        UdpPort port = new NativeUdpPort(new InetSocketAddress(loopback, 0), pool);
        List<Long> arrived = new ArrayList<>();
        try (DatagramSocket client = new DatagramSocket(0, loopback)) {
            long before = System.nanoTime();
            client.send(new DatagramPacket(new byte[8], 8, port.local()));
            long sent = System.nanoTime();
            // It is not read for a while: that it lay in the socket's queue must show.
            while (System.nanoTime() - sent < 100_000_000) {
                Thread.onSpinWait();
            }
            port.poll((packet, path) -> arrived.add(packet.arrivedNanos));
            assertEquals(1, arrived.size());
            // Two clocks are compared: a millisecond between reading one and the other.
            assertTrue(
                    arrived.getFirst() > before - 1_000_000 && arrived.getFirst() < sent + 50_000_000,
                    (arrived.getFirst() - before) / 1000 + " µs after it was sent");
        }
        port.close();
        assertEquals(0, pool.leased());
    }

    @Test
    void segmentationIsTriedAndItsRefusalSeen() {
        assertEquals("", SegmentationTrial.run());
        System.setProperty(NativeUdpPort.NO_SEGMENTATION, "true");
        try {
            assertTrue(SegmentationTrial.run().startsWith("refused"));
        } finally {
            System.clearProperty(NativeUdpPort.NO_SEGMENTATION);
        }
    }

    private static void exchange(Maker maker, String bind) throws Exception {
        PacketPool pool = new PacketPool(new NativeSlabs(), 1 << 14);
        UdpPort port = maker.make(new InetSocketAddress(InetAddress.getByName(bind), 0), pool);
        InetAddress reach = bind.equals("0.0.0.0") ? InetAddress.getByName("127.0.0.1") : InetAddress.getByName(bind);
        List<NetPath> paths = new ArrayList<>();
        List<String> received = new ArrayList<>();
        try (DatagramSocket one = new DatagramSocket(0, reach);
                DatagramSocket two = new DatagramSocket(0, reach)) {
            one.setSoTimeout(5_000);
            two.setSoTimeout(5_000);
            InetSocketAddress to = new InetSocketAddress(reach, port.local().getPort());
            for (int i = 0; i < 3; i++) {
                one.send(new DatagramPacket(new byte[] {1, (byte) i}, 2, to));
                two.send(new DatagramPacket(new byte[] {2, (byte) i}, 2, to));
            }
            one.send(new DatagramPacket(new byte[2500], 2500, to)); // larger than we take
            one.send(new DatagramPacket(new byte[] {1, 3}, 2, to));
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
            while (received.stream().filter(text -> text.endsWith(":2")).count() < 7 && System.nanoTime() < end) {
                port.await(20_000_000);
                port.poll((packet, path) -> {
                    received.add(packet.u8(0) + "/" + packet.u8(1) + ":" + packet.length());
                    if (!paths.contains(path)) {
                        paths.add(path);
                    }
                });
            }
            assertEquals(
                    List.of("1/0:2", "1/1:2", "1/2:2", "1/3:2"),
                    received.stream().filter(text -> text.startsWith("1/")).toList());
            assertEquals(2, paths.size(), "one path for each address");
            // Sizes as a packetiser makes them: equal, then a shorter one, then a longer again; two receivers mixed.
            int[] sizes = {1100, 1100, 1100, 400, 1100, 1100, 37, 1200, 1200, 1200, 1200, 1200, 1200, 1200, 1200, 1200};
            for (int i = 0; i < sizes.length; i++) {
                for (NetPath path : paths) {
                    PacketBuffer packet = pool.lease();
                    packet.length(sizes[i]);
                    for (int j = 0; j < sizes[i]; j++) {
                        packet.u8(j, i + j);
                    }
                    path.send(packet);
                }
            }
            port.flush();
            for (DatagramSocket socket : List.of(one, two)) {
                for (int i = 0; i < sizes.length; i++) {
                    DatagramPacket got = new DatagramPacket(new byte[2048], 2048);
                    socket.receive(got);
                    assertEquals(sizes[i], got.getLength(), "datagram " + i);
                    byte[] wanted = new byte[sizes[i]];
                    for (int j = 0; j < wanted.length; j++) {
                        wanted[j] = (byte) (i + j);
                    }
                    assertTrue(Arrays.equals(wanted, Arrays.copyOf(got.getData(), got.getLength())), "content " + i);
                }
            }
            assertEquals(0, port.sendDrops());
        }
        port.close();
        assertEquals(0, pool.leased());
    }

    @Test
    void oneUnreachableReceiverDoesNotHinderTheOthers() throws Exception {
        PacketPool pool = new PacketPool(new NativeSlabs(), 1 << 12);
        NativeUdpPort port = new NativeUdpPort(new InetSocketAddress("127.0.0.1", 0), pool);
        List<NetPath> paths = new ArrayList<>();
        try (DatagramSocket alive = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            alive.setSoTimeout(5_000);
            DatagramSocket dying = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
            InetSocketAddress to =
                    new InetSocketAddress("127.0.0.1", port.local().getPort());
            dying.send(new DatagramPacket(new byte[] {1}, 1, to));
            alive.send(new DatagramPacket(new byte[] {2}, 1, to));
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
            while (paths.size() < 2 && System.nanoTime() < end) {
                port.await(20_000_000);
                port.poll((packet, path) -> paths.add(path));
            }
            dying.close();
            for (int round = 0; round < 50; round++) {
                for (NetPath path : paths) {
                    PacketBuffer packet = pool.lease();
                    packet.length(10);
                    packet.u8(0, round);
                    path.send(packet);
                }
                port.flush();
                port.poll((packet, path) -> {});
            }
            for (int round = 0; round < 50; round++) {
                DatagramPacket got = new DatagramPacket(new byte[100], 100);
                alive.receive(got);
                assertEquals(round, got.getData()[0]);
            }
        }
        port.close();
    }

    @Test
    void wakeupEndsAWait() throws Exception {
        PacketPool pool = new PacketPool(new NativeSlabs(), 1 << 12);
        for (UdpPort port : List.of(
                new NativeUdpPort(new InetSocketAddress("127.0.0.1", 0), pool),
                new NioUdpPort(new InetSocketAddress("127.0.0.1", 0), pool))) {
            Thread waker = Thread.ofVirtual().start(port::wakeup);
            long start = System.nanoTime();
            port.await(30_000_000_000L);
            assertTrue(System.nanoTime() - start < 20_000_000_000L);
            waker.join();
            port.close();
        }
    }
}
