package vn.nharong.sfu.forward;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
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

/** Packets of one picture leave in one size where that makes one message of them, with the payload that came. */
class EveningTest {
    private static final int CAPTURE_TIME = 4;
    private static final ExtensionIds IDS = new ExtensionIds(1, 0, 0, 2, 3, 0, CAPTURE_TIME, 0, 0, 0);

    private final PacketPool pool = PacketPool.direct(256);
    private final List<Integer> lengths = new ArrayList<>();
    private final List<byte[]> payloads = new ArrayList<>();
    private final RtpReceiver stream = new RtpReceiver(MediaKind.VIDEO, 1000, 90_000, true);
    private boolean segmenting = true;
    private long now = 1_000_000_000L;
    private int seq = 10;

    private final Fanout fanout = new Fanout(MediaKind.VIDEO, 1, IDS, new Fanout.Owner() {
        @Override
        public void requestKeyframe(int encoding, long nowNanos) {}

        @Override
        public void onStarted(String codec) {}

        @Override
        public void onLive(boolean[] live) {}

        @Override
        public void onLevel(float level) {}

        @Override
        public boolean later() {
            return true;
        }

        @Override
        public boolean segmenting() {
            return segmenting;
        }
    });

    private final class Listener implements PacketOut, Forwarder.Owner {
        final Forwarder forwarder;

        Listener(int rtxSsrc) {
            RtpSender sender = new RtpSender(MediaKind.VIDEO, "0", 77, rtxSsrc, 90_000, "cname", 5, this);
            sender.extensions(IDS);
            forwarder = new Forwarder(sender, 1000, 5000, this);
            forwarder.source(fanout, 0);
            forwarder.ready(now);
        }

        @Override
        public PacketBuffer lease() {
            return pool.lease();
        }

        @Override
        public void send(PacketBuffer packet, SendClass kind, long nowNanos) {
            lengths.add(packet.length());
            RtpHeader header = new RtpHeader();
            assertTrue(header.parse(packet, IDS));
            byte[] all = packet.toArray();
            payloads.add(Arrays.copyOfRange(all, header.headerLength, header.headerLength + header.payloadLength));
            packet.release();
        }

        @Override
        public void onLayer(int layer) {}

        @Override
        public @Nullable CodecParameters translate(CodecParameters published) {
            return Studio.THEIRS;
        }
    }

    private @Nullable Listener listener;

    @AfterEach
    void everyPacketComesBack() {
        if (listener != null) {
            listener.forwarder.close();
            listener.forwarder.sender().close();
        }
        fanout.close();
        assertEquals(0, pool.leased());
    }

    /** One key frame of these payloads. @param captureTime the first says when it was taken */
    private List<byte[]> picture(boolean captureTime, int... sizes) {
        List<byte[]> sent = new ArrayList<>();
        now += 33_333_333;
        for (int i = 0; i < sizes.length; i++) {
            PacketBuffer packet = pool.lease();
            packet.u8(0, captureTime && i == 0 ? 0x90 : 0x80);
            packet.u8(1, (i == sizes.length - 1 ? 0x80 : 0) | 96);
            packet.u16(2, seq++);
            packet.i32(4, (int) (now / 1_000_000 * 90));
            packet.i32(8, 1000);
            int at = 12;
            if (captureTime && i == 0) {
                packet.i32(at, 0xbede_0003);
                packet.u8(at + 4, CAPTURE_TIME << 4 | 7);
                for (int k = 5; k < 16; k++) {
                    packet.u8(at + k, k < 13 ? k : 0);
                }
                at += 16;
            }
            byte[] payload = new byte[sizes[i]];
            Arrays.fill(payload, (byte) (i + 1));
            payload[0] = (byte) (i == 0 ? 0x10 : 0x00); // RFC 7741 §4.2: no extension, S in the first
            payload[1] = 0; // a key frame
            packet.put(at, payload, 0, payload.length);
            packet.length(at + payload.length);
            RtpHeader header = new RtpHeader();
            assertTrue(header.parse(packet, IDS));
            long extSeq = stream.onRtp(header.seq16, header.timestamp, packet.length(), false, now);
            fanout.onRtp(0, stream, Studio.VP8, packet, header, extSeq, now);
            packet.release();
            sent.add(payload);
        }
        fanout.flush();
        return sent;
    }

    private void assertSame(List<byte[]> sent) {
        assertEquals(sent.size(), payloads.size());
        for (int i = 0; i < sent.size(); i++) {
            assertArrayEquals(sent.get(i), payloads.get(i));
        }
    }

    @Test
    void aByteMoreInTheLastOnes() {
        listener = new Listener(78);
        assertSame(picture(false, 1000, 1000, 1001, 1001, 700));
        assertEquals(1, Set.copyOf(lengths.subList(0, 4)).size(), lengths::toString);
        assertEquals(lengths.getFirst() - 301, lengths.getLast());
    }

    @Test
    void anExtensionInTheFirst() {
        listener = new Listener(78);
        assertSame(picture(true, 1000, 1000, 1000, 996));
        assertEquals(1, Set.copyOf(lengths).size(), lengths::toString);
    }

    @Test
    void whatIsFarApartIsLeftAsItIs() {
        listener = new Listener(78);
        assertSame(picture(false, 1000, 1017, 300, 301));
        assertEquals(
                List.of(17, -717, 1),
                List.of(
                        lengths.get(1) - lengths.get(0),
                        lengths.get(2) - lengths.get(1),
                        lengths.get(3) - lengths.get(2)));
    }

    @Test
    void nothingIsAddedWhereEachLeavesByItself() {
        segmenting = false;
        listener = new Listener(78);
        assertSame(picture(false, 1000, 1001));
        assertEquals(1, lengths.get(1) - lengths.get(0));
    }

    @Test
    void nothingIsAddedWhereARepairMustBeTheSame() {
        listener = new Listener(0);
        assertSame(picture(false, 1000, 1001));
        assertEquals(1, lengths.get(1) - lengths.get(0));
    }
}
