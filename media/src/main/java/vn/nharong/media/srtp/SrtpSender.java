package vn.nharong.media.srtp;

import java.util.Arrays;
import vn.nharong.media.packet.PacketBuffer;

/**
 * Protects what one transport sends (RFC 3711 §3.3, RFC 7714). Belongs to the transport's thread; allocates only when
 * an SSRC is seen for the first time.
 *
 * <p><b>The same sequence number may be protected again only for a packet of the same bytes</b> (header extensions
 * included): with GCM a repeated index over other bytes gives the authentication key away. A repair without RTX keeps
 * what it sent and sends that. New SSRCs should start below sequence number 32768, so that a loss at the start cannot
 * leave the receiver with a wrong ROC (RFC 3711 §3.3.1).
 */
public final class SrtpSender {
    /**
     * Bound on SSRCs in the life of the keys. Every subscription brings one or two new ones that can never be forgotten:
     * a day on which 240 sites come back forty times each.
     */
    public static final int MAX_SSRCS = 1 << 16;

    private final SrtpProfile profile;
    private final PacketCipher rtp;
    private final PacketCipher rtcp;
    private final SsrcTable ssrcs = new SsrcTable(MAX_SSRCS);
    private long[] highestIndexes = new long[16];
    private long rtcpIndex;
    private boolean closed;

    /** @param dtlsClient whether our end was the DTLS client */
    public SrtpSender(SrtpBackend backend, SrtpKeys keys, boolean dtlsClient) {
        profile = keys.profile();
        byte[] key = keys.key(dtlsClient);
        byte[] salt = keys.salt(dtlsClient);
        rtp = backend.cipher(KeyDerivation.session(profile, key, salt, false), true);
        rtcp = backend.cipher(KeyDerivation.session(profile, key, salt, true), true);
    }

    public SrtpProfile profile() {
        return profile;
    }

    /** Bytes {@link #protectRtp} adds. */
    public int rtpOverhead() {
        return profile.tagLength();
    }

    /** Bytes {@link #protectRtcp} adds. */
    public int rtcpOverhead() {
        return profile.tagLength() + SrtpFormat.RTCP_INDEX;
    }

    /**
     * Encrypts a complete RTP packet in place and appends the tag.
     *
     * @return false when it is not RTP, has no room for the tag, when there are too many SSRCs, or after
     *     {@link #close()}; it must not be sent then
     */
    public boolean protectRtp(PacketBuffer packet) {
        int length = packet.length();
        int header = SrtpFormat.rtpHeaderLength(packet, length);
        if (closed || header < 0 || packet.tailroom() < profile.tagLength()) {
            return false;
        }
        int seq16 = packet.u16(2);
        int ssrc = packet.i32(8);
        int slot = ssrcs.find(ssrc);
        long index;
        if (slot < 0) {
            slot = ssrcs.add(ssrc);
            if (slot < 0) {
                return false;
            }
            if (slot >= highestIndexes.length) {
                highestIndexes = Arrays.copyOf(highestIndexes, slot * 2);
            }
            index = seq16;
            highestIndexes[slot] = index;
        } else {
            index = SrtpFormat.estimateIndex(highestIndexes[slot], seq16);
            if (index < 0 || index > SrtpFormat.MAX_INDEX) {
                return false;
            }
            // Before the cipher is called: a failure must not lead to a second packet with this index.
            if (index > highestIndexes[slot]) {
                highestIndexes[slot] = index;
            }
        }
        if (!rtp.seal(packet, header, length - header, length, ssrc, index, (int) (index >>> 16))) {
            return false;
        }
        packet.length(length + profile.tagLength());
        return true;
    }

    /**
     * Encrypts a complete compound RTCP packet in place and appends index and tag (RFC 3711 §3.4, RFC 7714 §9).
     *
     * @return false when it is not RTCP, has no room, when the key is used up, or after {@link #close()}
     */
    public boolean protectRtcp(PacketBuffer packet) {
        int length = packet.length();
        if (closed
                || length < SrtpFormat.RTCP_HEADER
                || packet.u8(0) >>> 6 != 2
                || packet.tailroom() < rtcpOverhead()
                || rtcpIndex > Integer.MAX_VALUE) {
            return false;
        }
        long index = rtcpIndex++;
        int word = SrtpFormat.RTCP_ENCRYPTED | (int) index;
        // GCM: text, tag, index. HMAC-SHA1: text, index, tag.
        int tagAt = profile.aead() ? length : length + SrtpFormat.RTCP_INDEX;
        int wordAt = profile.aead() ? length + profile.tagLength() : length;
        packet.i32(wordAt, word);
        int text = length - SrtpFormat.RTCP_HEADER;
        if (!rtcp.seal(packet, SrtpFormat.RTCP_HEADER, text, tagAt, packet.i32(4), index, word)) {
            return false;
        }
        packet.length(length + rtcpOverhead());
        return true;
    }

    /** Frees the keys; later calls answer false. */
    public void close() {
        closed = true;
        rtp.close();
        rtcp.close();
    }
}
