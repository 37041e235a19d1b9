package vn.nharong.media.rtp;

import vn.nharong.fuzz.FuzzTarget;
import vn.nharong.media.Edges;
import vn.nharong.media.packet.PacketBuffer;

/**
 * A walk over header extensions (RFC 8285 §4.2) as it is often got wrong: whether an element fits is asked without
 * counting its own head, so its last byte may lie behind the end. Nobody calls it; the search has to find it.
 */
public final class PlantedDefect {
    private PlantedDefect() {}

    public static FuzzTarget target() {
        Edges edges = new Edges();
        return FuzzTarget.of("planted", input -> edges.both(input, PlantedDefect::parse))
                // None of these ends with its extension: the defect has to be reached by cutting and bending.
                .corpus(RtpFuzz.packets().subList(0, 4))
                .bounds(PacketBuffer.CAPACITY, 8 << 10);
    }

    private static boolean parse(PacketBuffer packet) {
        int length = packet.length();
        if (length < RtpHeader.FIXED_LENGTH || packet.u8(0) >> 6 != 2) {
            return false;
        }
        int at = RtpHeader.FIXED_LENGTH + 4 * (packet.u8(0) & 0x0f);
        if ((packet.u8(0) & 0x10) == 0) {
            return at <= length;
        }
        if (at + 4 > length) {
            return false;
        }
        boolean oneByte = packet.u16(at) == 0xbede;
        int end = at + 4 + 4 * packet.u16(at + 2);
        if (end > length) {
            return false;
        }
        at += 4;
        int level = 0;
        while (oneByte && at < end) {
            int head = packet.u8(at);
            int size = head == 0 ? 0 : (head & 0x0f) + 1;
            if (at + size > end) { // sound: at + 1 + size
                return false;
            }
            if (size > 0) {
                level = packet.u8(at + size);
            }
            at += 1 + size;
        }
        return level >= 0;
    }
}
