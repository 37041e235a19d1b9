package vn.nharong.sfu.net;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;
import vn.nharong.media.srtp.openssl.NativeSlabs;

/**
 * Tries UDP segmentation offload (udp(7), UDP_SEGMENT) over the loopback: several datagrams given to the kernel in one message
 * must arrive as several. A network card that refuses it later is noticed by the port in use, which then goes on without.
 */
public final class SegmentationTrial {
    private static final int DATAGRAMS = 3;
    private static final int BYTES = 1_000;
    private static final int WAIT_MILLIS = 1_000;

    private SegmentationTrial() {}

    /** @return why it does not work here, empty when it does */
    public static String run() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (DatagramSocket far = new DatagramSocket(0, loopback)) {
            far.setSoTimeout(WAIT_MILLIS);
            PacketPool pool = new PacketPool(new NativeSlabs(), 1 << 10);
            NativeUdpPort port = new NativeUdpPort(new InetSocketAddress(loopback, 0), pool);
            try {
                return exchange(port, pool, far);
            } finally {
                port.close();
            }
        } catch (IOException | RuntimeException | LinkageError e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String exchange(NativeUdpPort port, PacketPool pool, DatagramSocket far) throws IOException {
        far.send(new DatagramPacket(new byte[1], 1, port.local())); // so that the port knows the way back
        AtomicReference<@Nullable NetPath> back = new AtomicReference<>();
        port.await(WAIT_MILLIS * 1_000_000L);
        port.poll((packet, path) -> back.set(path));
        NetPath path = back.get();
        if (path == null) {
            return "a datagram over the loopback did not arrive";
        }
        for (int i = 0; i < DATAGRAMS; i++) {
            PacketBuffer packet = pool.lease();
            packet.length(BYTES);
            packet.u8(0, i);
            path.send(packet);
        }
        port.flush();
        if (!port.segmenting()) {
            return "refused, or forbidden by " + NativeUdpPort.NO_SEGMENTATION;
        }
        for (int i = 0; i < DATAGRAMS; i++) {
            DatagramPacket datagram = new DatagramPacket(new byte[DATAGRAMS * BYTES], DATAGRAMS * BYTES);
            far.receive(datagram);
            if (datagram.getLength() != BYTES || datagram.getData()[0] != i) {
                return "a datagram of " + datagram.getLength() + " bytes arrived instead of " + BYTES;
            }
        }
        return port.meanSegments() > 1 ? "" : "datagrams were sent one by one";
    }
}
