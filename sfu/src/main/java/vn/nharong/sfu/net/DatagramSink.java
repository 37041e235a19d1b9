package vn.nharong.sfu.net;

import vn.nharong.media.packet.PacketBuffer;

/** Takes what a port received. */
@FunctionalInterface
public interface DatagramSink {
    /** @param packet borrowed for the call; {@code arrivedNanos} is 0 when the port cannot tell when the kernel got it */
    void onDatagram(PacketBuffer packet, NetPath path);
}
