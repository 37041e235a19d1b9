package vn.nharong.media.rtcp;

import vn.nharong.media.packet.PacketBuffer;

/**
 * Walks a compound RTCP packet (RFC 3550 §6.1; reduced size, RFC 5506, too) and calls one method for each thing in it.
 * Nothing is allocated; a malformed part ends the walk.
 */
public final class RtcpReader {
    /** What can stand in a packet. Indexes count in the packet handed to {@link #read}. */
    public interface Handler {
        /** @param ntp 64-bit NTP time of the report */
        void onSenderReport(int ssrc, long ntp, long rtpTimestamp);

        /** @param about the SSRC reported on; the other values as in RFC 3550 §6.4.1 */
        void onReportBlock(
                int about, int fractionLost, int cumulativeLost, long highestSeq, long jitter, long lastSr, long delay);

        /** One lost packet, each bit of BLP unfolded. */
        void onNack(int about, int seq16);

        void onPictureLoss(int about);

        /** @param transportCcAt index of the whole RTCP packet's first byte; @param length its bytes */
        void onTransportCc(PacketBuffer packet, int transportCcAt, int length);

        void onRemb(long bitrateBps);

        void onBye(int ssrc);

        /** Receiver reference time (RFC 3611 §4.4): wants a DLRR. */
        void onReferenceTime(int fromSsrc, long ntp);
    }

    private RtcpReader() {}

    /** @return false when the packet as a whole is not RTCP */
    public static boolean read(PacketBuffer packet, Handler handler) {
        int length = packet.length();
        if (length < 8 || packet.u8(0) >> 6 != 2) {
            return false;
        }
        int at = 0;
        while (at + 4 <= length) {
            int first = packet.u8(at);
            int size = 4 * (packet.u16(at + 2) + 1);
            if (first >> 6 != 2 || at + size > length) {
                return at > 0;
            }
            int end = at + size;
            if ((first & 0x20) != 0) {
                int padding = packet.u8(end - 1);
                if (padding == 0 || padding > size - 4) {
                    return at > 0;
                }
                end -= padding;
            }
            one(packet, at, end, first & 0x1f, packet.u8(at + 1), size, handler);
            at += size;
        }
        return true;
    }

    private static void one(PacketBuffer packet, int at, int end, int count, int type, int size, Handler handler) {
        switch (type) {
            case RtcpTypes.SR -> {
                if (at + 28 <= end) {
                    handler.onSenderReport(packet.i32(at + 4), packet.i64(at + 8), packet.u32(at + 16));
                    blocks(packet, at + 28, end, count, handler);
                }
            }
            case RtcpTypes.RR -> blocks(packet, at + 8, end, count, handler);
            case RtcpTypes.BYE -> {
                for (int i = 0; i < count && at + 8 + 4 * i <= end; i++) {
                    handler.onBye(packet.i32(at + 4 + 4 * i));
                }
            }
            case RtcpTypes.RTPFB -> {
                if (at + 12 > end) {
                    return;
                }
                if (count == RtcpTypes.NACK) {
                    int about = packet.i32(at + 8);
                    for (int i = at + 12; i + 4 <= end; i += 4) {
                        int seq = packet.u16(i);
                        int mask = packet.u16(i + 2);
                        handler.onNack(about, seq);
                        for (int bit = 0; mask != 0; bit++, mask >>>= 1) {
                            if ((mask & 1) != 0) {
                                handler.onNack(about, seq + bit + 1 & 0xffff);
                            }
                        }
                    }
                } else if (count == RtcpTypes.TWCC) {
                    handler.onTransportCc(packet, at, size);
                }
            }
            case RtcpTypes.PSFB -> {
                if (at + 12 > end) {
                    return;
                }
                if (count == RtcpTypes.PLI) {
                    handler.onPictureLoss(packet.i32(at + 8));
                } else if (count == RtcpTypes.FIR) {
                    for (int i = at + 12; i + 8 <= end; i += 8) {
                        handler.onPictureLoss(packet.i32(i));
                    }
                } else if (count == RtcpTypes.AFB && at + 20 <= end && packet.i32(at + 12) == RtcpTypes.REMB) {
                    int mantissaAndExponent = packet.i32(at + 16);
                    int exponent = mantissaAndExponent >>> 18 & 0x3f;
                    long mantissa = mantissaAndExponent & 0x3ffff;
                    handler.onRemb(exponent > 44 ? Long.MAX_VALUE : mantissa << exponent);
                }
            }
            case RtcpTypes.XR -> {
                int i = at + 8;
                while (i + 4 <= end) {
                    int block = packet.u8(i);
                    int blockSize = 4 * (packet.u16(i + 2) + 1);
                    if (block == 4 && i + 12 <= end) {
                        handler.onReferenceTime(packet.i32(at + 4), packet.i64(i + 4));
                    }
                    i += blockSize;
                }
            }
            default -> {
                // SDES and APP say nothing that we need
            }
        }
    }

    private static void blocks(PacketBuffer packet, int from, int end, int count, Handler handler) {
        int at = from;
        for (int i = 0; i < count && at + 24 <= end; i++, at += 24) {
            int lost = packet.i32(at + 4);
            handler.onReportBlock(
                    packet.i32(at),
                    lost >>> 24,
                    lost << 8 >> 8,
                    packet.u32(at + 8),
                    packet.u32(at + 12),
                    packet.u32(at + 16),
                    packet.u32(at + 20));
        }
    }
}
