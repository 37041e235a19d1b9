package vn.nharong.media.rtcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;

public class RtcpReaderTest {
    /** Writes down in words what it hears. */
    public static class Recorder implements RtcpReader.Handler {
        final List<String> heard = new ArrayList<>();

        @Override
        public void onSenderReport(int ssrc, long ntp, long rtpTimestamp) {
            heard.add("sr " + ssrc + " " + ntp + " " + rtpTimestamp);
        }

        @Override
        public void onReportBlock(
                int about,
                int fractionLost,
                int cumulativeLost,
                long highestSeq,
                long jitter,
                long lastSr,
                long delay) {
            heard.add("block " + about + " " + fractionLost + " " + cumulativeLost + " " + highestSeq + " " + jitter
                    + " " + lastSr + " " + delay);
        }

        @Override
        public void onNack(int about, int seq16) {
            heard.add("nack " + about + " " + seq16);
        }

        @Override
        public void onPictureLoss(int about) {
            heard.add("pli " + about);
        }

        @Override
        public void onTransportCc(PacketBuffer packet, int transportCcAt, int length) {
            heard.add("twcc " + length);
        }

        @Override
        public void onRemb(long bitrateBps) {
            heard.add("remb " + bitrateBps);
        }

        @Override
        public void onBye(int ssrc) {
            heard.add("bye " + ssrc);
        }

        @Override
        public void onReferenceTime(int fromSsrc, long ntp) {
            heard.add("xr " + fromSsrc + " " + ntp);
        }
    }

    private final PacketPool pool = PacketPool.direct(8);

    @Test
    void readsWhatIsWritten() {
        PacketBuffer packet = pool.lease();
        assertTrue(RtcpWriter.senderReport(packet, 1, 0x1234_5678_9abc_def0L, 0xffff_fff0L, 10, 20));
        assertTrue(RtcpWriter.sourceDescription(packet, 1, new byte[] {'c', 'n'}));
        int report = RtcpWriter.receiverReport(packet, 3);
        assertTrue(RtcpWriter.block(packet, report, 4, 128, -5, 0x1_0007L, 9, 10, 11));
        assertTrue(RtcpWriter.block(packet, report, 5, 0, 0x7fffff, 1, 2, 3, 4));
        int nack = RtcpWriter.nack(packet, 6, 7);
        assertTrue(RtcpWriter.nackEntry(packet, nack, 65535, 0b101));
        assertTrue(RtcpWriter.pictureLoss(packet, 8, 9));
        assertTrue(RtcpWriter.bye(packet, 10));
        Recorder recorder = new Recorder();
        assertTrue(RtcpReader.read(packet, recorder));
        assertEquals(
                List.of(
                        "sr 1 " + 0x1234_5678_9abc_def0L + " " + 0xffff_fff0L,
                        "block 4 128 -5 " + 0x1_0007L + " 9 10 11",
                        "block 5 0 8388607 1 2 3 4",
                        "nack 7 65535",
                        "nack 7 0",
                        "nack 7 2",
                        "pli 9",
                        "bye 10"),
                recorder.heard);
    }

    @Test
    void aLimitIsReadAsItWasWritten() {
        for (long bps : new long[] {50_000, 150_500, 262_143, 262_144, 1_000_000_000}) {
            PacketBuffer packet = pool.lease();
            assertTrue(RtcpWriter.receiverLimit(packet, 1, 2, bps));
            Recorder recorder = new Recorder();
            assertTrue(RtcpReader.read(packet, recorder));
            long read = Long.parseLong(recorder.heard.getFirst().substring(5));
            assertTrue(read <= bps && read > bps * 0.9999, bps + " read as " + read);
            packet.release();
        }
    }

    @Test
    void rembIsMantissaTimesPowerOfTwo() {
        PacketBuffer packet = pool.lease();
        byte[] remb = java.util.HexFormat.of()
                .parseHex("8fce0005" + "00000001" + "00000000" + "52454d42" + "010fffff" + "00000002");
        packet.length(remb.length);
        packet.put(0, remb, 0, remb.length);
        Recorder recorder = new Recorder();
        assertTrue(RtcpReader.read(packet, recorder));
        assertEquals(List.of("remb " + (0x3ffffL << 3)), recorder.heard);
    }
}
