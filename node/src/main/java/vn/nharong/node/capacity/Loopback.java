package vn.nharong.node.capacity;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vn.nharong.media.packet.PacketPool;
import vn.nharong.sfu.net.NetPath;
import vn.nharong.sfu.net.UdpPort;
import vn.nharong.sfu.net.UdpPorts;

/**
 * A port as a loop has it and receivers that never read, each with an address of its own, on this machine. What is sent to them
 * goes through the kernel to their sockets and is thrown away there, since these have no room. Belongs to one thread.
 */
final class Loopback implements AutoCloseable {
    /** With fewer the processor's caches would hold what a meeting's never do. */
    private static final int FEWEST = 100;

    private static final long PATIENCE_NANOS = 1_000_000_000;

    private final UdpPort port;
    private final List<DatagramSocket> far = new ArrayList<>();
    private final List<NetPath> paths = new ArrayList<>();

    /** @throws IOException when not even a few receivers are to be had */
    Loopback(int receivers, PacketPool pool) throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        port = UdpPorts.open(new InetSocketAddress(here, 0), pool);
        try {
            open(receivers, here);
            meet();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void open(int receivers, InetAddress here) throws IOException {
        try {
            for (int i = 0; i < receivers; i++) {
                DatagramSocket socket = new DatagramSocket(0, here);
                far.add(socket);
                socket.setReceiveBufferSize(1);
            }
        } catch (IOException e) { // as many as the system lets one process have
            if (far.size() < FEWEST) {
                throw e;
            }
        }
    }

    /** The port learns the ways to them by hearing from each. */
    private void meet() throws IOException {
        Map<Integer, NetPath> byPort = new HashMap<>();
        long end = System.nanoTime() + PATIENCE_NANOS;
        for (DatagramSocket socket : far) {
            socket.send(new DatagramPacket(new byte[1], 1, port.local()));
            port.poll((packet, path) -> byPort.put(path.remote().getPort(), path));
        }
        while (byPort.size() < far.size() && System.nanoTime() < end) {
            port.await(10_000_000);
            port.poll((packet, path) -> byPort.put(path.remote().getPort(), path));
        }
        paths.addAll(byPort.values());
        if (paths.size() < FEWEST) {
            throw new IOException("datagrams over the loopback do not arrive");
        }
    }

    UdpPort port() {
        return port;
    }

    int receivers() {
        return paths.size();
    }

    NetPath to(int receiver) {
        return paths.get(receiver);
    }

    @Override
    public void close() {
        far.forEach(DatagramSocket::close);
        port.close();
    }
}
