package vn.nharong.sfu.loop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static vn.nharong.sfu.loop.Scene.MS;
import static vn.nharong.sfu.loop.Scene.SECOND;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.nharong.media.packet.Drop;
import vn.nharong.media.stun.StunMessage;
import vn.nharong.media.stun.StunWriter;
import vn.nharong.sfu.loop.Scene.Publication;
import vn.nharong.sfu.loop.Scene.Subscription;

/**
 * A publisher, the real loop with its transports, a subscriber, bad lines between, in virtual time. What is asserted came
 * out at the subscriber, decrypted.
 */
class LineScenarioTest {
    private static final String CLEAN = "delay=20ms";

    /** A call that has settled: every layer known, the best one arriving. */
    private static final class Call implements AutoCloseable {
        final Scene scene = new Scene();
        final Client publisher = scene.client();
        final Client subscriber = scene.client();
        final Publication publication = scene.publish(publisher);
        final Subscription got;
        final long start;

        Call() {
            this(Scene.VP8);
        }

        Call(vn.nharong.media.rtp.CodecParameters codec) {
            got = scene.subscribe(subscriber, publication, codec);
            start = scene.now;
        }

        Call lines(String publisherUp, String subscriberDown, long seed) {
            return lines(publisherUp, subscriberDown, CLEAN, seed);
        }

        Call lines(String publisherUp, String subscriberDown, String subscriberUp, long seed) {
            publisher.lines(publisherUp, CLEAN, seed);
            subscriber.lines(subscriberUp, subscriberDown, seed + 1);
            return this;
        }

        /** Sound that never came, as a share of what was sent in this span. */
        double soundLost(long fromNanos, long toNanos) {
            List<Integer> came = got.audio().sounds.values().stream()
                    .filter(sound -> sound.sentNanos() >= fromNanos && sound.sentNanos() <= toNanos)
                    .map(Track.Sound::number)
                    .toList();
            // One each 20 ms since the call began.
            long first = (fromNanos - start + 20 * MS - 1) / (20 * MS);
            long last = (toNanos - start) / (20 * MS);
            return 1 - (double) came.size() / (last - first + 1);
        }

        @Override
        public void close() throws InterruptedException {
            scene.close();
        }
    }

    @Test
    void everyFrameAndEverySoundComesOutOfACleanLineInOrder() throws Exception {
        try (Call call = new Call().lines(CLEAN, CLEAN, 1)) {
            call.scene.run(10);
            int frames = call.got.video().assertUnbroken(call.scene.now - SECOND / 2);
            assertTrue(frames >= 9 * 25, frames + " frames");
            assertEquals(1, call.got.video().share(2, call.start + 3 * SECOND, call.scene.now), "the best layer");
            assertEquals(0, call.soundLost(call.start + SECOND, call.scene.now - SECOND));
            assertTrue(
                    call.got.audio().soundMillis(0.99) <= 42,
                    "sound: " + call.got.audio().soundMillis(0.99));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "loss=5%, 1",
        "loss=10%, 2",
        "loss=20%, 3",
        "loss=20%, 7",
        "loss=20%, 11",
        "burst=5%/3-8, 4",
        "burst=10%/3-8, 5",
        "burst=20%/3-8, 6",
        "burst=20%/3-8, 8",
    })
    void lossOnBothWaysIsRepaired(String loss, long seed) throws Exception {
        try (Call call = new Call().lines(CLEAN + " " + loss, CLEAN + " " + loss, CLEAN + " " + loss, seed)) {
            call.scene.run(20);
            int frames = call.got.video().assertUnbrokenButAtChanges(call.scene.now - 2 * SECOND);
            assertTrue(frames >= 17 * 25, frames + " frames");
            double lost = call.soundLost(call.start + SECOND, call.scene.now - 2 * SECOND);
            assertTrue(lost <= 0.001, "sound lost: " + lost);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void reorderedAndDoubledPacketsComeOutOnceAndInOrder(long seed) throws Exception {
        String line = CLEAN + " reorder=10%/25ms duplicate=10%";
        try (Call call = new Call().lines(line, line, line, seed)) {
            call.scene.run(10);
            int frames = call.got.video().assertUnbrokenButAtChanges(call.scene.now - SECOND);
            assertTrue(frames >= 8 * 25, frames + " frames");
            assertEquals(0, call.soundLost(call.start + SECOND, call.scene.now - SECOND));
            assertTrue(call.publisher.server.transport().dropped(Drop.REPLAYED) > 50, "doubles were told as such");
        }
    }

    @Test
    void aSubscriberOf300KilobitsKeepsSoundWholeAndThePictureSmallThenRecovers() throws Exception {
        narrow("300k", 0);
    }

    @Test
    void aSubscriberOfOneMegabitGetsTheMiddleLayerThenRecovers() throws Exception {
        narrow("1M", 1);
    }

    private static void narrow(String rate, int layer) throws InterruptedException {
        for (long seed = 1; seed <= 3; seed++) {
            String down = CLEAN + " rate=4M; 20s: rate=" + rate + "; 60s: rate=4M";
            try (Call call = new Call().lines(CLEAN, down, seed)) {
                call.scene.run(85);
                Track video = call.got.video();
                long from = call.start;
                assertTrue(video.share(2, from + 5 * SECOND, from + 20 * SECOND) > 0.95, "wide at first");
                double share = video.share(layer, from + 25 * SECOND, from + 60 * SECOND);
                assertTrue(share > 0.9, rate + ": layer " + layer + " for " + share);
                assertTrue(video.share(2, from + 25 * SECOND, from + 60 * SECOND) < 0.02, "no more than fits");
                assertTrue(video.share(2, from + 70 * SECOND, from + 85 * SECOND) > 0.95, "wide again after 10 s");
                double lost = call.soundLost(from + SECOND, from + 84 * SECOND);
                assertTrue(lost <= 0.001, rate + ": sound lost: " + lost);
                long late = call.got.audio().soundMillis(0.95);
                assertTrue(late <= 150, rate + ": sound late: " + late + " ms");
                assertTrue(
                        video.between(from + 25 * SECOND, from + 60 * SECOND).size() > 35 * 20,
                        "a picture all the time");
            }
        }
    }

    /** Two cameras of at least 160 kbit/s each, two microphones of some 60, over a line that carries three of the four. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whereNotAllFitsOneIsPausedAndSaidSoUnlessTheClientRefuses(boolean allowPause) throws Exception {
        try (Scene scene = new Scene()) {
            Client an = scene.client();
            Client binh = scene.client();
            Client viewer = scene.client();
            List<Subscription> both = List.of(
                    scene.subscribe(viewer, scene.publish(an), Scene.VP8, allowPause),
                    scene.subscribe(viewer, scene.publish(binh), Scene.VP8, allowPause));
            long start = scene.now;
            viewer.lines(CLEAN, CLEAN + " rate=6M; 10s: rate=380k; 30s: rate=6M", 1);
            scene.run(10);
            for (Subscription one : both) {
                assertTrue(one.video().share(2, start + 5 * SECOND, scene.now) > 0.95, "wide at first");
                assertEquals(List.of(), one.pauses());
            }
            scene.run(20);
            List<Boolean> pausedAtLast = new ArrayList<>();
            for (Subscription one : both) {
                boolean paused = !one.pauses().isEmpty() && one.pauses().getLast();
                pausedAtLast.add(paused);
                for (int second = 20; second < 30; second++) {
                    long from = start + second * SECOND;
                    assertEquals(
                            paused, one.video().between(from, from + SECOND).isEmpty(), "second " + second);
                }
                if (!paused) {
                    assertEquals(1, one.video().share(0, start + 20 * SECOND, scene.now), "the smallest");
                }
            }
            assertEquals(allowPause, pausedAtLast.contains(true), "one is paused");
            assertTrue(pausedAtLast.contains(false), "but not both");
            if (!allowPause) {
                assertTrue(both.stream().allMatch(one -> one.pauses().isEmpty()), "nobody was told of a pause");
            }
            scene.run(20);
            for (Subscription one : both) {
                assertTrue(one.pauses().isEmpty() || !one.pauses().getLast(), "told that it goes on");
                assertTrue(one.video().share(2, scene.now - 3 * SECOND, scene.now) > 0.95, "wide again");
            }
        }
    }

    /** Little is sent then, and of that much is sound: a probe must be measured by what is answered. */
    @ParameterizedTest
    @ValueSource(ints = {376, 379, 384, 388, 391, 397, 402, 407})
    void aLineThatIsWideAgainIsFoundOutSoon(int kbps) throws Exception {
        try (Scene scene = new Scene()) {
            Client viewer = scene.client();
            List<Subscription> both = List.of(
                    scene.subscribe(viewer, scene.publish(scene.client()), Scene.VP8, true),
                    scene.subscribe(viewer, scene.publish(scene.client()), Scene.VP8, true));
            viewer.lines(CLEAN, CLEAN + " rate=6M; 10s: rate=" + kbps + "k; 30s: rate=6M", 1);
            scene.run(30 + 10);
            for (Subscription one : both) {
                assertTrue(one.video().share(2, scene.now - 2 * SECOND, scene.now) > 0.95, "wide again");
            }
        }
    }

    @Test
    void aSubscriberWhoDoesNotAnswerKeepsTheSmallestPictureAndIsServedAgain() throws Exception {
        // Nothing of his reaches us for 20 s: no feedback, no checks; what we send still arrives.
        String up = CLEAN + "; 10s: cut=true; 30s: cut=false";
        try (Call call = new Call().lines(CLEAN, CLEAN, up, 1)) {
            call.scene.run(60);
            Track video = call.got.video();
            for (int second = 12; second < 30; second++) {
                long from = call.start + second * SECOND;
                assertTrue(!video.between(from, from + SECOND).isEmpty(), "no picture in second " + second);
            }
            assertTrue(video.share(2, call.start + 40 * SECOND, call.scene.now) > 0.95, "the best one 10 s later");
        }
    }

    @Test
    void anOutageShorterThanConsentIsSatOut() throws Exception {
        String line = CLEAN + "; 10s: cut=true; 30s: cut=false";
        try (Call call = new Call().lines(CLEAN, line, line, 1)) {
            call.scene.run(30);
            assertTrue(call.subscriber.states.contains(TransportState.DISCONNECTED), "noticed");
            double back = call.scene.runUntil(
                    () -> !call.got
                            .video()
                            .between(call.start + 30 * SECOND, call.scene.now)
                            .isEmpty(),
                    6,
                    "a picture");
            assertTrue(back < 6, "after " + back);
            call.scene.run(15);
            assertTrue(call.subscriber.server.transport().connected());
            assertTrue(call.got.video().share(2, call.scene.now - 5 * SECOND, call.scene.now) > 0.95);
        }
    }

    @Test
    void afterAMinuteOfOutageARestartOfIceBringsThePictureBack() throws Exception {
        String line = CLEAN + "; 10s: cut=true; 70s: cut=false";
        try (Call call = new Call().lines(CLEAN, line, line, 1)) {
            call.scene.run(70);
            assertTrue(call.subscriber.states.contains(TransportState.FAILED), "consent is over (RFC 7675)");
            long silence = call.scene.now;
            assertTrue(
                    call.got.video().between(call.start + 11 * SECOND, silence).isEmpty());
            call.subscriber.restart();
            call.scene.runUntil(
                    () -> call.got.video().between(silence, call.scene.now).stream()
                            .anyMatch(Track.Piece::keyframe),
                    2,
                    "a key frame");
            call.scene.run(10);
            Track video = call.got.video();
            assertTrue(video.share(2, call.scene.now - SECOND, call.scene.now) > 0.95, "the full layer within 10 s");
            // What came after the hole is whole by itself.
            long first = video.between(silence, call.scene.now).stream()
                    .filter(piece -> piece.keyframe() && piece.index() == 0)
                    .findFirst()
                    .orElseThrow()
                    .seq();
            video.pieces.headMap(first).clear();
            video.assertUnbroken(call.scene.now - SECOND / 2);
            assertEquals(0, call.soundLost(silence + 2 * SECOND, call.scene.now - SECOND));
        }
    }

    @Test
    void aClientWhoseAddressChangesIsFollowedByItsNextCheck() throws Exception {
        try (Call call = new Call().lines(CLEAN, CLEAN, 1)) {
            call.scene.run(10);
            for (Client client : List.of(call.publisher, call.subscriber)) {
                client.address = new InetSocketAddress(client.address.getAddress(), 50_000);
            }
            long moved = call.scene.now;
            call.scene.run(20);
            for (Client client : List.of(call.publisher, call.subscriber)) {
                assertEquals(
                        client.address,
                        java.util.Objects.requireNonNull(
                                        client.server.transport().path())
                                .remote());
                assertTrue(!client.states.contains(TransportState.FAILED));
            }
            Track video = call.got.video();
            // Checks come each 4 to 6 s, and both ends have moved; the estimate has fallen in the silence meanwhile.
            assertTrue(!video.between(moved + 9 * SECOND, moved + 10 * SECOND).isEmpty(), "a picture within 10 s");
            assertTrue(video.share(2, moved + 15 * SECOND, call.scene.now) > 0.95, "the full layer again");
            assertEquals(0, call.soundLost(moved + 8 * SECOND, call.scene.now - SECOND));
        }
    }

    @Test
    void replayedAndForgedPacketsAreDroppedUnderTheirNamesAndHarmNothing() throws Exception {
        try (Call call = new Call().lines(CLEAN, CLEAN, 1)) {
            call.scene.run(5);
            Client victim = call.publisher;
            List<byte[]> old = new ArrayList<>(victim.said);
            call.scene.run(0.1); // until all of them have arrived
            old.removeIf(datagram -> (datagram[0] & 0xff) < 128);
            assertTrue(old.size() > 1000);
            InetSocketAddress stranger = new InetSocketAddress("203.0.113.9", 6666);
            vn.nharong.media.transport.Path before = victim.server.transport().path();
            long good = victim.server.transport().packetsIn();
            for (byte[] datagram : old) {
                call.scene.port.arrive(datagram, victim.address);
                call.scene.port.arrive(datagram, stranger);
            }
            call.scene.run(0.001);
            long replayed = victim.server.transport().dropped(Drop.REPLAYED);
            long late = victim.server.transport().dropped(Drop.TOO_OLD);
            assertEquals(old.size(), replayed + late, "all of them, and none from the stranger");
            assertTrue(replayed > 0);
            assertTrue(victim.server.transport().packetsIn() - good < old.size() + 50, "the stranger was not heard");

            // A number far ahead would throw the receiver off if it were believed.
            int forged = 0;
            for (byte[] datagram : old.subList(0, 200)) {
                byte[] bent = datagram.clone();
                if (bent[1] >= (byte) 192 && bent[1] < (byte) 224) {
                    continue;
                }
                ByteBuffer.wrap(bent).putShort(2, (short) (ByteBuffer.wrap(bent).getShort(2) + 10_000));
                call.scene.port.arrive(bent, victim.address);
                forged++;
            }
            byte[] check = new StunWriter(StunMessage.BINDING_REQUEST, new byte[12])
                    .username(victim.serverUfrag() + ":x")
                    .priority(1)
                    .controlling(1)
                    .useCandidate()
                    .sign(new byte[] {1, 2, 3});
            call.scene.port.arrive(check, stranger);
            call.scene.run(0.001);
            long bad = victim.server.transport().dropped(Drop.BAD_AUTH_TAG);
            assertTrue(bad >= forged && bad <= forged + 1, bad + " of " + forged);
            assertEquals(before, victim.server.transport().path(), "nobody moved the path");
            call.scene.run(5);
            call.got.video().assertUnbroken(call.scene.now - SECOND / 2);
            assertEquals(0, call.soundLost(call.start + SECOND, call.scene.now - SECOND));
        }
    }

    @Test
    void nothingIsLargerThanTheSmallestPathOfToday() throws Exception {
        // What libwebrtc fills a packet to, header and extensions counted, tag not.
        int largestRtp = 1200;
        // IPv6 takes 1280 bytes everywhere (RFC 8200 §5); its header and that of UDP take 48.
        int smallestPath = 1280 - 48;
        try (Call call = new Call().lines(CLEAN + " loss=3%", CLEAN + " loss=3%", 1)) {
            call.scene.mtu = smallestPath;
            // 12 bytes of header, 4 + 12 of extensions.
            java.util.Objects.requireNonNull(call.publisher.camera).payload = largestRtp - 28;
            call.scene.run(10);
            call.got.video().assertUnbrokenButAtChanges(call.scene.now - SECOND);
            assertTrue(call.scene.largest() > 1200, "the largest was " + call.scene.largest());
            assertTrue(call.scene.largest() <= smallestPath, "the largest was " + call.scene.largest());
        }
    }

    @Test
    void withoutRtxAPacketSentAgainIsTheSameToTheLastByte() throws Exception {
        // A cipher's nonce hangs on the number: two texts under one number give GCM's key away (RFC 7714 §8.4).
        String loss = CLEAN + " loss=10%";
        try (Call call = new Call(Scene.VP8_WITHOUT_RTX)) {
            List<byte[]> sent = new ArrayList<>();
            call.subscriber.heard = sent;
            call.lines(CLEAN, loss, loss, 5).scene.run(20);
            call.got.video().assertUnbroken(call.scene.now - 2 * SECOND);
            Map<Long, byte[]> bySsrcAndSeq = new HashMap<>();
            int again = 0;
            for (byte[] datagram : sent) {
                int second = datagram[1] & 0xff;
                if ((datagram[0] & 0xff) < 128 || second >= 192 && second < 224) {
                    continue;
                }
                ByteBuffer packet = ByteBuffer.wrap(datagram);
                byte[] first =
                        bySsrcAndSeq.putIfAbsent((long) packet.getInt(8) << 16 | packet.getShort(2) & 0xffff, datagram);
                if (first != null) {
                    assertArrayEquals(first, datagram, "sent again under the same number");
                    again++;
                }
            }
            assertTrue(again > 200, again + " were sent again");
        }
    }

    @Test
    void withRtxNoNumberIsUsedTwice() throws Exception {
        String loss = CLEAN + " loss=10%";
        try (Call call = new Call()) {
            List<byte[]> sent = new ArrayList<>();
            call.subscriber.heard = sent;
            call.lines(loss, loss, loss, 6).scene.run(20);
            Map<Long, byte[]> bySsrcAndSeq = new HashMap<>();
            for (byte[] datagram : sent) {
                int second = datagram[1] & 0xff;
                ByteBuffer packet = ByteBuffer.wrap(datagram);
                if ((datagram[0] & 0xff) < 128 || second >= 192 && second < 224 || packet.getInt(8) == 1002) {
                    continue; // sound has no stream of repairs
                }
                byte[] first =
                        bySsrcAndSeq.putIfAbsent((long) packet.getInt(8) << 16 | packet.getShort(2) & 0xffff, datagram);
                assertTrue(first == null, "twice under one number");
            }
            assertTrue(bySsrcAndSeq.size() > 2000);
        }
    }

    @Test
    void aHandshakeWhoseFlightsGetLostIsMadeAgain() throws Exception {
        try (Scene scene = new Scene()) {
            long begun = System.nanoTime();
            Client client = scene.client(3);
            assertTrue(client.connected());
            assertEquals(0, client.losing, "some were lost");
            assertNotEquals(null, client.server.transport().srtpProfile());
            // Repeated after 0.4 and 0.8 s, not after the second of RFC 6347.
            assertTrue(System.nanoTime() - begun < 10 * SECOND);
        }
    }

    @Test
    void theSameSeedTellsTheSameStory() throws Exception {
        List<Object> stories = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            String line = CLEAN + " jitter=10ms loss=5% rate=1500k";
            try (Call call = new Call().lines(line, line, line, 9)) {
                call.scene.run(10);
                stories.add(List.copyOf(call.got.video().pieces.values()).toString());
            }
        }
        assertEquals(stories.get(0), stories.get(1));
    }
}
