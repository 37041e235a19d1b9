package vn.nharong.media.codec;

import vn.nharong.media.packet.PacketBuffer;

/** The VP8 payload descriptor (RFC 7741 §4.2), parsed into re-used fields. */
public final class Vp8Descriptor {
    /** Index in the packet of the descriptor. */
    public int at;
    /** Bytes. */
    public int length;

    public boolean startOfPartition;
    public int partition;
    public boolean keyframe;
    /** -1, or 7 or 15 bits as {@link #longPictureId} says. */
    public int pictureId;

    public boolean longPictureId;
    /** -1 when absent. */
    public int tl0PicIdx;

    /** -1 when absent. */
    public int temporalLayer;

    public boolean layerSync;
    /** -1 when absent. */
    public int keyIdx;

    /** Of a key frame's first packet, else 0. */
    public int width;

    public int height;

    /** Index of the picture id, TL0PICIDX and TID/KEYIDX bytes, or -1. */
    public int pictureIdAt;

    public int tl0PicIdxAt;
    public int tidAt;

    /** @return false when the payload is too short for what it says */
    public boolean parse(PacketBuffer packet, int payloadAt, int payloadLength) {
        int end = payloadAt + payloadLength;
        at = payloadAt;
        pictureId = -1;
        longPictureId = false;
        tl0PicIdx = -1;
        temporalLayer = -1;
        layerSync = false;
        keyIdx = -1;
        width = 0;
        height = 0;
        pictureIdAt = -1;
        tl0PicIdxAt = -1;
        tidAt = -1;
        keyframe = false;
        if (payloadLength < 1) {
            return false;
        }
        int first = packet.u8(payloadAt);
        startOfPartition = (first & 0x10) != 0;
        partition = first & 0x07;
        int i = payloadAt + 1;
        if ((first & 0x80) != 0) {
            if (i >= end) {
                return false;
            }
            int extension = packet.u8(i++);
            if ((extension & 0x80) != 0) {
                if (i >= end) {
                    return false;
                }
                pictureIdAt = i;
                int id = packet.u8(i++);
                if ((id & 0x80) != 0) {
                    if (i >= end) {
                        return false;
                    }
                    longPictureId = true;
                    pictureId = (id & 0x7f) << 8 | packet.u8(i++);
                } else {
                    pictureId = id;
                }
            }
            if ((extension & 0x40) != 0) {
                if (i >= end) {
                    return false;
                }
                tl0PicIdxAt = i;
                tl0PicIdx = packet.u8(i++);
            }
            if ((extension & 0x30) != 0) {
                if (i >= end) {
                    return false;
                }
                tidAt = i;
                int value = packet.u8(i++);
                if ((extension & 0x20) != 0) {
                    temporalLayer = value >> 6;
                    layerSync = (value & 0x20) != 0;
                }
                if ((extension & 0x10) != 0) {
                    keyIdx = value & 0x1f;
                }
            }
        }
        length = i - payloadAt;
        if (startOfPartition && partition == 0 && i < end) {
            keyframe = (packet.u8(i) & 0x01) == 0; // RFC 7741 §4.3, inverse key frame flag
            if (keyframe && i + 10 <= end) {
                width = (packet.u8(i + 7) << 8 | packet.u8(i + 6)) & 0x3fff;
                height = (packet.u8(i + 9) << 8 | packet.u8(i + 8)) & 0x3fff;
            }
        }
        return true;
    }
}
