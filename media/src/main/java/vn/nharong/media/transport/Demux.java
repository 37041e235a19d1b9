package vn.nharong.media.transport;

import vn.nharong.media.packet.PacketBuffer;

/** Tells the protocols on one port apart by the first byte (RFC 7983 §7) and RTCP by the second (RFC 5761 §4). */
public enum Demux {
    STUN,
    DTLS,
    RTP,
    RTCP,
    OTHER;

    public static Demux of(PacketBuffer packet) {
        if (packet.length() < 2) {
            return OTHER;
        }
        int first = packet.u8(0);
        if (first < 4) {
            return STUN;
        }
        if (first >= 20 && first < 64) {
            return DTLS;
        }
        if (first >= 128 && first < 192) {
            int second = packet.u8(1);
            return second >= 192 && second < 224 ? RTCP : RTP;
        }
        return OTHER;
    }
}
