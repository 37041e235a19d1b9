package vn.nharong.media.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;

/** Examples in the forms of RFC 7741 §4.6, and bytes of a real key frame header. */
class Vp8DescriptorTest {
    private final PacketPool pool = PacketPool.direct(8);
    private final Vp8Descriptor vp8 = new Vp8Descriptor();

    private PacketBuffer packet(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        PacketBuffer packet = pool.lease();
        packet.length(bytes.length);
        packet.put(0, bytes, 0, bytes.length);
        return packet;
    }

    @Test
    void readsAllFieldsOfAKeyFrame() {
        // X S, then I L T K; picture id 0x1234, TL0 0x56, TID 2 Y 1 KEYIDX 7; frame tag, start code, 1280×720
        PacketBuffer packet = packet("90f0" + "9234" + "56" + "a7" + "100000" + "9d012a" + "0005" + "d002");
        assertTrue(vp8.parse(packet, 0, packet.length()));
        assertTrue(vp8.keyframe);
        assertTrue(vp8.longPictureId);
        assertEquals(0x1234, vp8.pictureId);
        assertEquals(0x56, vp8.tl0PicIdx);
        assertEquals(2, vp8.temporalLayer);
        assertTrue(vp8.layerSync);
        assertEquals(7, vp8.keyIdx);
        assertEquals(6, vp8.length);
        assertEquals(1280, vp8.width);
        assertEquals(720, vp8.height);
    }

    @Test
    void aShortPictureIdAndNoExtension() {
        PacketBuffer brief = packet("9080" + "11" + "01");
        assertTrue(vp8.parse(brief, 0, brief.length()));
        assertEquals(0x11, vp8.pictureId);
        assertFalse(vp8.longPictureId);
        assertFalse(vp8.keyframe);
        PacketBuffer bare = packet("1000");
        assertTrue(vp8.parse(bare, 0, bare.length()));
        assertTrue(vp8.keyframe);
        assertEquals(-1, vp8.pictureId);
    }

    @Test
    void patchesWriteExactlyTheirFields() {
        PacketBuffer packet = packet("90f0" + "9234" + "56" + "a7" + "100000" + "9d012a" + "0005" + "d002");
        assertTrue(vp8.parse(packet, 0, packet.length()));
        Vp8Patch.apply(Vp8Patch.of(vp8, 0x7fff, 0x01, 0x1f), packet, 0);
        assertEquals(
                "90f0" + "ffff" + "01" + "bf" + "100000" + "9d012a" + "0005" + "d002",
                HexFormat.of().formatHex(packet.toArray()));
    }

    @Test
    void truncatedDescriptorsAreRefused() {
        String whole = "90f0" + "9234" + "56" + "a7";
        for (int length = 1; length < 6; length++) {
            PacketBuffer packet = packet(whole);
            assertFalse(vp8.parse(packet, 0, length), "at " + length);
            packet.release();
        }
        PacketBuffer packet = packet(whole);
        assertTrue(vp8.parse(packet, 0, 6));
    }
}
