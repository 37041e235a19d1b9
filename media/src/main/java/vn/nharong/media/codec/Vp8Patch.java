package vn.nharong.media.codec;

import vn.nharong.media.packet.PacketBuffer;

/**
 * New picture id, TL0PICIDX and KEYIDX for one forwarded VP8 packet, packed into a {@code long} so that a history can
 * keep it without an object. Positions count from the payload's first byte; 0 means absent (the first byte of a
 * descriptor is never one of them).
 *
 * <pre>
 * bits 0-14 picture id · 15 long form · 16-23 TL0PICIDX · 24-28 KEYIDX · 32-39 picture id at · 40-47 TL0 at · 48-55 TID at
 * </pre>
 */
public final class Vp8Patch {
    /** Nothing to change. */
    public static final long NONE = 0;

    private Vp8Patch() {}

    public static long of(Vp8Descriptor in, int pictureId, int tl0PicIdx, int keyIdx) {
        long patch = 0;
        if (in.pictureIdAt >= 0) {
            patch |= pictureId & 0x7fff;
            patch |= in.longPictureId ? 0x8000 : 0;
            patch |= (long) (in.pictureIdAt - in.at & 0xff) << 32;
        }
        if (in.tl0PicIdxAt >= 0) {
            patch |= (tl0PicIdx & 0xffL) << 16;
            patch |= (long) (in.tl0PicIdxAt - in.at & 0xff) << 40;
        }
        if (in.keyIdx >= 0) {
            patch |= (keyIdx & 0x1fL) << 24;
            patch |= (long) (in.tidAt - in.at & 0xff) << 48;
        }
        return patch;
    }

    /** Writes the values into a copy of the payload. */
    public static void apply(long patch, PacketBuffer packet, int payloadAt) {
        int pictureIdAt = (int) (patch >>> 32) & 0xff;
        if (pictureIdAt != 0) {
            int pictureId = (int) patch & 0x7fff;
            if ((patch & 0x8000) != 0) {
                packet.u16(payloadAt + pictureIdAt, 0x8000 | pictureId);
            } else {
                packet.u8(payloadAt + pictureIdAt, pictureId & 0x7f);
            }
        }
        int tl0At = (int) (patch >>> 40) & 0xff;
        if (tl0At != 0) {
            packet.u8(payloadAt + tl0At, (int) (patch >>> 16));
        }
        int tidAt = (int) (patch >>> 48) & 0xff;
        if (tidAt != 0) {
            int old = packet.u8(payloadAt + tidAt);
            packet.u8(payloadAt + tidAt, old & 0xe0 | (int) (patch >>> 24) & 0x1f);
        }
    }
}
