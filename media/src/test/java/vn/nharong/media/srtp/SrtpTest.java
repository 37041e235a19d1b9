package vn.nharong.media.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vn.nharong.media.packet.Drop;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;

/** Every back end, every profile, packets with and without a known address. */
final class SrtpTest {
    private static final int SSRC = 0xcafebabe;

    static Stream<Arguments> backends() {
        return SrtpBackends.all().stream()
                .flatMap(backend ->
                        Stream.of(SrtpProfile.values()).map(profile -> Arguments.of(named(backend), profile)));
    }

    static Stream<Arguments> answers() {
        return SrtpBackends.all().stream()
                .flatMap(backend -> KnownAnswers.ALL.stream().map(answer -> Arguments.of(named(backend), answer)));
    }

    private static org.junit.jupiter.api.Named<SrtpBackend> named(SrtpBackend backend) {
        return org.junit.jupiter.api.Named.of(backend.name(), backend);
    }

    private final PacketPool pool = Packets.nativePool();
    private final PacketPool direct = PacketPool.direct(64);

    @ParameterizedTest
    @MethodSource("answers")
    void knownAnswersComeOut(SrtpBackend backend, KnownAnswers.Answer answer) {
        assertTrue(KnownAnswers.holds(backend, answer, pool), answer.source());
        assertTrue(KnownAnswers.holds(backend, answer, direct), answer.source());
    }

    @Test
    void aBackEndWithWrongAnswersIsFoundOut() {
        SrtpBackend right = SrtpBackends.jce();
        SrtpBackend wrong = new SrtpBackend() {
            @Override
            public String name() {
                return "wrong";
            }

            @Override
            public String version() {
                return "0";
            }

            @Override
            public PacketCipher cipher(SessionKeys keys, boolean sealing) {
                byte[] salt = keys.salt().clone();
                salt[11] ^= 1;
                return right.cipher(
                        new SessionKeys(keys.profile(), keys.rtcp(), keys.encryption(), salt, keys.authentication()),
                        sealing);
            }
        };
        assertTrue(KnownAnswers.hold(right));
        assertFalse(KnownAnswers.hold(wrong));
    }

    /** RFC 3711 B.2: the keystream shows when zeros are encrypted. */
    @ParameterizedTest
    @MethodSource("backends")
    void keystreamOfRfc3711AppendixB2(SrtpBackend backend, SrtpProfile profile) {
        SessionKeys keys = new SessionKeys(
                SrtpProfile.AES_CM_128_HMAC_SHA1_80,
                false,
                Packets.HEX.parseHex("2b7e151628aed2a6abf7158809cf4f3c"),
                Packets.HEX.parseHex("f0f1f2f3f4f5f6f7f8f9fafbfcfd"),
                new byte[20]);
        PacketCipher cipher = backend.cipher(keys, true);
        PacketBuffer packet = Packets.of(pool, new byte[12 + 48 + 10]);
        assertTrue(cipher.seal(packet, 12, 48, 60, 0, 0, 0));
        assertEquals(
                "e03ead0935c95e80e166b16dd92b4eb4" + "d23513162b02d0f72a43a2fe4a5f97ab"
                        + "41e95b3bb0a2e8dd477901e4fca894c0",
                Packets.HEX.formatHex(packet.toArray(), 12, 60));
        packet.release();
        cipher.close();
        assertTrue(profile.keyLength() >= 16);
    }

    @ParameterizedTest
    @MethodSource("backends")
    void whatIsProtectedCanBeOpened(SrtpBackend backend, SrtpProfile profile) {
        SrtpSender sender = new SrtpSender(backend, Packets.keys(profile), true);
        SrtpReceiver receiver = new SrtpReceiver(backend, Packets.keys(profile), false);
        for (int payload : new int[] {0, 1, 15, 16, 17, 120, 1100, 1400}) {
            byte[] plain = Packets.rtp(SSRC, 1000 + 2 * payload, payload);
            for (PacketPool memory : List.of(pool, direct)) {
                plain[3] = (byte) (plain[3] + (memory == pool ? 0 : 1));
                PacketBuffer packet = Packets.of(memory, plain);
                assertTrue(sender.protectRtp(packet));
                assertEquals(plain.length + profile.tagLength(), packet.length());
                if (payload > 15) {
                    assertFalse(java.util.Arrays.equals(plain, 28, plain.length, packet.toArray(), 28, plain.length));
                }
                assertArrayEquals(java.util.Arrays.copyOf(plain, 28), java.util.Arrays.copyOf(packet.toArray(), 28));
                assertEquals(Drop.NONE, receiver.unprotectRtp(packet));
                assertArrayEquals(plain, packet.toArray());
                packet.release();
            }
        }
        for (int i = 0; i < 5; i++) {
            PacketBuffer packet = Packets.of(pool, Packets.rtcp(SSRC));
            assertTrue(sender.protectRtcp(packet));
            assertEquals(28 + sender.rtcpOverhead(), packet.length());
            assertEquals(Drop.NONE, receiver.unprotectRtcp(packet));
            assertArrayEquals(Packets.rtcp(SSRC), packet.toArray());
            packet.release();
        }
        sender.close();
        receiver.close();
        assertEquals(0, pool.leased());
    }

    @ParameterizedTest
    @MethodSource("backends")
    void allBackEndsAgreeToTheByte(SrtpBackend backend, SrtpProfile profile) {
        SrtpSender sender = new SrtpSender(backend, Packets.keys(profile), false);
        SrtpSender reference = new SrtpSender(SrtpBackends.jce(), Packets.keys(profile), false);
        for (int seq = 65500; seq < 65600; seq++) {
            byte[] plain = Packets.rtp(SSRC + seq % 3, seq & 0xffff, seq % 97);
            PacketBuffer a = Packets.of(pool, plain);
            PacketBuffer b = Packets.of(direct, plain);
            assertTrue(sender.protectRtp(a));
            assertTrue(reference.protectRtp(b));
            assertArrayEquals(b.toArray(), a.toArray());
            a.release();
            b.release();
            a = Packets.of(pool, Packets.rtcp(seq));
            b = Packets.of(direct, Packets.rtcp(seq));
            assertTrue(sender.protectRtcp(a));
            assertTrue(reference.protectRtcp(b));
            assertArrayEquals(b.toArray(), a.toArray());
            a.release();
            b.release();
        }
        sender.close();
        reference.close();
    }

    @ParameterizedTest
    @MethodSource("backends")
    void replayedPacketsAreRefusedAndReorderedOnesTaken(SrtpBackend backend, SrtpProfile profile) {
        SrtpSender sender = new SrtpSender(backend, Packets.keys(profile), true);
        SrtpReceiver receiver = new SrtpReceiver(backend, Packets.keys(profile), false);
        List<byte[]> wire = new ArrayList<>();
        for (int seq = 100; seq < 400; seq++) {
            wire.add(protect(sender, Packets.rtp(SSRC, seq, 50)));
        }
        Collections.shuffle(wire, new Random(3));
        for (byte[] packet : wire) {
            assertEquals(Drop.NONE, open(receiver, packet));
        }
        for (byte[] packet : wire) {
            assertEquals(Drop.REPLAYED, open(receiver, packet));
        }
        for (int seq = 400; seq < 2000; seq++) {
            assertEquals(Drop.NONE, open(receiver, protect(sender, Packets.rtp(SSRC, seq, 50))));
        }
        for (byte[] packet : wire) {
            assertEquals(Drop.TOO_OLD, open(receiver, packet));
        }
        PacketBuffer rtcp = Packets.of(pool, Packets.rtcp(SSRC));
        assertTrue(sender.protectRtcp(rtcp));
        byte[] sealed = rtcp.toArray();
        rtcp.release();
        assertEquals(Drop.NONE, openRtcp(receiver, sealed));
        assertEquals(Drop.REPLAYED, openRtcp(receiver, sealed));
        sender.close();
        receiver.close();
    }

    @ParameterizedTest
    @MethodSource("backends")
    void theRolloverCounterFollowsLossAndReordering(SrtpBackend backend, SrtpProfile profile) {
        SrtpSender sender = new SrtpSender(backend, Packets.keys(profile), true);
        SrtpReceiver receiver = new SrtpReceiver(backend, Packets.keys(profile), false);
        Random random = new Random(11);
        List<byte[]> wire = new ArrayList<>();
        List<Long> indexes = new ArrayList<>();
        for (long index = 20_000; index < 20_000 + 4 * 65_536L; index += 37) {
            byte[] packet = protect(sender, Packets.rtp(SSRC, (int) index & 0xffff, 20));
            // Lost or kept; neighbours swapped now and then.
            if (random.nextInt(10) == 0) {
                continue;
            }
            int at = wire.isEmpty() || random.nextInt(4) != 0 ? wire.size() : wire.size() - 1;
            wire.add(at, packet);
            indexes.add(at, index);
        }
        for (int i = 0; i < wire.size(); i++) {
            assertEquals(Drop.NONE, open(receiver, wire.get(i)), "index " + indexes.get(i));
            assertEquals(indexes.get(i), receiver.packetIndex());
        }
        sender.close();
        receiver.close();
    }

    @ParameterizedTest
    @MethodSource("backends")
    void aForgedPacketChangesNothing(SrtpBackend backend, SrtpProfile profile) {
        SrtpSender sender = new SrtpSender(backend, Packets.keys(profile), true);
        SrtpReceiver receiver = new SrtpReceiver(backend, Packets.keys(profile), false);
        byte[] sealed = protect(sender, Packets.rtp(SSRC, 7, 60));
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] forged = sealed.clone();
            forged[bit / 8] ^= (byte) (1 << (bit % 8));
            Drop drop = open(receiver, forged);
            assertTrue(drop == Drop.BAD_AUTH_TAG || drop == Drop.MALFORMED, "bit " + bit + ": " + drop);
        }
        // An attacker's far sequence number has not moved the window.
        assertEquals(Drop.NONE, open(receiver, sealed));

        PacketBuffer rtcp = Packets.of(pool, Packets.rtcp(SSRC));
        assertTrue(sender.protectRtcp(rtcp));
        byte[] sealedRtcp = rtcp.toArray();
        rtcp.release();
        for (int bit = 0; bit < sealedRtcp.length * 8; bit++) {
            byte[] forged = sealedRtcp.clone();
            forged[bit / 8] ^= (byte) (1 << (bit % 8));
            Drop drop = openRtcp(receiver, forged);
            assertTrue(drop == Drop.BAD_AUTH_TAG || drop == Drop.MALFORMED, "bit " + bit + ": " + drop);
        }
        assertEquals(Drop.NONE, openRtcp(receiver, sealedRtcp));
        sender.close();
        receiver.close();
    }

    @ParameterizedTest
    @MethodSource("backends")
    void truncatedPacketsAreRefused(SrtpBackend backend, SrtpProfile profile) {
        SrtpSender sender = new SrtpSender(backend, Packets.keys(profile), true);
        SrtpReceiver receiver = new SrtpReceiver(backend, Packets.keys(profile), false);
        byte[] sealed = protect(sender, Packets.rtp(SSRC, 7, 60));
        for (int length = 0; length < sealed.length; length++) {
            Drop drop = open(receiver, java.util.Arrays.copyOf(sealed, length));
            assertTrue(drop == Drop.BAD_AUTH_TAG || drop == Drop.MALFORMED);
            drop = openRtcp(receiver, java.util.Arrays.copyOf(sealed, length));
            assertTrue(drop == Drop.BAD_AUTH_TAG || drop == Drop.MALFORMED);
        }
        assertEquals(Drop.NONE, open(receiver, sealed));
        sender.close();
        receiver.close();
    }

    @ParameterizedTest
    @MethodSource("backends")
    void randomBytesAreRefusedWithoutAnException(SrtpBackend backend, SrtpProfile profile) {
        SrtpReceiver receiver = new SrtpReceiver(backend, Packets.keys(profile), false);
        SrtpSender sender = new SrtpSender(backend, Packets.keys(profile), true);
        Random random = new Random(5);
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            if (bytes.length > 0 && i % 2 == 0) {
                bytes[0] = (byte) (0x80 | (bytes[0] & 0x3f));
            }
            Drop drop = i % 3 == 0 ? openRtcp(receiver, bytes) : open(receiver, bytes);
            assertTrue(drop == Drop.BAD_AUTH_TAG || drop == Drop.MALFORMED);
            PacketBuffer packet = Packets.of(pool, bytes);
            boolean rtp = sender.protectRtp(packet);
            assertEquals(rtp ? bytes.length + profile.tagLength() : bytes.length, packet.length());
            packet.release();
        }
        sender.close();
        receiver.close();
    }

    @ParameterizedTest
    @MethodSource("backends")
    void onlyAuthenticatedRtcpIsTaken(SrtpBackend backend, SrtpProfile profile) {
        // E flag clear: the whole packet is authenticated, nothing encrypted (RFC 3711 §3.4).
        SrtpKeys keys = Packets.keys(profile);
        PacketCipher cipher =
                backend.cipher(KeyDerivation.session(profile, keys.clientKey(), keys.clientSalt(), true), true);
        byte[] plain = Packets.rtcp(SSRC);
        PacketBuffer packet = Packets.of(pool, plain);
        int word = 9;
        int tagAt = profile.aead() ? plain.length : plain.length + 4;
        packet.i32(profile.aead() ? plain.length + profile.tagLength() : plain.length, word);
        assertTrue(cipher.seal(packet, plain.length, 0, tagAt, SSRC, 9, word));
        packet.length(plain.length + 4 + profile.tagLength());
        SrtpReceiver receiver = new SrtpReceiver(backend, keys, false);
        assertEquals(Drop.NONE, receiver.unprotectRtcp(packet));
        assertArrayEquals(plain, packet.toArray());
        packet.release();
        cipher.close();
        receiver.close();
    }

    @ParameterizedTest
    @MethodSource("backends")
    void closedMeansRefused(SrtpBackend backend, SrtpProfile profile) {
        SrtpSender sender = new SrtpSender(backend, Packets.keys(profile), true);
        SrtpReceiver receiver = new SrtpReceiver(backend, Packets.keys(profile), false);
        byte[] sealed = protect(sender, Packets.rtp(SSRC, 7, 60));
        sender.close();
        receiver.close();
        sender.close();
        receiver.close();
        PacketBuffer packet = Packets.of(pool, Packets.rtp(SSRC, 8, 60));
        assertFalse(sender.protectRtp(packet));
        packet.release();
        packet = Packets.of(pool, Packets.rtcp(SSRC));
        assertFalse(sender.protectRtcp(packet));
        packet.release();
        assertEquals(Drop.NOT_SECURED, open(receiver, sealed));
        assertEquals(Drop.NOT_SECURED, openRtcp(receiver, sealed));

        PacketCipher cipher = backend.cipher(
                KeyDerivation.session(profile, new byte[profile.keyLength()], new byte[profile.saltLength()], false),
                true);
        cipher.close();
        cipher.close();
        packet = Packets.of(pool, Packets.rtp(SSRC, 8, 60));
        assertFalse(cipher.seal(packet, 12, 20, 40, 1, 1, 0));
        assertFalse(cipher.open(packet, 12, 20, 40, 1, 1, 0));
        packet.release();
    }

    @ParameterizedTest
    @MethodSource("backends")
    void sendersOfTooManySsrcsAreBounded(SrtpBackend backend, SrtpProfile profile) {
        SrtpSender sender = new SrtpSender(backend, Packets.keys(profile), true);
        SrtpReceiver receiver = new SrtpReceiver(backend, Packets.keys(profile), false);
        for (int ssrc = 0; ssrc < SrtpReceiver.MAX_SSRCS; ssrc++) {
            assertEquals(Drop.NONE, open(receiver, protect(sender, Packets.rtp(ssrc, 1, 4))));
        }
        assertEquals(Drop.LIMIT, open(receiver, protect(sender, Packets.rtp(SrtpReceiver.MAX_SSRCS, 1, 4))));
        assertEquals(Drop.NONE, open(receiver, protect(sender, Packets.rtp(0, 2, 4))));
        sender.close();
        receiver.close();
    }

    @ParameterizedTest
    @MethodSource("backends")
    void aPacketWithoutRoomIsRefused(SrtpBackend backend, SrtpProfile profile) {
        SrtpSender sender = new SrtpSender(backend, Packets.keys(profile), true);
        int most = PacketBuffer.CAPACITY - PacketBuffer.HEADROOM;
        PacketBuffer packet = Packets.of(pool, Packets.rtp(SSRC, 1, most - 28 - profile.tagLength() + 1));
        assertFalse(sender.protectRtp(packet));
        packet.release();
        packet = Packets.of(pool, Packets.rtp(SSRC, 1, most - 28 - profile.tagLength()));
        assertTrue(sender.protectRtp(packet));
        assertEquals(most, packet.length());
        packet.release();
        sender.close();
    }

    @ParameterizedTest
    @MethodSource("backends")
    void theSamePacketSentAgainIsTheSameOnTheWire(SrtpBackend backend, SrtpProfile profile) {
        SrtpSender sender = new SrtpSender(backend, Packets.keys(profile), true);
        byte[] plain = Packets.rtp(SSRC, 9, 40);
        assertArrayEquals(protect(sender, plain), protect(sender, plain));
        sender.close();
    }

    @Test
    void thisMachinesChoiceIsDescribed() {
        String line = SrtpBackends.describe();
        assertTrue(line.matches("(openssl|jce) \\(.+\\): \\d+ ns per 1100-byte packet"), line);
        assertTrue(SrtpBackends.trials().stream().allMatch(SrtpBackends.Trial::correct));
        SrtpBackends.trials().forEach(trial -> System.out.println(trial.describe()));
    }

    private byte[] protect(SrtpSender sender, byte[] plain) {
        PacketBuffer packet = Packets.of(pool, plain);
        assertTrue(sender.protectRtp(packet));
        byte[] sealed = packet.toArray();
        packet.release();
        return sealed;
    }

    private Drop open(SrtpReceiver receiver, byte[] bytes) {
        PacketBuffer packet = Packets.of(pool, bytes);
        Drop drop = receiver.unprotectRtp(packet);
        packet.release();
        return drop;
    }

    private Drop openRtcp(SrtpReceiver receiver, byte[] bytes) {
        PacketBuffer packet = Packets.of(pool, bytes);
        Drop drop = receiver.unprotectRtcp(packet);
        packet.release();
        return drop;
    }
}
