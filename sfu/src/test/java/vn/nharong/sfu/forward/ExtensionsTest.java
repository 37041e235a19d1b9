package vn.nharong.sfu.forward;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;
import vn.nharong.media.receive.RtpReceiver;
import vn.nharong.media.rtp.CodecParameters;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.media.rtp.RtpHeader;
import vn.nharong.media.send.PacketOut;
import vn.nharong.media.send.RtpSender;
import vn.nharong.media.send.SendClass;
import vn.nharong.media.transport.ExtensionIds;

/** What a publisher says of its pictures in header extensions reaches subscribers, who know them by other ids. */
class ExtensionsTest {
    /** The publisher: abs-capture-time 5, playout delay 6. */
    private static final ExtensionIds THEIRS = new ExtensionIds(1, 0, 0, 0, 0, 0, 5, 6, 0, 0);
    /** The subscriber has 5 and 6 for other things. */
    private static final ExtensionIds OURS = new ExtensionIds(6, 0, 0, 0, 0, 0, 9, 5, 0, 0);

    /** Capture time with the clock's offset: 16 bytes (abs-capture-time, extended form). */
    private static final String CAPTURED = "e9a3b1c2d4e5f607" + "fffffffe80000001";
    /** Shortest 50, longest 320, in tens of milliseconds. */
    private static final int DELAY = 50 << 12 | 320;

    private final PacketPool pool = PacketPool.direct(64);
    private final List<byte[]> sent = new ArrayList<>();
    private final RtpReceiver stream = new RtpReceiver(MediaKind.VIDEO, 1000, 90_000, true);
    private final Fanout fanout = new Fanout(MediaKind.VIDEO, 1, THEIRS, new Fanout.Owner() {
        @Override
        public void requestKeyframe(int encoding, long nowNanos) {}

        @Override
        public void onStarted(String codec) {}

        @Override
        public void onLive(boolean[] live) {}

        @Override
        public void onLevel(float level) {}
    });
    private final RtpSender sender = new RtpSender(MediaKind.VIDEO, "0", 77, 78, 90_000, "cname", 5, new PacketOut() {
        @Override
        public PacketBuffer lease() {
            return pool.lease();
        }

        @Override
        public void send(PacketBuffer packet, SendClass kind, long nowNanos) {
            sent.add(packet.toArray());
            packet.release();
        }
    });
    private final Forwarder forwarder = new Forwarder(sender, 1000, 5000, new Forwarder.Owner() {
        @Override
        public void onLayer(int layer) {}

        @Override
        public @Nullable CodecParameters translate(CodecParameters published) {
            return Studio.THEIRS;
        }
    });
    private long now = 1_000_000_000L;
    private int seq = 100;

    private void subscribe(ExtensionIds ids) {
        sender.extensions(ids);
        forwarder.source(fanout, now);
        forwarder.ready(now);
    }

    /** A key frame of one packet with these extensions. */
    private void publish(String extensions) {
        byte[] bytes = HexFormat.of().parseHex(extensions);
        byte[] vp8 = HexFormat.of().parseHex("90f0" + "9234" + "56" + "07" + "100000" + "9d012a" + "0005" + "d002");
        PacketBuffer packet = pool.lease();
        int words = (bytes.length + 3) / 4;
        int at = 16 + 4 * words;
        packet.length(at + vp8.length);
        for (int i = 0; i < at; i++) {
            packet.u8(i, 0);
        }
        packet.u8(0, 0x90);
        packet.u8(1, 96);
        packet.u16(2, seq++);
        packet.i32(4, seq * 3000);
        packet.i32(8, 1000);
        packet.u16(12, 0xbede);
        packet.u16(14, words);
        packet.put(16, bytes, 0, bytes.length);
        packet.put(at, vp8, 0, vp8.length);
        RtpHeader header = new RtpHeader();
        assertTrue(header.parse(packet, THEIRS));
        long extSeq = stream.onRtp(header.seq16, header.timestamp, packet.length(), false, now);
        fanout.onRtp(0, stream, Studio.VP8, packet, header, extSeq, now);
        packet.release();
        now += 33_333_333;
    }

    /** Asserts what the subscriber reads of the last packet that left. */
    private void assertArrives(@Nullable String captured, int delay) {
        byte[] bytes = sent.getLast();
        PacketBuffer packet = pool.lease();
        packet.length(bytes.length);
        packet.put(0, bytes, 0, bytes.length);
        RtpHeader header = new RtpHeader();
        assertTrue(header.parse(packet, OURS));
        assertEquals(captured != null, header.captureTimeAt >= 0, "capture time is there");
        if (captured != null) {
            byte[] time = new byte[header.captureTimeLength];
            for (int i = 0; i < time.length; i++) {
                time[i] = (byte) packet.u8(header.captureTimeAt + i);
            }
            assertArrayEquals(HexFormat.of().parseHex(captured), time);
        }
        assertEquals(delay, header.playoutDelay);
        assertEquals('0', packet.u8(header.midAt), "the section's name stands under the id that was the delay's");
        packet.release();
    }

    private static String captureTime(String hex) {
        return HexFormat.of().toHexDigits((byte) (5 << 4 | hex.length() / 2 - 1)) + hex;
    }

    private static final String PLAYOUT_DELAY = "62" + HexFormat.of().toHexDigits(DELAY, 6);

    @AfterEach
    void everyPacketComesBack() {
        sender.close();
        fanout.close();
        assertEquals(0, pool.leased());
    }

    @Test
    void captureTimeAndPlayoutDelayAreCarriedUnderTheSubscribersIds() {
        subscribe(OURS);
        publish(captureTime(CAPTURED) + PLAYOUT_DELAY);
        publish(captureTime(CAPTURED) + PLAYOUT_DELAY);
        assertTrue(!sent.isEmpty());
        assertArrives(CAPTURED, DELAY);
        String shorter = CAPTURED.substring(0, 16);
        publish(captureTime(shorter));
        assertArrives(shorter, -1);
        publish(PLAYOUT_DELAY);
        assertArrives(null, DELAY);
        publish("10" + "76"); // its own mid: of no concern to others
        assertArrives(null, -1);
    }

    @Test
    void theyAreInARepairToo() {
        subscribe(OURS);
        publish(captureTime(CAPTURED) + PLAYOUT_DELAY);
        publish(PLAYOUT_DELAY);
        int before = sent.size();
        now += 100_000_000;
        int seq16 = (sent.getFirst()[2] & 0xff) << 8 | sent.getFirst()[3] & 0xff;
        sender.onNack(seq16, 0, now);
        assertEquals(before + 1, sent.size());
        assertEquals(78, sent.getLast()[11], "on the repair stream");
        assertArrives(CAPTURED, DELAY);
    }

    @Test
    void whoDidNotNegotiateThemIsSentNone() {
        subscribe(new ExtensionIds(6, 0, 0, 0, 0, 0, 0, 0, 0, 0));
        publish(captureTime(CAPTURED) + PLAYOUT_DELAY);
        publish(captureTime(CAPTURED) + PLAYOUT_DELAY);
        assertTrue(!sent.isEmpty());
        assertArrives(null, -1);
        assertEquals(1, sent.getLast()[15], "one word, of the mid, and nothing behind it");
    }
}
