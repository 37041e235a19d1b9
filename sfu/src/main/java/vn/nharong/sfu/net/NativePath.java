package vn.nharong.sfu.net;

import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import vn.nharong.media.packet.PacketBuffer;

/** One remote address of a {@link NativeUdpPort}, in the form the kernel wants. Port's thread. */
final class NativePath extends NetPath {
    /** The address as the kernel gave it: bytes in network order, read in the machine's. */
    final long high;

    final long low;
    final short networkPort;
    private final Outgoing out;
    /** Chain of queued datagrams, {@link Outgoing}'s; -1: none. */
    int first = -1;

    int last;

    NativePath(InetSocketAddress remote, long high, long low, Outgoing out) {
        super(remote);
        this.high = high;
        this.low = low;
        this.out = out;
        short port = (short) remote.getPort();
        networkPort = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? Short.reverseBytes(port) : port;
    }

    @Override
    public String protocol() {
        return "udp";
    }

    @Override
    public void send(PacketBuffer packet) {
        out.add(this, packet);
    }
}
