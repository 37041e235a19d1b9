package vn.nharong.media.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.nharong.media.codec.Vp8Patch;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.media.rtp.RtpHeader;
import vn.nharong.media.send.PacketOut;
import vn.nharong.media.send.RtpSender;
import vn.nharong.media.send.SendClass;
import vn.nharong.media.srtp.SrtpBackends;
import vn.nharong.media.srtp.SrtpKeys;
import vn.nharong.media.srtp.SrtpProfile;
import vn.nharong.media.srtp.SrtpSender;

/**
 * The nonce of AES-GCM is made of SSRC and packet index (RFC 7714 §8.1). Two different packets under one nonce give the key
 * of authentication away: what leaves under a nonce a second time must be the first packet, to the last byte.
 */
final class RetransmissionNonceTest {
    private static final long MS = 1_000_000;
    private static final ExtensionIds IDS = new ExtensionIds(4, 10, 11, 1, 3, 2, 9, 12, 0, 0);

    private final PacketPool pool = PacketPool.direct(2048);
    private final SrtpSender srtp = new SrtpSender(
            SrtpBackends.jce(),
            SrtpKeys.fromExported(
                    SrtpProfile.AEAD_AES_128_GCM, new byte[SrtpProfile.AEAD_AES_128_GCM.exportedLength()]),
            false);
    private final List<byte[]> left = new ArrayList<>();
    private final List<RtpSender> senders = new ArrayList<>();
    private final PacedOut paced = new PacedOut(
            new PacedOut.Out() {
                @Override
                public void leave(PacketBuffer packet) {
                    assertTrue(srtp.protectRtp(packet));
                    left.add(packet.toArray());
                    packet.release();
                }

                @Override
                public void onEstimate(long targetBps, long nowNanos) {}
            },
            senders);
    private long nowNanos = 5_000 * MS;

    private RtpSender sender(MediaKind kind, int ssrc, int rtxSsrc) {
        RtpSender sender = new RtpSender(kind, "7", ssrc, rtxSsrc, 48_000, "c", 65_500, new PacketOut() {
            @Override
            public PacketBuffer lease() {
                return pool.lease();
            }

            @Override
            public void send(PacketBuffer packet, SendClass sendClass, long nowNanos) {
                paced.send(packet, sendClass, nowNanos);
            }
        });
        sender.payloadTypes(111, 112);
        sender.sourceExtensions(IDS);
        sender.extensions(IDS);
        senders.add(sender);
        return sender;
    }

    /** A packet of the publisher with a transport-wide number, a level and a capture time. */
    private PacketBuffer source(int number, int payload) {
        PacketBuffer in = pool.lease();
        in.u8(0, 0x90);
        in.u8(1, 96);
        in.u16(2, number);
        in.i32(4, number * 960);
        in.i32(8, 77);
        in.u16(12, 0xbede);
        in.u16(14, 4);
        in.u8(16, 3 << 4 | 1);
        in.u16(17, number * 3);
        in.u8(19, 1 << 4);
        in.u8(20, number & 127);
        in.u8(21, 9 << 4 | 7);
        in.i64(22, number * 7L);
        in.u16(30, 0);
        for (int i = 0; i < payload; i++) {
            in.u8(32 + i, number * 31 + i);
        }
        in.length(32 + payload);
        return in;
    }

    private void send(RtpSender sender, long extSeq, int payload) {
        PacketBuffer in = source((int) extSeq, payload);
        RtpHeader header = new RtpHeader();
        assertTrue(header.parse(in, IDS));
        sender.send(in, header, extSeq, extSeq * 960, Vp8Patch.NONE, nowNanos);
        in.release();
    }

    /** Lets everything that waits for the pacer leave. */
    private void drain() {
        for (int i = 0; i < 100 && paced.waiting(); i++) {
            nowNanos += 20 * MS;
            paced.drain(nowNanos);
        }
        assertFalse(paced.waiting());
    }

    private static int ssrc(byte[] packet) {
        return (packet[8] & 0xff) << 24 | (packet[9] & 0xff) << 16 | (packet[10] & 0xff) << 8 | packet[11] & 0xff;
    }

    private static int seq16(byte[] packet) {
        return (packet[2] & 0xff) << 8 | packet[3] & 0xff;
    }

    @AfterEach
    void everyPacketComesBack() {
        senders.forEach(RtpSender::close);
        paced.close();
        srtp.close();
        assertEquals(0, pool.leased());
    }

    @Test
    void soundIsRepeatedToTheLastByteAlsoOverTheWrapOfItsNumbers() {
        RtpSender sound = sender(MediaKind.AUDIO, 5, 0);
        for (long seq = 0x1fff8; seq < 0x20008; seq++) {
            nowNanos += 20 * MS;
            send(sound, seq, 80);
        }
        List<byte[]> first = List.copyOf(left);
        left.clear();
        assertEquals(16, first.size());
        for (long seq = 0x1fff8; seq < 0x20008; seq++) {
            nowNanos += MS;
            sound.onNack((int) seq & 0xffff, 0, nowNanos);
        }
        assertEquals(16, left.size());
        for (int i = 0; i < 16; i++) {
            assertArrayEquals(first.get(i), left.get(i), "packet " + i);
        }
    }

    @Test
    void soundCarriesNoTransportWideNumberButPicturesDo() {
        RtpSender sound = sender(MediaKind.AUDIO, 5, 0);
        RtpSender picture = sender(MediaKind.VIDEO, 6, 7);
        RtpHeader header = new RtpHeader();
        send(sound, 0x10001, 80);
        send(picture, 0x10001, 80);
        drain();
        assertEquals(2, left.size());
        for (byte[] bytes : left) {
            PacketBuffer packet = pool.lease();
            packet.put(0, bytes, 0, bytes.length);
            packet.length(bytes.length);
            assertTrue(header.parse(packet, IDS)); // the header is not encrypted
            if (header.ssrc == 5) {
                assertEquals(-1, header.transportCc);
                assertEquals(1, header.audioLevel, "other extensions are there");
            } else {
                assertNotEquals(-1, header.transportCc);
            }
            packet.release();
        }
    }

    @Test
    void whatWouldBeWrittenOtherwiseNowIsNotRepeated() {
        ExtensionIds withoutLevel = new ExtensionIds(4, 10, 11, 0, 3, 2, 9, 12, 0, 0);
        RtpSender sound = sender(MediaKind.AUDIO, 5, 0);
        send(sound, 0x10001, 80);
        left.clear();
        sound.extensions(withoutLevel); // as a later offer wants it
        sound.onNack(1, 0, nowNanos);
        assertEquals(0, left.size());

        send(sound, 0x10002, 80);
        sound.payloadTypes(109, -1);
        left.clear();
        sound.onNack(2, 0, nowNanos);
        assertEquals(0, left.size());

        send(sound, 0x10003, 80);
        sound.extensions(new ExtensionIds(4, 10, 11, 0, 3, 2, 9, 12, 0, 0)); // the same again, as most answers do
        sound.payloadTypes(109, -1);
        left.clear();
        sound.onNack(3, 0, nowNanos);
        assertEquals(1, left.size());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void oneNonceOnePacketWhateverHappens(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RtpSender sound = sender(MediaKind.AUDIO, 5, 0);
        RtpSender bare = sender(MediaKind.VIDEO, 6, 0); // a client without RTX
        RtpSender picture = sender(MediaKind.VIDEO, 7, 8);
        Map<Long, byte[]> byNonce = new HashMap<>();
        int repeated = 0;
        long seq = 0x1ff00 + random.nextInt(0x200);
        for (int step = 0; step < 4_000; step++) {
            nowNanos += random.nextLong(1, 30 * MS);
            for (RtpSender sender : senders) {
                int what = random.nextInt(100);
                if (what < 50) {
                    send(sender, seq, random.nextInt(1, 200));
                } else if (what < 97) {
                    sender.onNack((int) (seq - random.nextInt(20)) & 0xffff, 0, nowNanos);
                } else if (what == 97) {
                    sender.payloadTypes(random.nextInt(96, 98), 112);
                } else {
                    sender.extensions(new ExtensionIds(
                            4, 10, 11, random.nextInt(2), 3, 2, random.nextBoolean() ? 9 : 0, 12, 0, 0));
                }
            }
            seq++;
            paced.drain(nowNanos);
            for (byte[] packet : left) {
                // In 4,000 steps no number of a stream comes twice but by repetition.
                byte[] before = byNonce.putIfAbsent((long) ssrc(packet) << 16 | seq16(packet), packet);
                if (before != null) {
                    assertArrayEquals(before, packet);
                    assertTrue(ssrc(packet) == 5 || ssrc(packet) == 6, "a repair stream has numbers of its own");
                    repeated++;
                }
            }
            left.clear();
        }
        assertTrue(repeated > 500, "repeated " + repeated);
        for (RtpSender sender : List.of(sound, bare, picture)) {
            assertTrue(sender.retransmitted() > 100, sender.ssrc() + " retransmitted " + sender.retransmitted());
        }
    }
}
