package vn.nharong.sfu.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.sfu.forward.Studio.Listener;
import vn.nharong.sfu.forward.Studio.Sent;
import vn.nharong.sfu.loop.ForwarderProxy.Wanted;

/** A subscriber's stream is one unbroken stream, whatever it is made of. */
class ForwarderTest {
    private final Studio studio = new Studio();

    private void frames(int count, int temporalCycle) {
        for (int i = 0; i < count; i++) {
            studio.nextFrame();
            int temporal = temporalCycle == 1 ? 0 : i % 2;
            for (int encoding = 0; encoding < 3; encoding++) {
                studio.frame(encoding, false, temporal);
            }
        }
    }

    private void keyframes() {
        studio.nextFrame();
        for (int encoding = 0; encoding < 3; encoding++) {
            studio.frame(encoding, true, 0);
        }
    }

    /** Sequence numbers without a gap, timestamps and picture ids that never go back. */
    private static void assertUnbroken(List<Sent> sent) {
        for (int i = 1; i < sent.size(); i++) {
            Sent before = sent.get(i - 1);
            Sent after = sent.get(i);
            assertEquals(before.seq() + 1 & 0xffff, after.seq(), "sequence at " + i);
            int ticks = (int) (after.timestamp() - before.timestamp());
            assertTrue(ticks == 0 || ticks > 500 && ticks < 20_000, "timestamp step " + ticks + " at " + i);
            int pictures = after.pictureId() - before.pictureId() & 0x7fff;
            assertEquals(ticks == 0 ? 0 : 1, pictures, "picture id at " + i);
        }
    }

    private Listener listener() {
        Listener listener = studio.new Listener();
        listener.forwarder.ready(studio.now);
        return listener;
    }

    @Test
    void startsWithAKeyFrameAndUsesTheSubscribersNumbers() {
        frames(2, 1);
        Listener listener = listener();
        assertTrue(studio.events.contains("keyframe 2"), "asked for one");
        frames(3, 1);
        assertEquals(List.of(), listener.sent);
        keyframes();
        frames(10, 1);
        assertEquals(22, listener.sent.size());
        assertTrue(listener.sent.getFirst().keyframe());
        assertEquals(120, listener.sent.getFirst().payloadType());
        assertUnbroken(listener.sent);
    }

    @Test
    void whoComesJustAfterAKeyFrameIsGivenItFromTheHistory() {
        keyframes();
        frames(15, 1);
        studio.events.clear();
        Listener listener = listener();
        assertEquals(32, listener.sent.size(), "key frame and fifteen more, two packets each");
        assertTrue(listener.sent.getFirst().keyframe());
        assertEquals(List.of(), studio.events, "nobody need be asked");
        frames(5, 1);
        keyframes();
        frames(5, 1);
        assertEquals(54, listener.sent.size());
        assertUnbroken(listener.sent);
    }

    @Test
    void aKeyFrameLongPastOrNotWholeIsAskedForAnew() {
        keyframes();
        frames(25, 1);
        assertEquals(List.of(), listener().sent, "too long ago");
        keyframes();
        studio.nextFrame();
        List<PacketBuffer> holed = studio.framePackets(2, false, 0);
        studio.deliver(2, holed.get(1), false);
        studio.events.clear();
        Listener late = listener();
        assertEquals(List.of(), late.sent);
        studio.deliver(2, holed.get(0), true);
        studio.now += 600_000_000;
        studio.fanout.handleTimeout(studio.now);
        assertTrue(studio.events.contains("keyframe 2"));
    }

    @Test
    void whatWasSeenBeforeAPauseIsNotSentTwice() {
        keyframes();
        Listener listener = listener();
        frames(5, 1);
        int before = listener.sent.size();
        listener.forwarder.want(new Wanted(false, 2, 0, 0, false), studio.now);
        frames(2, 1);
        listener.forwarder.want(Wanted.ALL, studio.now);
        assertEquals(before, listener.sent.size());
        // A key frame that came during a pause, though, is news.
        listener.forwarder.want(new Wanted(false, 2, 0, 0, false), studio.now);
        keyframes();
        frames(3, 1);
        listener.forwarder.want(Wanted.ALL, studio.now);
        assertEquals(before + 8, listener.sent.size());
        assertTrue(listener.sent.get(before).keyframe());
        frames(3, 1);
        assertEquals(before + 14, listener.sent.size());
    }

    @Test
    void changesLayerOnAKeyFrameOfTheTargetWithoutABreak() {
        keyframes();
        Listener listener = listener();
        keyframes();
        frames(20, 1);
        for (int layer : new int[] {0, 2, 1, 0, 2}) {
            listener.forwarder.want(new Wanted(true, layer, 0, 0, false), studio.now);
            frames(5, 1);
            keyframes();
            frames(10, 1);
            assertEquals(layer, listener.forwarder.layer());
        }
        assertUnbroken(listener.sent);
        assertEquals(List.of(2, 0, 2, 1, 0, 2), listener.layers);
    }

    @Test
    void untilTheKeyFrameOfASmallerLayerOnlyWhatTheDecoderNeedsGoesOn() {
        keyframes();
        Listener listener = listener();
        keyframes();
        frames(20, 2);
        assertEquals(2, listener.forwarder.layer());
        int before = listener.sent.size();
        frames(8, 2);
        int all = listener.sent.size() - before;
        listener.forwarder.allow(0, 2, studio.now); // the line got narrow
        before = listener.sent.size();
        frames(8, 2);
        int base = listener.sent.size() - before;
        assertEquals(all / 2, base, "every second frame is of the lowest temporal layer");
        keyframes();
        assertEquals(0, listener.forwarder.layer());
        before = listener.sent.size();
        frames(8, 2);
        assertTrue(
                listener.sent.stream().skip(before).anyMatch(each -> each.temporal() == 1), "all of the smaller layer");
        assertUnbroken(listener.sent);
    }

    @Test
    void droppedTemporalLayersLeaveNoHole() {
        keyframes();
        Listener listener = listener();
        keyframes();
        frames(10, 2);
        int all = listener.sent.size();
        listener.forwarder.allow(2, 0, studio.now);
        frames(20, 2);
        assertEquals(all + 20, listener.sent.size(), "every other frame");
        assertTrue(listener.sent.subList(all, listener.sent.size()).stream().allMatch(one -> one.temporal() == 0));
        listener.forwarder.allow(2, 2, studio.now);
        frames(20, 2);
        for (int i = 1; i < listener.sent.size(); i++) {
            assertEquals(
                    listener.sent.get(i - 1).seq() + 1 & 0xffff,
                    listener.sent.get(i).seq());
            int step =
                    listener.sent.get(i).pictureId() - listener.sent.get(i - 1).pictureId() & 0x7fff;
            assertTrue(step <= 1, "picture ids count up by one");
        }
    }

    /** What comes of so many frames of 30 a second, each second one of a higher temporal layer; ticks as the loop does. */
    private List<Sent> come(Listener listener, int frames) {
        int before = listener.sent.size();
        for (int i = 0; i < frames; i += 2) {
            frames(2, 2);
            listener.forwarder.tick(studio.now);
        }
        return List.copyOf(listener.sent.subList(before, listener.sent.size()));
    }

    @Test
    void aWishForFewerFramesLeavesOutTemporalLayersUntilItIsLifted() {
        keyframes();
        Listener listener = listener();
        keyframes();
        assertEquals(2 * 60, come(listener, 60).size(), "nothing wished: all");
        listener.forwarder.want(new Wanted(true, 2, 15, 0, false), studio.now);
        List<Sent> fewer = come(listener, 60);
        assertEquals(2 * 30, fewer.size(), "15 of 30");
        assertTrue(fewer.stream().allMatch(one -> one.temporal() == 0));
        listener.forwarder.want(new Wanted(true, 2, 30, 0, false), studio.now);
        assertEquals(2 * 60, come(listener, 60).size(), "as many as there are");
        listener.forwarder.want(new Wanted(true, 2, 15, 0, false), studio.now);
        assertEquals(2 * 30, come(listener, 60).size(), "again");
        listener.forwarder.want(new Wanted(true, 2, 0, 0, false), studio.now);
        assertEquals(2 * 60, come(listener, 60).size(), "lifted");
        assertUnbroken(listener.sent);
        assertEquals(List.of(2), listener.layers, "the layer stayed");
    }

    @Test
    void aPublisherWhoBecomesFasterThanWishedIsThinnedAtTheNextTicks() {
        keyframes();
        Listener listener = listener();
        keyframes();
        listener.forwarder.want(new Wanted(true, 2, 15, 0, false), studio.now);
        for (int i = 0; i < 40; i++) { // 15 a second
            studio.now += 33_333_333;
            frames(1, 1);
            listener.forwarder.tick(studio.now);
        }
        assertEquals(2 * 42, listener.sent.size(), "no more than wished: all");
        come(listener, 90); // now 30; the count is over three seconds
        List<Sent> fewer = come(listener, 60);
        assertEquals(2 * 30, fewer.size());
        assertUnbroken(listener.sent);
    }

    @Test
    void whatTheLinePausesStopsAndComesBackWithAKeyFrame() {
        keyframes();
        Listener listener = listener();
        keyframes();
        frames(5, 1);
        int before = listener.sent.size();
        listener.forwarder.allow(Forwarder.NO_LAYER, 0, studio.now);
        frames(30, 1);
        assertEquals(before, listener.sent.size());
        listener.forwarder.allow(2, 2, studio.now);
        frames(3, 1);
        assertEquals(before, listener.sent.size(), "not before a key frame");
        keyframes();
        assertTrue(listener.sent.get(before).keyframe());
    }

    @Test
    void mutedMeansNothingLeaves() {
        keyframes();
        Listener listener = listener();
        keyframes();
        frames(5, 1);
        int before = listener.sent.size();
        assertTrue(before > 0);
        studio.fanout.paused(true, studio.now);
        keyframes();
        frames(5, 1);
        assertEquals(before, listener.sent.size());
        studio.fanout.paused(false, studio.now);
        frames(5, 1);
        assertEquals(before, listener.sent.size());
        keyframes();
        frames(5, 1);
        assertEquals(before + 12, listener.sent.size());
        assertTrue(listener.sent.get(before).keyframe());
    }

    @Test
    void aLateKeyFrameStartBringsWhatCameBeforeIt() {
        frames(1, 1);
        Listener listener = listener();
        studio.nextFrame();
        List<PacketBuffer> packets = studio.framePackets(2, true, 0);
        studio.deliver(2, packets.get(1), false); // the first was lost and is repaired later
        studio.nextFrame();
        studio.frame(2, false, 0);
        assertEquals(0, listener.sent.size());
        studio.deliver(2, packets.get(0), true);
        assertEquals(4, listener.sent.size());
        assertUnbrokenSequence(listener.sent);
        studio.nextFrame();
        studio.frame(2, false, 0);
        assertEquals(6, listener.sent.size());
        assertUnbrokenSequence(listener.sent);
    }

    private static void assertUnbrokenSequence(List<Sent> sent) {
        for (int i = 1; i < sent.size(); i++) {
            assertEquals(sent.get(i - 1).seq() + 1 & 0xffff, sent.get(i).seq());
        }
    }

    @Test
    void aPacketLostOnTheWayToUsKeepsItsPlace() {
        keyframes();
        frames(25, 1);
        Listener listener = listener();
        keyframes();
        studio.nextFrame();
        List<PacketBuffer> packets = studio.framePackets(2, false, 0);
        studio.deliver(2, packets.get(1), false);
        assertEquals(3, listener.sent.size());
        assertEquals(2, listener.sent.get(2).seq() - listener.sent.get(1).seq() & 0xffff, "a hole");
        studio.deliver(2, packets.get(0), true);
        assertEquals(1, listener.sent.get(3).seq() - listener.sent.get(1).seq() & 0xffff, "filled");
        assertEquals(listener.sent.get(2).pictureId(), listener.sent.get(3).pictureId());
    }

    @Test
    void aLayerThatDiesIsReplacedByTheBestThatLives() {
        keyframes();
        Listener listener = listener();
        keyframes();
        frames(5, 1);
        assertEquals(2, listener.forwarder.layer());
        for (int i = 0; i < 70; i++) {
            studio.nextFrame();
            studio.frame(0, i % 20 == 0, 0);
            studio.fanout.handleTimeout(studio.now);
        }
        assertEquals(0, listener.forwarder.layer());
        assertUnbrokenSequence(listener.sent);
    }

    @Test
    void aStreamThatSaysGoodbyeIsReplacedAtOnce() {
        keyframes();
        Listener listener = listener();
        frames(5, 1);
        assertEquals(2, listener.forwarder.layer());
        studio.fanout.onEnded(2, studio.now);
        assertEquals(1, listener.forwarder.targetLayer());
        studio.nextFrame();
        studio.frame(1, true, 0);
        assertEquals(1, listener.forwarder.layer());
    }

    @Test
    void manyWishesBecomeFewRequests() {
        keyframes();
        frames(25, 1);
        studio.events.clear();
        for (int i = 0; i < 200; i++) {
            listener();
        }
        assertEquals(List.of("keyframe 2"), studio.events);
        for (int i = 0; i < 20; i++) {
            studio.now += 100_000_000;
            studio.fanout.handleTimeout(studio.now);
            studio.frame(2, false, 0);
        }
        assertTrue(studio.events.size() <= 5, "repeated, but not more than twice a second: " + studio.events);
    }

    private long requests(int encoding) {
        return studio.events.stream().filter(("keyframe " + encoding)::equals).count();
    }

    @Test
    void aLayerThatIsNotSentAnyMoreIsAskedForNoMore() {
        keyframes();
        Listener listener = listener();
        listener.forwarder.allow(0, 2, studio.now);
        keyframes();
        frames(5, 1);
        assertEquals(0, listener.forwarder.layer());
        studio.events.clear();
        listener.forwarder.allow(2, 2, studio.now);
        for (int i = 0; i < 30; i++) { // a second and a half is what a layer may be silent
            studio.nextFrame();
            studio.frame(0, false, 0);
            studio.frame(1, false, 0);
            studio.frame(2, false, 0);
            studio.fanout.handleTimeout(studio.now);
        }
        assertTrue(requests(2) >= 2, "asked for again while it is there: " + studio.events);
        for (int i = 0; i < 60; i++) {
            studio.nextFrame();
            studio.frame(0, false, 0);
            studio.fanout.handleTimeout(studio.now);
        }
        studio.events.clear();
        for (int i = 0; i < 300; i++) {
            studio.nextFrame();
            studio.frame(0, false, 0);
            studio.fanout.handleTimeout(studio.now);
            studio.fanout.onUnrepairable(2, studio.now);
        }
        assertEquals(0, requests(2), "it is gone");
        studio.frame(2, false, 0);
        assertEquals(1, requests(2), "it is there again");
        studio.frame(2, true, 0);
        assertEquals(2, listener.forwarder.layer());
    }

    @Test
    void whatNobodyWaitsForAnyMoreIsNotAskedForAgain() {
        keyframes();
        Listener listener = listener();
        keyframes();
        frames(5, 1);
        listener.forwarder.allow(0, 2, studio.now);
        studio.events.clear();
        listener.forwarder.allow(2, 2, studio.now);
        for (int i = 0; i < 60; i++) {
            studio.nextFrame();
            for (int encoding = 0; encoding < 3; encoding++) {
                studio.frame(encoding, false, 0);
            }
            studio.fanout.handleTimeout(studio.now);
        }
        assertEquals(List.of(), studio.events, "it never left the large one");
    }

    @Test
    void everythingLeasedComesBack() {
        keyframes();
        Listener listener = listener();
        keyframes();
        frames(400, 2);
        assertTrue(studio.pool.leased() > 0);
        listener.forwarder.close();
        listener.sender.close();
        studio.fanout.close();
        assertEquals(0, studio.pool.leased());
    }
}
