package vn.nharong.media.rtcp;

import vn.nharong.media.packet.PacketBuffer;

/** Appends RTCP packets to a buffer. Each method returns false, and writes nothing, when there is no room. */
public final class RtcpWriter {
    /** What stays free for the SRTCP index and tag. */
    private static final int TRAILER = 4 + 16;

    private RtcpWriter() {}

    private static boolean fits(PacketBuffer packet, int bytes) {
        return packet.length() + bytes <= 1200 && packet.tailroom() >= bytes + TRAILER;
    }

    private static int header(PacketBuffer packet, int count, int type, int bytes) {
        int at = packet.length();
        packet.length(at + bytes);
        packet.u8(at, 0x80 | count);
        packet.u8(at + 1, type);
        packet.u16(at + 2, bytes / 4 - 1);
        return at;
    }

    /** A sender report without blocks (RFC 3550 §6.4.1). */
    public static boolean senderReport(
            PacketBuffer packet, int ssrc, long ntp, long rtpTimestamp, long packets, long octets) {
        if (!fits(packet, 28)) {
            return false;
        }
        int at = header(packet, 0, RtcpTypes.SR, 28);
        packet.i32(at + 4, ssrc);
        packet.i64(at + 8, ntp);
        packet.i32(at + 16, (int) rtpTimestamp);
        packet.i32(at + 20, (int) packets);
        packet.i32(at + 24, (int) octets);
        return true;
    }

    /** An empty receiver report, to be filled by {@link #block}. @return its index, or -1 */
    public static int receiverReport(PacketBuffer packet, int ssrc) {
        if (!fits(packet, 8)) {
            return -1;
        }
        int at = header(packet, 0, RtcpTypes.RR, 8);
        packet.i32(at + 4, ssrc);
        return at;
    }

    /** Adds a block to the receiver report at {@code reportAt}, which must be the last packet in the buffer. */
    public static boolean block(
            PacketBuffer packet,
            int reportAt,
            int about,
            int fractionLost,
            int cumulativeLost,
            long highestSeq,
            long jitter,
            long lastSr,
            long delay) {
        int count = packet.u8(reportAt) & 0x1f;
        if (count == 31 || !fits(packet, 24)) {
            return false;
        }
        int at = packet.length();
        packet.length(at + 24);
        packet.u8(reportAt, 0x80 | count + 1);
        packet.u16(reportAt + 2, packet.u16(reportAt + 2) + 6);
        packet.i32(at, about);
        packet.i32(at + 4, fractionLost << 24 | cumulativeLost & 0xffffff);
        packet.i32(at + 8, (int) highestSeq);
        packet.i32(at + 12, (int) jitter);
        packet.i32(at + 16, (int) lastSr);
        packet.i32(at + 20, (int) delay);
        return true;
    }

    /** CNAME only (RFC 3550 §6.5.1); {@code cname} in ASCII. */
    public static boolean sourceDescription(PacketBuffer packet, int ssrc, byte[] cname) {
        int item = 2 + cname.length + 1;
        int bytes = 8 + (item + 3 & ~3);
        if (!fits(packet, bytes)) {
            return false;
        }
        int at = header(packet, 1, RtcpTypes.SDES, bytes);
        packet.i32(at + 4, ssrc);
        packet.u8(at + 8, 1);
        packet.u8(at + 9, cname.length);
        packet.put(at + 10, cname, 0, cname.length);
        for (int i = at + 10 + cname.length; i < at + bytes; i++) {
            packet.u8(i, 0);
        }
        return true;
    }

    public static boolean pictureLoss(PacketBuffer packet, int from, int about) {
        if (!fits(packet, 12)) {
            return false;
        }
        int at = header(packet, RtcpTypes.PLI, RtcpTypes.PSFB, 12);
        packet.i32(at + 4, from);
        packet.i32(at + 8, about);
        return true;
    }

    /**
     * The most that its receiver shall send (draft-alvestrand-rmcat-remb-03 §2.2).
     *
     * @param about any one of its streams
     */
    public static boolean receiverLimit(PacketBuffer packet, int from, int about, long bps) {
        if (!fits(packet, 24)) {
            return false;
        }
        int exponent = Math.max(0, 64 - Long.numberOfLeadingZeros(bps) - 18);
        int at = header(packet, RtcpTypes.AFB, RtcpTypes.PSFB, 24);
        packet.i32(at + 4, from);
        packet.i32(at + 8, 0);
        packet.i32(at + 12, RtcpTypes.REMB);
        packet.i32(at + 16, 1 << 24 | exponent << 18 | (int) (bps >>> exponent));
        packet.i32(at + 20, about);
        return true;
    }

    /** Begins a generic NACK (RFC 4585 §6.2.1). @return its index, or -1 */
    public static int nack(PacketBuffer packet, int from, int about) {
        if (!fits(packet, 16)) {
            return -1;
        }
        int at = header(packet, RtcpTypes.NACK, RtcpTypes.RTPFB, 12);
        packet.i32(at + 4, from);
        packet.i32(at + 8, about);
        return at;
    }

    /** Adds one entry (PID and BLP) to the NACK at {@code nackAt}, which must be the last packet in the buffer. */
    public static boolean nackEntry(PacketBuffer packet, int nackAt, int seq16, int mask) {
        if (!fits(packet, 4)) {
            return false;
        }
        int at = packet.length();
        packet.length(at + 4);
        packet.u16(nackAt + 2, packet.u16(nackAt + 2) + 1);
        packet.u16(at, seq16);
        packet.u16(at + 2, mask);
        return true;
    }

    public static boolean bye(PacketBuffer packet, int ssrc) {
        if (!fits(packet, 8)) {
            return false;
        }
        int at = header(packet, 1, RtcpTypes.BYE, 8);
        packet.i32(at + 4, ssrc);
        return true;
    }

    /** Answers a receiver's reference time (RFC 3611 §4.5): lets a receive-only client measure its round trip. */
    public static boolean delaySinceReference(PacketBuffer packet, int from, int about, long lastRr, long delay) {
        if (!fits(packet, 24)) {
            return false;
        }
        int at = header(packet, 0, RtcpTypes.XR, 24);
        packet.i32(at + 4, from);
        packet.u8(at + 8, 5);
        packet.u8(at + 9, 0);
        packet.u16(at + 10, 3);
        packet.i32(at + 12, about);
        packet.i32(at + 16, (int) lastRr);
        packet.i32(at + 20, (int) delay);
        return true;
    }
}
