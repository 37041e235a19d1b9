package vn.nharong.media.codec;

import vn.nharong.media.packet.PacketBuffer;

/** What a forwarder must know of an H.264 payload (RFC 6184 §5): whether a key frame begins here. */
public final class H264Nal {
    private static final int IDR = 5;
    private static final int SPS = 7;
    private static final int STAP_A = 24;
    private static final int FU_A = 28;

    private H264Nal() {}

    /** A sequence parameter set or the first fragment of an IDR slice: a decoder can start here. */
    public static boolean startsKeyframe(PacketBuffer packet, int at, int length) {
        if (length < 1) {
            return false;
        }
        int type = packet.u8(at) & 0x1f;
        switch (type) {
            case IDR, SPS:
                return true;
            case STAP_A:
                int i = at + 1;
                int end = at + length;
                while (i + 3 <= end) {
                    int size = packet.u16(i);
                    int inner = packet.u8(i + 2) & 0x1f;
                    if (inner == IDR || inner == SPS) {
                        return true;
                    }
                    i += 2 + size;
                }
                return false;
            case FU_A:
                if (length < 2) {
                    return false;
                }
                int head = packet.u8(at + 1);
                return (head & 0x80) != 0 && ((head & 0x1f) == IDR || (head & 0x1f) == SPS);
            default:
                return false;
        }
    }
}
