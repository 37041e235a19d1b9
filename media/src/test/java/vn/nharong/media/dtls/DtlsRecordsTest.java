package vn.nharong.media.dtls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class DtlsRecordsTest {
    private static byte[] fragment(int epoch, int messageLength, int offset, int fragmentLength, int present) {
        byte[] datagram = new byte[13 + 12 + present];
        datagram[0] = 22;
        datagram[1] = (byte) 0xfe;
        datagram[2] = (byte) 0xfd;
        datagram[4] = (byte) epoch;
        datagram[11] = (byte) ((12 + present) >>> 8);
        datagram[12] = (byte) (12 + present);
        datagram[13] = 1;
        put24(datagram, 14, messageLength);
        put24(datagram, 19, offset);
        put24(datagram, 22, fragmentLength);
        return datagram;
    }

    private static void put24(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >>> 16);
        bytes[at + 1] = (byte) (value >>> 8);
        bytes[at + 2] = (byte) value;
    }

    @Test
    void wholeRecordsArePlausible() {
        byte[] one = fragment(0, 100, 0, 100, 100);
        byte[] two = Arrays.copyOf(one, one.length * 2);
        System.arraycopy(one, 0, two, one.length, one.length);
        assertTrue(DtlsRecords.plausible(one));
        assertTrue(DtlsRecords.plausible(two));
        assertTrue(DtlsRecords.plausible(fragment(0, 3000, 1000, 500, 500)));
    }

    @Test
    void aTruncatedDatagramIsNot() {
        byte[] whole = fragment(0, 100, 0, 100, 100);
        for (int length = 0; length < whole.length; length++) {
            assertFalse(DtlsRecords.plausible(Arrays.copyOf(whole, length)), "length " + length);
        }
    }

    @Test
    void aMessageOfMegabytesIsNotUnlessEncrypted() {
        assertFalse(DtlsRecords.plausible(fragment(0, DtlsRecords.MAX_HANDSHAKE_MESSAGE + 1, 0, 50, 50)));
        assertFalse(DtlsRecords.plausible(fragment(0, 0xffffff, 0, 50, 50)));
        assertTrue(DtlsRecords.plausible(fragment(1, 0xffffff, 0, 50, 50)));
    }

    @Test
    void fragmentsOutsideTheirMessageAreNot() {
        assertFalse(DtlsRecords.plausible(fragment(0, 100, 60, 50, 50)));
        assertFalse(DtlsRecords.plausible(fragment(0, 100, 0, 51, 50)));
    }

    @Test
    void otherProtocolsAreNot() {
        byte[] datagram = fragment(0, 100, 0, 100, 100);
        for (int type = 0; type < 256; type++) {
            datagram[0] = (byte) type;
            assertEquals(type >= 20 && type <= 23, DtlsRecords.plausible(datagram));
        }
        datagram[0] = 22;
        datagram[1] = 3;
        assertFalse(DtlsRecords.plausible(datagram));
    }
}
