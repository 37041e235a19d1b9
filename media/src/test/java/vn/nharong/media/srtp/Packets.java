package vn.nharong.media.srtp;

import java.util.HexFormat;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;
import vn.nharong.media.srtp.openssl.NativeSlabs;

/** Packets for the tests of this package. */
final class Packets {
    static final HexFormat HEX = HexFormat.of();

    private Packets() {}

    static PacketPool nativePool() {
        return new PacketPool(new NativeSlabs(), 64);
    }

    static PacketBuffer of(PacketPool pool, byte[] bytes) {
        PacketBuffer packet = pool.lease();
        packet.put(0, bytes, 0, bytes.length);
        packet.length(bytes.length);
        return packet;
    }

    /** RTP with two CSRCs, a one-word extension and a payload that depends on the sequence number. */
    static byte[] rtp(int ssrc, int seq16, int payload) {
        byte[] bytes = new byte[12 + 8 + 8 + payload];
        bytes[0] = (byte) 0x92;
        bytes[1] = 96;
        bytes[2] = (byte) (seq16 >>> 8);
        bytes[3] = (byte) seq16;
        for (int i = 0; i < 4; i++) {
            bytes[8 + i] = (byte) (ssrc >>> (24 - 8 * i));
        }
        bytes[20] = (byte) 0xbe;
        bytes[21] = (byte) 0xde;
        bytes[23] = 1;
        for (int i = 0; i < payload; i++) {
            bytes[28 + i] = (byte) (seq16 * 31 + i);
        }
        return bytes;
    }

    /** A sender report without blocks. */
    static byte[] rtcp(int ssrc) {
        byte[] bytes = new byte[28];
        bytes[0] = (byte) 0x80;
        bytes[1] = (byte) 200;
        bytes[3] = 6;
        for (int i = 0; i < 4; i++) {
            bytes[4 + i] = (byte) (ssrc >>> (24 - 8 * i));
        }
        for (int i = 8; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    static SrtpKeys keys(SrtpProfile profile) {
        byte[] exported = new byte[profile.exportedLength()];
        for (int i = 0; i < exported.length; i++) {
            exported[i] = (byte) (i * 7 + 3);
        }
        return SrtpKeys.fromExported(profile, exported);
    }
}
