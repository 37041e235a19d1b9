package vn.nharong.sfu.net;

import vn.nharong.media.packet.PacketBuffer;

/** Takes what a port received. */
@FunctionalInterface
public interface DatagramSink {
    /** @param packet borrowed for the call */
    void onDatagram(PacketBuffer packet, NetPath path);
}
