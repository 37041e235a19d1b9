package vn.nharong.sfu.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;

/** A UDP port by the JDK's channels: one system call for each datagram. Works everywhere. */
public final class NioUdpPort implements UdpPort {
    private static final Logger log = LoggerFactory.getLogger(NioUdpPort.class);
    /** Addresses remembered; beyond, strangers are forgotten first. */
    private static final int MAX_PATHS = 16_384;

    static final int SOCKET_BUFFER = 4 << 20;

    private final DatagramChannel channel;
    private final Selector selector;
    private final PacketPool pool;
    private final Map<SocketAddress, UdpPath> paths = new HashMap<>();
    private long sendDrops;
    private long messages;

    public NioUdpPort(InetSocketAddress bind, PacketPool pool) throws IOException {
        this.pool = pool;
        selector = Selector.open();
        channel = DatagramChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER);
            channel.configureBlocking(false);
            channel.bind(bind);
            channel.register(selector, SelectionKey.OP_READ);
        } catch (IOException e) {
            channel.close();
            selector.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return "nio";
    }

    @Override
    public InetSocketAddress local() {
        try {
            return (InetSocketAddress) channel.getLocalAddress();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public int poll(DatagramSink sink, int most) {
        int count = 0;
        while (count < most) {
            PacketBuffer packet = pool.lease();
            ByteBuffer bytes = packet.bytes();
            bytes.clear().position(PacketBuffer.HEADROOM);
            SocketAddress from;
            try {
                from = channel.receive(bytes);
            } catch (IOException e) {
                // An ICMP error of an earlier send: not about what is to be read.
                packet.release();
                count++;
                continue;
            }
            if (from == null) {
                packet.release();
                break;
            }
            packet.length(bytes.position() - PacketBuffer.HEADROOM);
            bytes.clear();
            UdpPath path = paths.get(from);
            if (path == null) {
                path = remember((InetSocketAddress) from);
            }
            sink.onDatagram(packet, path);
            packet.release();
            count++;
        }
        return count;
    }

    private UdpPath remember(InetSocketAddress from) {
        if (paths.size() >= MAX_PATHS) {
            paths.values().removeIf(path -> path.owner == null);
        }
        UdpPath path = new UdpPath(from);
        paths.put(from, path);
        return path;
    }

    @Override
    public void flush() {}

    @Override
    public void await(long nanos) throws IOException {
        if (nanos <= 0) {
            selector.selectNow(key -> {});
            return;
        }
        selector.select(key -> {}, Math.max(1, nanos / 1_000_000));
    }

    @Override
    public void wakeup() {
        selector.wakeup();
    }

    @Override
    public void forget(NetPath path) {
        paths.remove(path.remote());
    }

    @Override
    public long receiveDrops() {
        return 0;
    }

    @Override
    public long sendDrops() {
        return sendDrops;
    }

    @Override
    public long messages() {
        return messages;
    }

    @Override
    public void close() {
        try {
            channel.close();
            selector.close();
        } catch (IOException e) {
            log.debug("closing a UDP port", e);
        }
    }

    private final class UdpPath extends NetPath {
        UdpPath(InetSocketAddress remote) {
            super(remote);
        }

        @Override
        public String protocol() {
            return "udp";
        }

        @Override
        public void send(PacketBuffer packet) {
            ByteBuffer bytes = packet.bytes();
            bytes.limit(packet.offset() + packet.length()).position(packet.offset());
            messages++;
            try {
                if (channel.send(bytes, remote()) == 0) {
                    sendDrops++;
                }
            } catch (IOException e) {
                sendDrops++;
            }
            bytes.clear();
            packet.release();
        }

        @Override
        public @Nullable String toString() {
            return "udp " + remote();
        }
    }
}
