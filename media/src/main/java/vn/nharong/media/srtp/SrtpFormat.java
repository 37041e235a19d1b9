package vn.nharong.media.srtp;

import vn.nharong.media.packet.PacketBuffer;

/** Where things lie in a packet (RFC 3550 §5.1, RFC 3711 §3.1 and §3.4), and index arithmetic. */
final class SrtpFormat {
    static final int RTP_HEADER = 12;
    /** The part of an RTCP packet that stays readable: first header word and sender SSRC. */
    static final int RTCP_HEADER = 8;
    /** E flag and SRTCP index. */
    static final int RTCP_INDEX = 4;

    static final int RTCP_ENCRYPTED = 0x8000_0000;
    static final long MAX_INDEX = (1L << 48) - 1;

    private SrtpFormat() {}

    /**
     * Length of the RTP header with CSRC list and extension.
     *
     * @param end bytes that may belong to it
     * @return -1 when it is not RTP version 2 or runs past {@code end}
     */
    static int rtpHeaderLength(PacketBuffer packet, int end) {
        if (end < RTP_HEADER) {
            return -1;
        }
        int first = packet.u8(0);
        if (first >>> 6 != 2) {
            return -1;
        }
        int length = RTP_HEADER + 4 * (first & 0x0f);
        if ((first & 0x10) != 0) {
            if (length + 4 > end) {
                return -1;
            }
            length += 4 + 4 * packet.u16(length + 2);
        }
        return length > end ? -1 : length;
    }

    /**
     * The index a sequence number most probably has (RFC 3711 §3.3.1 and appendix A).
     *
     * @param highest highest index known
     * @return may be negative: before the first ROC
     */
    static long estimateIndex(long highest, int seq16) {
        long roc = highest >>> 16;
        int last = (int) highest & 0xffff;
        if (last < 0x8000) {
            if (seq16 - last > 0x8000) {
                roc--;
            }
        } else if (last - 0x8000 > seq16) {
            roc++;
        }
        return (roc << 16) | seq16;
    }
}
