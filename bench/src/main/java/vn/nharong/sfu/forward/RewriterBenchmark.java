package vn.nharong.sfu.forward;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import vn.nharong.media.codec.Vp8Descriptor;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;
import vn.nharong.media.receive.RtpReceiver;
import vn.nharong.media.rtp.MediaKind;

/**
 * New sequence number, timestamp and picture id of one packet. Beside the class it measures, which nobody outside that package
 * sees.
 */
@State(Scope.Thread)
public class RewriterBenchmark {
    private final RtpRewriter rewriter = new RtpRewriter(1, 1);
    private final Vp8Descriptor vp8 = new Vp8Descriptor();
    private final PacketBuffer packet = PacketPool.direct(1).lease();
    private long seq = 0x10000;
    private long nowNanos = 1_000_000_000;

    public RewriterBenchmark() {
        packet.length(100);
        packet.u8(0, 0x90);
        packet.u8(1, 0xe0);
        packet.u16(2, 0x8001);
        packet.u8(4, 1);
        packet.u8(5, 0);
        packet.u8(6, 0);
        if (!vp8.parse(packet, 0, 100)) {
            throw new IllegalStateException("a descriptor of ours cannot be read");
        }
        RtpReceiver stream = new RtpReceiver(MediaKind.VIDEO, 1, 90_000, false);
        rewriter.switchTo(stream, null, seq, 3_000, vp8, nowNanos);
    }

    @Benchmark
    public long rewrite() {
        nowNanos += 33_333_333;
        long out = rewriter.map(seq);
        long timestamp = rewriter.timestamp(seq * 3_000 & 0xffff_ffffL, nowNanos);
        vp8.pictureId = (int) seq & 0x7fff;
        seq++;
        return out ^ timestamp ^ rewriter.patch(vp8);
    }
}
