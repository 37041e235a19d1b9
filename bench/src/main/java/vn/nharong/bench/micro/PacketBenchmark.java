package vn.nharong.bench.micro;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import vn.nharong.media.codec.Vp8Descriptor;
import vn.nharong.media.codec.Vp8Patch;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;
import vn.nharong.media.rtp.RtpHeader;
import vn.nharong.media.transport.ExtensionIds;

/** Reading a packet as it comes, and slots for it. */
@State(Scope.Thread)
public class PacketBenchmark {
    private static final ExtensionIds IDS = new ExtensionIds(1, 0, 0, 2, 3, 0, 0, 0, 0, 0);
    private static final int HEADER = 28;

    private final PacketPool pool = PacketPool.direct(1024);
    private final PacketBuffer packet = pool.lease();
    private final RtpHeader header = new RtpHeader();
    private final Vp8Descriptor vp8 = new Vp8Descriptor();
    private int picture;

    public PacketBenchmark() {
        packet.length(1100);
        packet.u8(0, 0x90);
        packet.u8(1, 96);
        packet.i32(12, 0xbede_0003);
        packet.u8(16, 1 << 4); // MID "0"
        packet.u8(17, '0');
        packet.u8(18, 3 << 4 | 1); // transport-wide number
        packet.u16(19, 4711);
        packet.u8(21, 2 << 4); // level
        packet.u8(22, 0x9e);
        packet.u8(HEADER, 0x90);
        packet.u8(HEADER + 1, 0xe0);
        packet.u16(HEADER + 2, 0x8123);
        packet.u8(HEADER + 4, 7);
        packet.u8(HEADER + 5, 0x40);
        packet.u8(HEADER + 6, 1);
    }

    /** RFC 3550 §5.1 with three header extensions (RFC 8285). */
    @Benchmark
    public boolean rtpHeader() {
        return header.parse(packet, IDS);
    }

    /** RFC 7741 §4.2, with new numbers made and written. */
    @Benchmark
    public boolean vp8DescriptorAndPatch() {
        boolean read = vp8.parse(packet, HEADER, 1100 - HEADER);
        picture = picture + 1 & 0x7fff;
        Vp8Patch.apply(Vp8Patch.of(vp8, picture, picture & 0xff, 0), packet, HEADER);
        return read;
    }

    @Benchmark
    public int leaseAndRelease() {
        PacketBuffer one = pool.lease();
        int length = one.length();
        one.release();
        return length;
    }
}
