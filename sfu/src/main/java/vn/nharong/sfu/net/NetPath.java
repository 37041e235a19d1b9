package vn.nharong.sfu.net;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.transport.Path;

/** A path as the network side knows it. Belongs to the loop. */
public abstract class NetPath implements Path {
    /** Set by the loop once an authenticated check showed whose path it is. */
    public @Nullable Object owner;

    private final InetSocketAddress remote;

    protected NetPath(InetSocketAddress remote) {
        this.remote = remote;
    }

    @Override
    public InetSocketAddress remote() {
        return remote;
    }

    /** Nobody uses the path any more. */
    public void close() {}

    /** The transport took its first authentic packet from here. */
    public void trusted() {}

    /** Queues a datagram; takes it over. Leaves the machine at the port's next flush, or at once. */
    public abstract void send(PacketBuffer packet);
}
