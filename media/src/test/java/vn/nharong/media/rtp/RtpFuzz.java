package vn.nharong.media.rtp;

import java.util.HexFormat;
import java.util.List;
import vn.nharong.fuzz.FuzzTarget;
import vn.nharong.media.Edges;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.transport.ExtensionIds;

/** The RTP header, every extension we read, and whether what it says lies inside the packet. */
public final class RtpFuzz {
    public static final ExtensionIds IDS = new ExtensionIds(4, 10, 11, 1, 3, 2, 13, 12, 14, 0);

    private static final HexFormat HEX = HexFormat.of();

    private RtpFuzz() {}

    private static byte[] packet(int first, String... rest) {
        return HEX.parseHex("%02x6f123400000064deadbeef".formatted(first) + String.join("", rest));
    }

    /** One-byte and two-byte extensions, CSRCs, padding, an empty payload. */
    public static List<byte[]> packets() {
        return List.of(
                packet(0x80, "f0f1f2f3"),
                // level, transport-cc, mid "0"; then padding
                packet(0x90, "bede0003", "1085", "310102", "4030", "0000000000", "aabb"),
                // two CSRCs; mid "v", rid "hi", repaired rid "q", capture time, rotation, playout delay
                packet(
                        0x92,
                        "0000000100000002",
                        "bede0006",
                        "4076",
                        "a16869",
                        "b071",
                        "d70102030405060708",
                        "e001",
                        "c2000fff",
                        "0000",
                        "90f09234"),
                // two-byte form: mid "v", rid "hi", transport-cc, level
                packet(0x90, "10000004", "040176", "0a026869", "03020304", "01017f", "0000", "9001"),
                packet(0xa0, "01020304", "00000004"),
                // nothing behind the extension
                packet(0x90, "bede0002", "a26c6f77", "310001", "00"));
    }

    public static FuzzTarget target() {
        Edges edges = new Edges();
        RtpHeader header = new RtpHeader();
        return FuzzTarget.of(
                        "RTP",
                        input -> edges.both(input, packet -> header.parse(packet, IDS) && inside(packet, header)),
                        RtpHeader.class)
                .corpus(packets())
                .bounds(PacketBuffer.CAPACITY, 8 << 10);
    }

    private static boolean inside(PacketBuffer packet, RtpHeader header) {
        boolean whole = header.payloadLength >= 0
                && header.headerLength + header.payloadLength + header.paddingLength == packet.length()
                && within(header.midAt, header.midLength, header.headerLength)
                && within(header.ridAt, header.ridLength, header.headerLength)
                && within(header.repairedRidAt, header.repairedRidLength, header.headerLength)
                && within(header.captureTimeAt, header.captureTimeLength, header.headerLength);
        if (!whole) {
            throw new AssertionError("an element outside of the header");
        }
        return true;
    }

    private static boolean within(int at, int length, int end) {
        return at < 0 || at >= RtpHeader.FIXED_LENGTH && at + length <= end;
    }
}
