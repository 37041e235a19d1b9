package vn.nharong.media.srtp;

import java.util.ArrayList;
import java.util.List;
import vn.nharong.fuzz.FuzzTarget;
import vn.nharong.media.Edges;
import vn.nharong.media.packet.Drop;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;

/** SRTP and SRTCP before anything is authentic, by every back end and profile; one of them works on native addresses. */
public final class SrtpFuzz {
    private SrtpFuzz() {}

    public static FuzzTarget target() {
        PacketPool pool = Packets.nativePool();
        List<byte[]> sealed = new ArrayList<>();
        List<SrtpReceiver> receivers = new ArrayList<>();
        for (SrtpProfile profile : SrtpProfile.values()) {
            for (SrtpBackend backend : SrtpBackends.all()) {
                receivers.add(new SrtpReceiver(backend, Packets.keys(profile), false));
            }
            SrtpSender sender = new SrtpSender(SrtpBackends.jce(), Packets.keys(profile), true);
            PacketBuffer rtp = Packets.of(pool, Packets.rtp(0x01020304, 100, 40));
            PacketBuffer rtcp = Packets.of(pool, Packets.rtcp(0x01020304));
            boolean both = sender.protectRtp(rtp) && sender.protectRtcp(rtcp);
            sealed.add(rtp.toArray());
            sealed.add(rtcp.toArray());
            rtp.release();
            rtcp.release();
            sender.close();
            if (!both) {
                throw new AssertionError("not sealed");
            }
        }
        Edges edges = new Edges(pool);
        return FuzzTarget.of(
                        "SRTP",
                        input -> {
                            boolean taken = false;
                            for (SrtpReceiver receiver : receivers) {
                                // Each is opened once; the copy at the other edge is a replay, which is no difference.
                                taken |= edges.both(input, packet -> opened(receiver.unprotectRtp(packet)));
                                taken |= edges.both(input, packet -> opened(receiver.unprotectRtcp(packet)));
                            }
                            return taken;
                        },
                        SrtpReceiver.class)
                .corpus(sealed)
                .bounds(PacketBuffer.CAPACITY, 256 << 10);
    }

    private static boolean opened(Drop drop) {
        return drop == Drop.NONE || drop == Drop.REPLAYED;
    }
}
