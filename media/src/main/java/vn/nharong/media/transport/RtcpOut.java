package vn.nharong.media.transport;

import org.jspecify.annotations.Nullable;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;

/** Collects RTCP of one turn into as few datagrams as fit (reduced size, RFC 5506). Belongs to the transport. */
final class RtcpOut {
    /** Stays under any tunnel's MTU, with the SRTCP trailer. */
    private static final int FULL = 1150;

    /** Takes over a full packet. */
    @FunctionalInterface
    interface Flush {
        void send(PacketBuffer packet);
    }

    private final PacketPool pool;
    private final Flush flush;
    private @Nullable PacketBuffer current;
    private boolean fresh;

    RtcpOut(PacketPool pool, Flush flush) {
        this.pool = pool;
        this.flush = flush;
    }

    /** The packet to append to, with at least {@code bytes} free. */
    PacketBuffer room(int bytes) {
        PacketBuffer packet = current;
        fresh = false;
        if (packet != null && packet.length() + bytes > FULL) {
            flush();
            packet = null;
        }
        if (packet == null) {
            packet = pool.lease();
            current = packet;
            fresh = true;
        }
        return packet;
    }

    /** Whether the last {@link #room} began a new packet. */
    boolean fresh() {
        return fresh;
    }

    void flush() {
        PacketBuffer packet = current;
        current = null;
        if (packet == null) {
            return;
        }
        if (packet.length() == 0) {
            packet.release();
        } else {
            flush.send(packet);
        }
    }
}
