package vn.nharong.sites.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;
import vn.nharong.media.rtp.RtpHeader;

class CaptureTimeTest {
    @Test
    void whatIsStampedIsReadAgain() {
        long now = System.nanoTime();
        for (long since : new long[] {0, 1, 999_999_999, 1_000_000_000, 86_400_000_000_000L, -1, -1_500_000_000}) {
            assertEquals(now + since, CaptureTime.nanos(CaptureTime.stamp(now + since)), 1);
        }
    }

    @Test
    void itIsTheTimeOnTheWall() {
        long seconds = CaptureTime.stamp(System.nanoTime()) >>> 32;
        assertTrue(Math.abs(seconds - 2_208_988_800L - System.currentTimeMillis() / 1000) <= 1);
    }

    @Test
    void aPacketCarriesIt() {
        PacketBuffer packet = PacketPool.direct(1).lease();
        long now = System.nanoTime();
        packet.length(RtpHeader.FIXED_LENGTH + CaptureTime.EXTENSION + 3);
        packet.u8(0, 0x90);
        CaptureTime.write(packet, RtpHeader.FIXED_LENGTH, now);
        RtpHeader header = new RtpHeader();
        assertTrue(header.parse(packet, Offer.IDS));
        assertEquals(3, header.payloadLength);
        assertEquals(8, header.captureTimeLength);
        assertEquals(now, CaptureTime.nanos(packet.i64(header.captureTimeAt)), 1);
        packet.release();
    }
}
