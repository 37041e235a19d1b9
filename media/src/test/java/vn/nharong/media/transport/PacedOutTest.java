package vn.nharong.media.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;
import vn.nharong.media.receive.TwccRecorder;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.media.rtp.RtpHeader;
import vn.nharong.media.send.PacketOut;
import vn.nharong.media.send.RtpSender;
import vn.nharong.media.send.SendClass;

class PacedOutTest {
    private static final long MS = 1_000_000;
    private static final ExtensionIds WITH_TRANSPORT_CC = new ExtensionIds(0, 0, 0, 0, 3, 0, 0, 0, 0, 0);
    private static final ExtensionIds WITH_SEND_TIME = new ExtensionIds(0, 0, 0, 0, 0, 5, 0, 0, 0, 0);

    private final PacketPool pool = PacketPool.direct(1 << 12);
    private final List<RtpSender> senders = new ArrayList<>();
    private final TwccRecorder client = new TwccRecorder();
    private final List<Integer> sendTimes = new ArrayList<>();
    private final RtpHeader header = new RtpHeader();
    private ExtensionIds ids = WITH_TRANSPORT_CC;
    private boolean failed;
    private long now = 1_000 * MS;
    private int seq = 1;

    private final PacedOut paced = new PacedOut(
            new PacedOut.Out() {
                @Override
                public void leave(PacketBuffer packet) {
                    header.parse(packet, ids);
                    if (header.transportCc >= 0) {
                        client.onPacket(header.transportCc, now + 20 * MS);
                    }
                    if (ids == WITH_SEND_TIME) {
                        sendTimes.add(packet.u8(17) << 16 | packet.u16(18));
                    }
                    packet.release();
                }

                @Override
                public void onEstimate(long targetBps, long nowNanos) {}
            },
            senders);

    /** As the transport does: a failed one throws away what is sent. */
    private final class Sending implements PacketOut {
        @Override
        public PacketBuffer lease() {
            return pool.lease();
        }

        @Override
        public void send(PacketBuffer packet, SendClass kind, long nowNanos) {
            if (failed) {
                packet.release();
            } else {
                paced.send(packet, kind, nowNanos);
            }
        }
    }

    private final RtpSender sender = new RtpSender(MediaKind.VIDEO, "0", 77, 78, 90_000, "cname", 5, new Sending());

    private void start() {
        sender.extensions(ids);
        sender.payloadTypes(96, 97);
        senders.add(sender);
        paced.want(5_000_000, 5_000_000, 0);
    }

    private void picture() {
        PacketBuffer in = pool.lease();
        in.length(900);
        in.u8(0, 0x80);
        in.u8(1, 96);
        RtpHeader parsed = new RtpHeader();
        assertTrue(parsed.parse(in, ExtensionIds.NONE));
        sender.send(in, parsed, seq++, seq * 3000L, 0, now);
        in.release();
    }

    private void answer() {
        PacketBuffer rtcp = pool.lease();
        for (int length = client.writeFeedback(rtcp, 0, 1, 77); length > 0; ) {
            rtcp.length(length);
            paced.onFeedback(rtcp, 0, length, now);
            length = client.writeFeedback(rtcp, 0, 1, 77);
        }
        rtcp.release();
    }

    @Test
    void whoKeepsItsOwnPaceWaitsForNothing() {
        paced.atOnce();
        for (int i = 0; i < 300; i++) {
            PacketBuffer packet = pool.lease();
            packet.length(1_100);
            packet.tag = 0;
            paced.send(packet, SendClass.VIDEO, now);
        }
        assertEquals(0, pool.leased());
        assertTrue(!paced.waiting());
    }

    @Test
    void aTransportThatFailsWhileItProbesDoesNotHoldTheLoop() {
        start();
        picture();
        now += 60 * MS;
        answer(); // the first word of the client: a probe begins
        assertTrue(paced.answers());
        failed = true;
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            for (int i = 0; i < 50; i++) {
                now += 10 * MS;
                paced.handleTimeout(now);
            }
        });
        paced.close();
        sender.close();
        assertEquals(0, pool.leased());
    }

    @Test
    void withoutTransportWideNumbersTheSendTimeIsStamped() {
        ids = WITH_SEND_TIME;
        start();
        picture();
        now += 250 * MS;
        picture();
        paced.handleTimeout(now + 1000 * MS);
        assertEquals(2, sendTimes.size());
        assertEquals(1 << 18, sendTimes.get(0), "one second of the clock, 6.18 fixed");
        assertTrue(!paced.answers());
        paced.onRemb(700_000, now);
        assertTrue(paced.answers());
        assertEquals(700_000, paced.targetBps());
        assertTrue(!paced.canProbe(), "a client that estimates for itself answers no probe");
        sender.close();
        assertEquals(0, pool.leased());
    }

    @Test
    void aStreamThatWasSwitchedOffKeepsNoPackets() {
        start();
        picture();
        paced.handleTimeout(now);
        assertEquals(1, pool.leased(), "for who asks again");
        sender.expire(now + 1_000 * MS);
        assertEquals(1, pool.leased());
        sender.expire(now + 3_100 * MS);
        assertEquals(0, pool.leased());
    }
}
