package vn.nharong.media.codec;

import java.util.HexFormat;
import vn.nharong.fuzz.FuzzTarget;
import vn.nharong.media.Edges;
import vn.nharong.media.packet.PacketBuffer;

/** What a forwarder reads of payloads, and what it writes into them. */
public final class CodecFuzz {
    private static final HexFormat HEX = HexFormat.of();

    private CodecFuzz() {}

    public static FuzzTarget vp8() {
        Edges edges = new Edges();
        Vp8Descriptor descriptor = new Vp8Descriptor();
        return FuzzTarget.of(
                        "VP8",
                        input -> edges.both(input, packet -> {
                            int length = packet.length();
                            if (!descriptor.parse(packet, 0, length)) {
                                return false;
                            }
                            if (descriptor.length < 1 || descriptor.length > length) {
                                throw new AssertionError("a descriptor of " + descriptor.length);
                            }
                            Vp8Patch.apply(Vp8Patch.of(descriptor, 0x7ffe, 0xfe, 0x1e), packet, 0);
                            return descriptor.parse(packet, 0, length);
                        }),
                        Vp8Descriptor.class)
                .corpus(
                        HEX.parseHex("90f0" + "9234" + "56" + "a7" + "100000" + "9d012a" + "0005" + "d002"),
                        HEX.parseHex("9080" + "11" + "01"),
                        HEX.parseHex("90e0" + "11" + "22" + "40" + "31"),
                        HEX.parseHex("1000"),
                        HEX.parseHex("8010" + "07"))
                .bounds(64, 4 << 10);
    }

    public static FuzzTarget h264() {
        Edges edges = new Edges();
        return FuzzTarget.of(
                        "H.264",
                        input -> edges.both(input, packet -> H264Nal.startsKeyframe(packet, 0, packet.length())),
                        H264Nal.class)
                .corpus(
                        HEX.parseHex("6742e01f"),
                        HEX.parseHex("65b80400"),
                        HEX.parseHex("78" + "0002" + "0930" + "0004" + "6742e01f" + "0002" + "68ce"),
                        HEX.parseHex("7c85b804"))
                .bounds(PacketBuffer.CAPACITY, 4 << 10);
    }
}
