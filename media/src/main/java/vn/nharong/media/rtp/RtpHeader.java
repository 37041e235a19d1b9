package vn.nharong.media.rtp;

import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.transport.ExtensionIds;

/**
 * The header of one RTP packet (RFC 3550 §5.1) and the extensions we read (RFC 8285), parsed into fields that are
 * re-used from packet to packet. Belongs to the thread of its transport; valid until the next {@link #parse}.
 */
public final class RtpHeader {
    /** Fixed part, bytes. */
    public static final int FIXED_LENGTH = 12;

    private static final int ONE_BYTE_PROFILE = 0xbede;
    private static final int TWO_BYTE_PROFILE = 0x1000;

    public int payloadType;
    public boolean marker;
    public int seq16;
    public long timestamp;
    public int ssrc;
    /** Bytes of fixed part, CSRCs and extension together. */
    public int headerLength;

    public int paddingLength;
    /** Bytes between header and padding. */
    public int payloadLength;

    /** Transport-wide sequence number, or -1. */
    public int transportCc;
    /** -dBov, 0 (loudest) … 127, or -1 (RFC 6464). */
    public int audioLevel;

    public boolean voiceActivity;
    /** Index of the text in the packet, or -1. */
    public int midAt;

    public int midLength;
    public int ridAt;
    public int ridLength;
    public int repairedRidAt;
    public int repairedRidLength;
    /** abs-capture-time, 8 or 16 bytes, or -1. */
    public int captureTimeAt;

    public int captureTimeLength;
    /** CVO byte (3GPP TS 26.114 §7.4.5), or -1. */
    public int videoOrientation;
    /** 24 bits of playout delay, or -1. */
    public int playoutDelay;

    /**
     * Bytes that the payload may be padded to on its way on, so that those which leave together are of one size, or -1. Not
     * read: set by who hands packets on together.
     */
    public int evenLength;

    /** Looks at the fixed part only. */
    public static int seq16(PacketBuffer packet) {
        return packet.u16(2);
    }

    /** @return false when the packet is not well-formed RTP */
    public boolean parse(PacketBuffer packet, ExtensionIds ids) {
        evenLength = -1;
        int length = packet.length();
        if (length < FIXED_LENGTH) {
            return false;
        }
        int first = packet.u8(0);
        if (first >> 6 != 2) {
            return false;
        }
        int at = FIXED_LENGTH + 4 * (first & 0x0f);
        if (at > length) {
            return false;
        }
        int second = packet.u8(1);
        marker = (second & 0x80) != 0;
        payloadType = second & 0x7f;
        seq16 = packet.u16(2);
        timestamp = packet.u32(4);
        ssrc = packet.i32(8);
        transportCc = -1;
        audioLevel = -1;
        voiceActivity = false;
        midAt = -1;
        ridAt = -1;
        repairedRidAt = -1;
        captureTimeAt = -1;
        videoOrientation = -1;
        playoutDelay = -1;
        if ((first & 0x10) != 0) {
            if (at + 4 > length) {
                return false;
            }
            int profile = packet.u16(at);
            int end = at + 4 + 4 * packet.u16(at + 2);
            if (end > length) {
                return false;
            }
            if (profile == ONE_BYTE_PROFILE) {
                oneByteElements(packet, at + 4, end, ids);
            } else if ((profile & 0xfff0) == TWO_BYTE_PROFILE) {
                twoByteElements(packet, at + 4, end, ids);
            }
            at = end;
        }
        headerLength = at;
        paddingLength = 0;
        if ((first & 0x20) != 0) {
            paddingLength = length > at ? packet.u8(length - 1) : 0;
            if (paddingLength == 0 || at + paddingLength > length) {
                return false;
            }
        }
        payloadLength = length - at - paddingLength;
        return true;
    }

    private void oneByteElements(PacketBuffer packet, int from, int end, ExtensionIds ids) {
        int at = from;
        while (at < end) {
            int head = packet.u8(at++);
            if (head == 0) {
                continue; // padding between elements
            }
            int id = head >> 4;
            int size = (head & 0x0f) + 1;
            if (id == 15 || at + size > end) {
                return; // 15 stops parsing (RFC 8285 §4.2)
            }
            element(packet, id, at, size, ids);
            at += size;
        }
    }

    private void twoByteElements(PacketBuffer packet, int from, int end, ExtensionIds ids) {
        int at = from;
        while (at < end) {
            int id = packet.u8(at++);
            if (id == 0) {
                continue;
            }
            if (at >= end) {
                return;
            }
            int size = packet.u8(at++);
            if (at + size > end) {
                return;
            }
            element(packet, id, at, size, ids);
            at += size;
        }
    }

    private void element(PacketBuffer packet, int id, int at, int size, ExtensionIds ids) {
        if (id == ids.transportCc()) {
            if (size >= 2) {
                transportCc = packet.u16(at);
            }
        } else if (id == ids.mid()) {
            midAt = at;
            midLength = size;
        } else if (id == ids.audioLevel()) {
            if (size >= 1) {
                audioLevel = packet.u8(at) & 0x7f;
                voiceActivity = (packet.u8(at) & 0x80) != 0;
            }
        } else if (id == ids.rid()) {
            ridAt = at;
            ridLength = size;
        } else if (id == ids.repairedRid()) {
            repairedRidAt = at;
            repairedRidLength = size;
        } else if (id == ids.absCaptureTime()) {
            if (size == 8 || size == 16) {
                captureTimeAt = at;
                captureTimeLength = size;
            }
        } else if (id == ids.videoOrientation()) {
            if (size >= 1) {
                videoOrientation = packet.u8(at);
            }
        } else if (id == ids.playoutDelay() && size >= 3) {
            playoutDelay = packet.u8(at) << 16 | packet.u16(at + 1);
        }
    }

    /** Compares an element's text without making a string. */
    public static boolean textEquals(PacketBuffer packet, int at, int length, byte[] text) {
        if (length != text.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if ((byte) packet.u8(at + i) != text[i]) {
                return false;
            }
        }
        return true;
    }
}
