package vn.nharong.media.srtp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import vn.nharong.media.packet.Drop;
import vn.nharong.media.packet.PacketBuffer;

/**
 * Opens what one transport receives (RFC 3711 §3.3, RFC 7714). Belongs to the transport's thread. Replayed packets are
 * refused before any cryptography; state for an SSRC is made only after one of its packets was authenticated, and only
 * then does it allocate.
 */
public final class SrtpReceiver {
    /**
     * Bound on SSRCs, for RTP and for RTCP; reached only by a peer that holds the keys. A camera that is published anew
     * brings six.
     */
    public static final int MAX_SSRCS = 8192;

    private final SrtpProfile profile;
    private final PacketCipher rtp;
    private final PacketCipher rtcp;
    private final SsrcTable rtpSsrcs = new SsrcTable(MAX_SSRCS);
    private final SsrcTable rtcpSsrcs = new SsrcTable(MAX_SSRCS);
    private @Nullable ReplayWindow[] rtpWindows = new ReplayWindow[8];
    private @Nullable ReplayWindow[] rtcpWindows = new ReplayWindow[8];
    private long packetIndex = -1;
    private boolean closed;

    /** @param dtlsClient whether our end was the DTLS client; the other end's key is used */
    public SrtpReceiver(SrtpBackend backend, SrtpKeys keys, boolean dtlsClient) {
        profile = keys.profile();
        byte[] key = keys.key(!dtlsClient);
        byte[] salt = keys.salt(!dtlsClient);
        rtp = backend.cipher(KeyDerivation.session(profile, key, salt, false), false);
        rtcp = backend.cipher(KeyDerivation.session(profile, key, salt, true), false);
    }

    public SrtpProfile profile() {
        return profile;
    }

    /** Index (ROC and sequence number, 48 bits) of the last RTP packet opened, or -1: an extended sequence number for free. */
    public long packetIndex() {
        return packetIndex;
    }

    /**
     * Verifies and decrypts an SRTP packet in place; on {@link Drop#NONE} the packet is plain RTP without the tag,
     * otherwise its content is undefined.
     */
    public Drop unprotectRtp(PacketBuffer packet) {
        if (closed) {
            return Drop.NOT_SECURED;
        }
        int end = packet.length() - profile.tagLength();
        int header = SrtpFormat.rtpHeaderLength(packet, end);
        if (header < 0) {
            return Drop.MALFORMED;
        }
        int seq16 = packet.u16(2);
        int ssrc = packet.i32(8);
        int slot = rtpSsrcs.find(ssrc);
        ReplayWindow window = slot < 0 ? null : rtpWindows[slot];
        long index;
        if (window == null) {
            if (rtpSsrcs.full()) {
                return Drop.LIMIT;
            }
            index = seq16;
        } else {
            index = SrtpFormat.estimateIndex(window.highest(), seq16);
            if (index < 0 || index > SrtpFormat.MAX_INDEX) {
                return Drop.TOO_OLD;
            }
            Drop drop = window.check(index);
            if (drop != Drop.NONE) {
                return drop;
            }
        }
        if (!rtp.open(packet, header, end - header, end, ssrc, index, (int) (index >>> 16))) {
            return Drop.BAD_AUTH_TAG;
        }
        if (window == null) {
            window = new ReplayWindow();
            int added = rtpSsrcs.add(ssrc);
            if (added == rtpWindows.length) {
                rtpWindows = Arrays.copyOf(rtpWindows, added * 2);
            }
            rtpWindows[added] = window;
        }
        window.commit(index);
        packetIndex = index;
        packet.length(end);
        return Drop.NONE;
    }

    /** The same for an SRTCP packet, encrypted or only authenticated (E flag clear). */
    public Drop unprotectRtcp(PacketBuffer packet) {
        if (closed) {
            return Drop.NOT_SECURED;
        }
        int end = packet.length() - profile.tagLength() - SrtpFormat.RTCP_INDEX;
        if (end < SrtpFormat.RTCP_HEADER || packet.u8(0) >>> 6 != 2) {
            return Drop.MALFORMED;
        }
        int tagAt = profile.aead() ? end : end + SrtpFormat.RTCP_INDEX;
        int word = packet.i32(profile.aead() ? end + profile.tagLength() : end);
        long index = word & 0x7fff_ffffL;
        int ssrc = packet.i32(4);
        int slot = rtcpSsrcs.find(ssrc);
        ReplayWindow window = slot < 0 ? null : rtcpWindows[slot];
        if (window == null) {
            if (rtcpSsrcs.full()) {
                return Drop.LIMIT;
            }
        } else {
            Drop drop = window.check(index);
            if (drop != Drop.NONE) {
                return drop;
            }
        }
        int header = (word & SrtpFormat.RTCP_ENCRYPTED) == 0 ? end : SrtpFormat.RTCP_HEADER;
        if (!rtcp.open(packet, header, end - header, tagAt, ssrc, index, word)) {
            return Drop.BAD_AUTH_TAG;
        }
        if (window == null) {
            window = new ReplayWindow();
            int added = rtcpSsrcs.add(ssrc);
            if (added == rtcpWindows.length) {
                rtcpWindows = Arrays.copyOf(rtcpWindows, added * 2);
            }
            rtcpWindows[added] = window;
        }
        window.commit(index);
        packet.length(end);
        return Drop.NONE;
    }

    /** Frees the keys; later calls answer {@link Drop#NOT_SECURED}. */
    public void close() {
        closed = true;
        rtp.close();
        rtcp.close();
    }
}
