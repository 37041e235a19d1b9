package vn.nharong.media.sctp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Behaviour on a seeded line in virtual time. */
final class SctpAssociationTest {
    private static final long MS = Network.MS;
    private static final long MINUTE = 60_000 * MS;

    private static byte[] payload(int number, int length) {
        byte[] bytes = new byte[Math.max(4, length)];
        new Random(number).nextBytes(bytes);
        ByteBuffer.wrap(bytes).putInt(number);
        return bytes;
    }

    private static int number(AssociationPair.Message message) {
        return ByteBuffer.wrap(message.payload()).getInt();
    }

    @Test
    void oneSideConnects() {
        AssociationPair pair = new AssociationPair(1).connected();
        assertTrue(pair.a.association.isEstablished());
        assertTrue(pair.b.association.isEstablished());
        // INIT, INIT ACK, COOKIE ECHO, COOKIE ACK.
        assertEquals(4, pair.network.sent);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 5, 20, 21, 39, 60, 70})
    void bothConnectAtOnceOrNearly(long laterMillis) {
        AssociationPair pair = new AssociationPair(2);
        pair.a.association.connect(pair.network.now);
        pair.network.sleep(laterMillis * MS);
        pair.b.association.connect(pair.network.now);
        assertTrue(pair.network.run(() -> pair.a.established == 1 && pair.b.established == 1, MINUTE));
        assertTrue(pair.a.send(1, payload(1, 3000), true, Reliability.RELIABLE));
        assertTrue(pair.b.send(1, payload(2, 3000), true, Reliability.RELIABLE));
        assertTrue(pair.network.run(() -> pair.a.messages.size() == 1 && pair.b.messages.size() == 1, MINUTE));
        assertEquals(1, pair.a.established);
        assertEquals(1, pair.b.established);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void reliableMessagesArriveOnceAndInOrderThroughTwentyPercentLoss(long seed) {
        AssociationPair pair = new AssociationPair(seed);
        pair.network.loss = 0.2;
        pair.network.duplication = 0.1;
        pair.network.jitterNanos = 30 * MS;
        pair.connected();
        Random random = new Random(seed);
        int count = 300;
        for (int i = 0; i < count; i++) {
            int length = random.nextInt(10) == 0 ? random.nextInt(20_000) : random.nextInt(400);
            assertTrue(pair.a.send(i % 3, payload(i, length), true, Reliability.RELIABLE));
            assertTrue(pair.b.send(7, payload(i, length), true, Reliability.RELIABLE));
        }
        assertTrue(
                pair.network.run(() -> pair.b.messages.size() == count && pair.a.messages.size() == count, 30 * MINUTE),
                pair.b.messages.size() + " and " + pair.a.messages.size() + " arrived, " + pair.a.closed);
        pair.network.sleep(MINUTE);
        assertEquals(count, pair.b.messages.size());
        int[] last = {-1, -1, -1};
        for (AssociationPair.Message message : pair.b.messages) {
            int number = number(message);
            assertEquals(number % 3, message.stream());
            assertTrue(number > last[message.stream()], "order of stream " + message.stream());
            last[message.stream()] = number;
            assertArrayEquals(payload(number, message.payload().length), message.payload());
        }
        for (int i = 0; i < count; i++) {
            assertEquals(i, number(pair.a.messages.get(i)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void lossyMessagesAreDroppedButNeverBlock(long seed) {
        for (boolean ordered : new boolean[] {true, false}) {
            AssociationPair pair = new AssociationPair(seed).connected();
            pair.network.loss = 0.2;
            int count = 500;
            List<Long> sentAt = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                // Every fourth in several fragments.
                assertTrue(pair.a.send(1, payload(i, i % 4 == 0 ? 3000 : 100), ordered, Reliability.maxRetransmits(0)));
                sentAt.add(pair.network.now);
                pair.network.sleep(20 * MS);
            }
            pair.network.loss = 0;
            pair.network.sleep(5_000 * MS);
            int before = pair.b.messages.size();
            assertTrue(before > count / 2 && before < count, before + " of " + count + " arrived");
            // Nothing is stuck: what comes now arrives, in one line delay.
            pair.a.send(1, payload(count, 100), ordered, Reliability.maxRetransmits(0));
            pair.network.sleep(100 * MS);
            assertEquals(before + 1, pair.b.messages.size());
            int last = -1;
            Set<Integer> seen = new HashSet<>();
            long worst = 0;
            for (AssociationPair.Message message : pair.b.messages) {
                int number = number(message);
                assertTrue(seen.add(number), "doubled");
                assertTrue(!ordered || number > last, "order");
                last = number;
                if (number < count) {
                    worst = Math.max(worst, message.at() - sentAt.get(number));
                }
            }
            assertTrue(worst < 3_000 * MS, "a message waited " + worst / MS + " ms");
            assertEquals("", pair.a.closed + pair.b.closed);
        }
    }

    @Test
    void aLifetimeLimitsTheWait() {
        AssociationPair pair = new AssociationPair(3).connected();
        pair.network.loss = 1;
        for (int i = 0; i < 50; i++) {
            assertTrue(pair.a.send(1, payload(i, 5000), true, Reliability.maxLifetime(200)));
        }
        pair.network.sleep(3_000 * MS);
        pair.network.loss = 0;
        pair.a.send(1, payload(99, 10), true, Reliability.RELIABLE);
        assertTrue(pair.network.run(() -> !pair.b.messages.isEmpty(), 20_000 * MS));
        assertEquals(99, number(pair.b.messages.getFirst()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1131, 1132, 1133, 65_536, SctpAssociation.MAX_MESSAGE})
    void messagesOfEverySizeArriveWhole(int length) {
        AssociationPair pair = new AssociationPair(4).connected();
        pair.network.loss = 0.02;
        byte[] large = new byte[length];
        new Random(length).nextBytes(large);
        assertTrue(pair.a.send(1, large.clone(), true, Reliability.RELIABLE));
        assertTrue(pair.a.send(2, large.clone(), false, Reliability.RELIABLE));
        assertTrue(pair.network.run(() -> pair.b.messages.size() == 2, 5 * MINUTE), pair.a.closed);
        assertArrayEquals(large, pair.b.messages.get(0).payload());
        assertArrayEquals(large, pair.b.messages.get(1).payload());
    }

    @Test
    void aMessageBeyondTheMaximumEndsTheAssociation() {
        AssociationPair pair = new AssociationPair(5).connected();
        assertTrue(pair.a.send(1, new byte[SctpAssociation.MAX_MESSAGE + 1], true, Reliability.RELIABLE));
        assertTrue(pair.network.run(() -> !pair.a.closed.isEmpty(), MINUTE));
        assertEquals("the peer's message is too large", pair.b.closed);
        assertTrue(pair.b.failed);
        assertEquals("aborted by the peer", pair.a.closed);
        assertFalse(pair.a.send(1, new byte[1], true, Reliability.RELIABLE));
    }

    @Test
    void anOutageOfAMinuteIsSurvived() {
        AssociationPair pair = new AssociationPair(6).connected();
        for (int i = 0; i < 10; i++) {
            pair.a.send(1, payload(i, 2000), true, Reliability.RELIABLE);
        }
        pair.network.loss = 1;
        pair.network.sleep(MINUTE);
        assertEquals("", pair.a.closed);
        pair.network.loss = 0;
        assertTrue(pair.network.run(() -> pair.b.messages.size() == 10, 6_000 * MS));
    }

    @Test
    void aPeerThatIsGoneIsNoticed() {
        AssociationPair pair = new AssociationPair(7).connected();
        pair.network.loss = 1;
        pair.a.send(1, payload(1, 10), true, Reliability.RELIABLE);
        assertTrue(pair.network.run(() -> !pair.a.closed.isEmpty(), 5 * MINUTE));
        assertEquals("the peer does not answer", pair.a.closed);
        assertTrue(pair.a.failed);
        // Also the side that has nothing to send, by heartbeats.
        assertTrue(pair.network.run(() -> !pair.b.closed.isEmpty(), 20 * MINUTE));
    }

    @Test
    void manyMessagesUseTheLine() {
        AssociationPair pair = new AssociationPair(8).connected();
        long start = pair.network.now;
        int count = 4000;
        for (int i = 0; i < count; i++) {
            pair.a.send(1, payload(i, 1000), true, Reliability.RELIABLE);
        }
        assertTrue(pair.network.run(() -> pair.b.messages.size() == count, MINUTE));
        double seconds = (pair.network.now - start) / 1e9;
        // A window of 128 KiB a round trip of 40 ms is 25 Mbit/s; 4 MB then take 1.3 s and some for the slow start.
        assertTrue(seconds < 3, seconds + " s");
    }

    @Test
    void streamsTakeTurns() {
        AssociationPair pair = new AssociationPair(9).connected();
        for (int i = 0; i < 300; i++) {
            pair.a.send(1, payload(i, 10_000), true, Reliability.RELIABLE);
        }
        pair.a.send(2, payload(0, 100), true, Reliability.RELIABLE);
        pair.network.run(() -> pair.b.messages.stream().anyMatch(m -> m.stream() == 2), MINUTE);
        assertTrue(pair.b.messages.size() < 20, "the small one waited for " + pair.b.messages.size());
    }

    @Test
    void aResetStreamBeginsAnew() {
        AssociationPair pair = new AssociationPair(10).connected();
        pair.network.loss = 0.2;
        pair.network.jitterNanos = 50 * MS;
        for (int i = 0; i < 20; i++) {
            pair.a.send(4, payload(i, 3000), true, Reliability.RELIABLE);
        }
        pair.a.association.resetStream(4, pair.network.now);
        assertTrue(pair.a.association.resetPending(4));
        assertTrue(pair.network.run(() -> !pair.a.association.resetPending(4), 10 * MINUTE));
        assertEquals(List.of(4), pair.b.resets);
        // Everything sent before arrived before.
        assertEquals(20, pair.b.messages.size());
        for (int i = 0; i < 5; i++) {
            pair.a.send(4, payload(100 + i, 100), true, Reliability.RELIABLE);
        }
        assertTrue(pair.network.run(() -> pair.b.messages.size() == 25, 10 * MINUTE));
        assertEquals(104, number(pair.b.messages.getLast()));
    }

    @Test
    void shutdownDeliversWhatIsQueued() {
        AssociationPair pair = new AssociationPair(11).connected();
        pair.network.loss = 0.1;
        for (int i = 0; i < 50; i++) {
            pair.a.send(1, payload(i, 2000), true, Reliability.RELIABLE);
        }
        pair.a.association.shutdown(pair.network.now);
        assertTrue(pair.network.run(() -> !pair.a.closed.isEmpty() && !pair.b.closed.isEmpty(), 5 * MINUTE));
        assertEquals(50, pair.b.messages.size());
        assertEquals("shut down", pair.a.closed);
        assertFalse(pair.a.failed);
        assertEquals(Long.MAX_VALUE, pair.a.nextTimeoutNanos());
    }

    @Test
    void abortIsHeard() {
        AssociationPair pair = new AssociationPair(12).connected();
        pair.a.association.abort(pair.network.now);
        assertEquals("aborted by us", pair.a.closed);
        assertTrue(pair.network.run(() -> !pair.b.closed.isEmpty(), MINUTE));
        assertEquals("aborted by the peer", pair.b.closed);
    }

    @Test
    void idleAssociationsStayUp() {
        AssociationPair pair = new AssociationPair(13).connected();
        int before = pair.network.sent;
        pair.network.sleep(60 * MINUTE);
        assertEquals("", pair.a.closed + pair.b.closed);
        assertTrue(pair.network.sent - before < 500, "heartbeats: " + (pair.network.sent - before));
    }

    @Test
    void aForeignVerificationTagIsIgnored() {
        AssociationPair pair = new AssociationPair(14).connected();
        byte[] abort = new PacketWriter(5000, 5000, 12345)
                .begin(ChunkType.ABORT, 0)
                .put(new byte[0])
                .pad()
                .finish();
        pair.a.handlePacket(abort, pair.network.now);
        assertEquals("", pair.a.closed);
        byte[] wrongSum = pair.network.log.getLast().clone();
        wrongSum[9] ^= 1;
        int sent = pair.network.sent;
        pair.b.handlePacket(wrongSum, pair.network.now);
        assertEquals(sent, pair.network.sent);
    }

    @Test
    void checksumOfKnownBytes() {
        // RFC 3720 B.4.1: 32 bytes of zeros, the bytes in the order they are sent.
        byte[] zeros = new byte[32];
        PacketWriter.seal(zeros);
        ByteBuffer sum = ByteBuffer.wrap(zeros, 8, 4);
        assertEquals(0xaa36918a, sum.getInt());
        assertTrue(PacketWriter.checksumHolds(zeros));
    }

    @Test
    void whatNeverBecomesAMessageIsBounded() {
        AssociationPair pair = new AssociationPair(20).connected();
        Inbound inbound = new Inbound(1000, SctpAssociation.MAX_MESSAGE, (stream, ppid, payload) -> {});
        Random random = new Random(20);
        for (int i = 0; i < 300_000; i++) {
            int tsn = 1000 + random.nextInt(100_000);
            int flags = random.nextInt(8);
            inbound.onData(
                    tsn, flags, random.nextInt(1024), random.nextInt(65_536), 53, new byte[1 + random.nextInt(1000)]);
            assertTrue(inbound.cost() <= 2 * Inbound.WINDOW, "holds " + inbound.cost());
        }
        assertTrue(pair.a.association.isEstablished());
    }
}
