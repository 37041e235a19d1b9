package vn.nharong.sfu.loop;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;
import vn.nharong.sfu.net.DatagramSink;
import vn.nharong.sfu.net.NetPath;
import vn.nharong.sfu.net.UdpPort;

/** A port without a socket: what arrives is put in by hand, what leaves is handed to a wire. */
final class SimPort implements UdpPort {
    /** Takes what leaves. */
    @FunctionalInterface
    interface Wire {
        void send(byte[] datagram, InetSocketAddress to);
    }

    private record Arrival(byte[] datagram, InetSocketAddress from) {}

    private final PacketPool pool;
    private final Wire wire;
    private final Map<InetSocketAddress, SimPath> paths = new HashMap<>();
    private final Deque<Arrival> arrived = new ArrayDeque<>();

    SimPort(PacketPool pool, Wire wire) {
        this.pool = pool;
        this.wire = wire;
    }

    private final class SimPath extends NetPath {
        SimPath(InetSocketAddress remote) {
            super(remote);
        }

        @Override
        public String protocol() {
            return "udp";
        }

        @Override
        public void send(PacketBuffer packet) {
            byte[] datagram = packet.toArray();
            packet.release();
            wire.send(datagram, remote());
        }
    }

    void arrive(byte[] datagram, InetSocketAddress from) {
        arrived.add(new Arrival(datagram, from));
    }

    @Override
    public String name() {
        return "simulated";
    }

    @Override
    public InetSocketAddress local() {
        return new InetSocketAddress("192.0.2.1", 7882);
    }

    /** Whether a loop would go on at once. */
    boolean hasMore() {
        return !arrived.isEmpty();
    }

    @Override
    public int poll(DatagramSink sink, int most) {
        int count = Math.min(arrived.size(), most);
        for (int i = 0; i < count; i++) {
            Arrival next = arrived.remove();
            PacketBuffer packet = pool.lease();
            packet.length(next.datagram.length);
            packet.put(0, next.datagram, 0, next.datagram.length);
            sink.onDatagram(packet, paths.computeIfAbsent(next.from, SimPath::new));
            packet.release();
        }
        return count;
    }

    @Override
    public void flush() {}

    @Override
    public void await(long nanos) {}

    @Override
    public void wakeup() {}

    @Override
    public void forget(NetPath path) {
        paths.remove(path.remote());
    }

    @Override
    public long messages() {
        return 0;
    }

    @Override
    public long receiveDrops() {
        return 0;
    }

    @Override
    public long sendDrops() {
        return 0;
    }

    @Override
    public void close() {}
}
