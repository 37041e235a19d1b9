package vn.nharong.media.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.nharong.media.packet.Drop;
import vn.nharong.media.packet.PacketBuffer;

/** The packet path over libcrypto makes no garbage once compiled. */
final class SrtpAllocationTest {
    private static final int ROUND = 20_000;

    @ParameterizedTest
    @EnumSource
    void protectAndUnprotectAllocateNothing(SrtpProfile profile) {
        var openssl = SrtpBackends.openssl();
        Assumptions.assumeTrue(openssl.isPresent(), "no libcrypto.so.3 on this machine");
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        SrtpSender sender = new SrtpSender(openssl.get(), Packets.keys(profile), true);
        SrtpReceiver receiver = new SrtpReceiver(openssl.get(), Packets.keys(profile), false);
        byte[] rtp = Packets.rtp(1, 0, 1100);
        byte[] rtcp = Packets.rtcp(1);
        PacketBuffer packet = Packets.nativePool().lease();
        long least = Long.MAX_VALUE;
        int seq = 0;
        // The first rounds pay for compilation, and the interpreter boxes.
        for (int round = 0; round < 10 && least > 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < ROUND; i++) {
                packet.put(0, rtp, 0, rtp.length);
                packet.u16(2, ++seq);
                packet.length(rtp.length);
                if (!sender.protectRtp(packet) || receiver.unprotectRtp(packet) != Drop.NONE) {
                    throw new AssertionError("rtp");
                }
                packet.put(0, rtcp, 0, rtcp.length);
                packet.length(rtcp.length);
                if (!sender.protectRtcp(packet) || receiver.unprotectRtcp(packet) != Drop.NONE) {
                    throw new AssertionError("rtcp");
                }
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertTrue(threads.isThreadAllocatedMemoryEnabled());
        assertEquals(0, least, "bytes in " + ROUND + " packets each way");
        sender.close();
        receiver.close();
    }
}
