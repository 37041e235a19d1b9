package vn.nharong.media.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class KeyDerivationTest {
    private static final byte[] MASTER_KEY = Packets.HEX.parseHex("e1f97a0d3e018be0d64fa32c06de4139");
    private static final byte[] MASTER_SALT = Packets.HEX.parseHex("0ec675ad498afeebb6960b3aabe6");

    @Test
    void sessionKeysOfRfc3711AppendixB3() {
        assertEquals("c61e7a93744f39ee10734afe3ff7a087", derive(KeyDerivation.RTP_ENCRYPTION, 16));
        assertEquals("30cbbc08863d8c85d49db34a9ae1", derive(KeyDerivation.RTP_SALT, 14));
        assertEquals(
                "cebe321f6ff7716b6fd4ab49af256a156d38baa4" + "8f0a0acf3c34e2359e6cdbcee049646c43d9327ad175578ef7227098"
                        + "6371c10c9a369ac2f94a8c5fbcdddc256d6e919a48b610ef17c2041e47403576"
                        + "6b68642c59bbfc2f34db60dbdfb2",
                derive(KeyDerivation.RTP_AUTHENTICATION, 94));
    }

    @Test
    void exportedMaterialIsCutAsInRfc5764() {
        byte[] exported = new byte[SrtpProfile.AES_CM_128_HMAC_SHA1_80.exportedLength()];
        for (int i = 0; i < exported.length; i++) {
            exported[i] = (byte) i;
        }
        SrtpKeys keys = SrtpKeys.fromExported(SrtpProfile.AES_CM_128_HMAC_SHA1_80, exported);
        assertEquals(0, keys.clientKey()[0]);
        assertEquals(16, keys.serverKey()[0]);
        assertEquals(32, keys.clientSalt()[0]);
        assertEquals(46, keys.serverSalt()[0]);
        assertEquals(14, keys.serverSalt().length);
    }

    @Test
    void lengthsOfExportedMaterial() {
        assertEquals(56, SrtpProfile.AEAD_AES_128_GCM.exportedLength());
        assertEquals(88, SrtpProfile.AEAD_AES_256_GCM.exportedLength());
        assertEquals(60, SrtpProfile.AES_CM_128_HMAC_SHA1_80.exportedLength());
        assertThrows(
                IllegalArgumentException.class,
                () -> SrtpKeys.fromExported(SrtpProfile.AEAD_AES_128_GCM, new byte[60]));
    }

    @Test
    void keysDoNotShowThemselves() {
        byte[] secret = new byte[SrtpProfile.AEAD_AES_128_GCM.exportedLength()];
        assertEquals(
                "SrtpKeys[AEAD_AES_128_GCM]",
                SrtpKeys.fromExported(SrtpProfile.AEAD_AES_128_GCM, secret).toString());
        assertFalse(KeyDerivation.session(SrtpProfile.AEAD_AES_128_GCM, new byte[16], new byte[12], false)
                .toString()
                .contains("[B"));
    }

    @Test
    void rtcpKeysDifferFromRtpKeys() {
        SessionKeys rtp = KeyDerivation.session(SrtpProfile.AES_CM_128_HMAC_SHA1_80, MASTER_KEY, MASTER_SALT, false);
        SessionKeys rtcp = KeyDerivation.session(SrtpProfile.AES_CM_128_HMAC_SHA1_80, MASTER_KEY, MASTER_SALT, true);
        assertArrayEquals(
                rtcp.encryption(), KeyDerivation.derive(MASTER_KEY, MASTER_SALT, KeyDerivation.RTCP_ENCRYPTION, 16));
        assertArrayEquals(rtcp.salt(), KeyDerivation.derive(MASTER_KEY, MASTER_SALT, KeyDerivation.RTCP_SALT, 14));
        assertFalse(java.util.Arrays.equals(rtp.encryption(), rtcp.encryption()));
    }

    private static String derive(int label, int length) {
        return Packets.HEX.formatHex(KeyDerivation.derive(MASTER_KEY, MASTER_SALT, label, length));
    }
}
