package vn.nharong.media.srtp;

import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;
import vn.nharong.media.srtp.openssl.NativeSlabs;

/**
 * How long a back end takes for a packet. The one place in {@code media} outside DTLS that reads a clock: it measures
 * the machine at start-up, no protocol depends on it.
 */
final class SpeedTrial {
    private static final int PAYLOAD = 1100;
    private static final int BATCH = 64;
    private static final long WARM_UP_NANOS = 300_000_000;
    private static final long MEASURE_NANOS = 100_000_000;

    private SpeedTrial() {}

    /** The best batch of 100 ms after a warm-up, so that a busy machine does not blame the cipher. */
    static double nanosPerPacket(SrtpBackend backend) {
        SrtpProfile profile = SrtpProfile.AEAD_AES_128_GCM;
        SrtpKeys keys = SrtpKeys.fromExported(profile, new byte[profile.exportedLength()]);
        SrtpSender sender = new SrtpSender(backend, keys, false);
        PacketBuffer packet = new PacketPool(new NativeSlabs(), 1).lease();
        try {
            packet.u8(0, 0x80);
            long end = System.nanoTime() + WARM_UP_NANOS;
            int seq = 0;
            while (System.nanoTime() < end) {
                seq = batch(sender, packet, seq);
            }
            long best = Long.MAX_VALUE;
            end = System.nanoTime() + MEASURE_NANOS;
            for (long start = System.nanoTime(); start < end; ) {
                seq = batch(sender, packet, seq);
                long now = System.nanoTime();
                best = Math.min(best, now - start);
                start = now;
            }
            return (double) best / BATCH;
        } finally {
            packet.release();
            sender.close();
        }
    }

    private static int batch(SrtpSender sender, PacketBuffer packet, int from) {
        for (int i = 0; i < BATCH; i++) {
            packet.u16(2, from + i);
            packet.length(SrtpFormat.RTP_HEADER + PAYLOAD);
            if (!sender.protectRtp(packet)) {
                throw new IllegalStateException("a cipher that gave known answers failed");
            }
        }
        return from + BATCH;
    }
}
