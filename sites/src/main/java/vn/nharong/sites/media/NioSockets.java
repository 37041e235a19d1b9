package vn.nharong.sites.media;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;

/** The JDK's way: one system call for each datagram. */
final class NioSockets implements SiteSockets {
    static final int SOCKET_BUFFER = 1 << 20;
    private static final int MOST_OF_ONE = 64;

    private final PacketPool pool;
    private final Selector selector = Selector.open();

    NioSockets(PacketPool pool) throws IOException {
        this.pool = pool;
    }

    @Override
    public Line open(InetSocketAddress remote, LoadLoop.Member member) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER);
        channel.configureBlocking(false);
        channel.connect(remote);
        channel.register(selector, SelectionKey.OP_READ, member);
        return new ChannelLine(channel, remote);
    }

    private static final class ChannelLine extends Line {
        private final DatagramChannel channel;
        private final int port;

        ChannelLine(DatagramChannel channel, InetSocketAddress remote) throws IOException {
            super(remote);
            this.channel = channel;
            port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
        }

        @Override
        void send(PacketBuffer packet) {
            ByteBuffer bytes = packet.bytes();
            bytes.limit(packet.offset() + packet.length()).position(packet.offset());
            try {
                int unused = channel.write(bytes);
            } catch (IOException e) {
                // as on a line: lost
            }
            bytes.clear();
            packet.release();
        }

        @Override
        int localPort() {
            return port;
        }

        @Override
        int descriptor() {
            throw new UnsupportedOperationException("the JDK does not tell a channel's descriptor");
        }

        @Override
        void close() {
            try {
                channel.close();
            } catch (IOException e) {
                // nothing to lose
            }
        }
    }

    @Override
    public void read(long waitMillis, Taker taker) throws IOException {
        if (waitMillis > 0) {
            selector.select(key -> read(key, taker), waitMillis);
        } else {
            selector.selectNow(key -> read(key, taker));
        }
    }

    private void read(SelectionKey key, Taker taker) {
        DatagramChannel channel = (DatagramChannel) key.channel();
        LoadLoop.Member member = (LoadLoop.Member) key.attachment();
        for (int i = 0; i < MOST_OF_ONE; i++) {
            PacketBuffer packet = pool.lease();
            ByteBuffer bytes = packet.bytes();
            bytes.clear().position(PacketBuffer.HEADROOM);
            int length;
            try {
                length = channel.read(bytes);
            } catch (IOException e) {
                length = 0; // an ICMP error while the server is away
            }
            if (length <= 0) {
                packet.release();
                return;
            }
            packet.length(length);
            bytes.clear();
            packet.arrivedNanos = System.nanoTime();
            taker.onDatagram(packet, member);
        }
    }

    @Override
    public void wakeup() {
        selector.wakeup();
    }

    @Override
    public void close() throws IOException {
        selector.close();
    }
}
