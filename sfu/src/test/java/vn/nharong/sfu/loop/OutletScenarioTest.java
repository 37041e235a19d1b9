package vn.nharong.sfu.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static vn.nharong.sfu.loop.Scene.MS;
import static vn.nharong.sfu.loop.Scene.SECOND;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.sfu.loop.Scene.Publication;
import vn.nharong.sfu.loop.Scene.Subscription;
import vn.nharong.sfu.loop.Track.Piece;
import vn.nharong.sfu.loop.Track.Sound;

/**
 * Publishers, the real loop, an outlet whose source is changed, subscribers: in virtual time, over lines. What is asserted
 * came out at the subscriber, decrypted.
 */
class OutletScenarioTest {
    private static final String CLEAN = "delay=20ms";

    private final Scene scene = new Scene();
    private final Client an = scene.client();
    private final Client binh = scene.client();
    private final Publication ofAn = scene.publish(an);
    private final Publication ofBinh = scene.publish(binh);
    private final LoopOutlet picture = new LoopOutlet(scene.loop, MediaKind.VIDEO);
    private final LoopOutlet sound = new LoopOutlet(scene.loop, MediaKind.AUDIO);

    private void take(Publication next) {
        picture.show(next.video(), scene.now);
        sound.show(next.audio(), scene.now);
    }

    private Subscription watch(Client client) {
        return scene.take(client, picture, sound, Scene.VP8, true);
    }

    @AfterEach
    void end() throws InterruptedException {
        scene.close();
    }

    /** How long after {@code fromNanos} a whole key frame of that publisher was there. */
    private static double firstFrameOf(int owner, Track track, long fromNanos) {
        List<Piece> all = track.between(fromNanos, Long.MAX_VALUE);
        Piece first = all.stream()
                .filter(piece -> piece.owner() == owner && piece.keyframe() && piece.index() == 0)
                .findFirst()
                .orElseThrow();
        Piece last = Objects.requireNonNull(track.pieces.get(first.seq() + first.count() - 1), "it came whole");
        assertEquals(first.frame(), last.frame(), "it came whole");
        return (last.atNanos() - fromNanos) / (double) SECOND;
    }

    /**
     * Numbers without a gap, pictures that count up, time that goes on; each frame whole, but one that was cut off by a
     * change, and after a change a key frame.
     *
     * @return changes of the publisher
     */
    private static int assertOneStream(Track track, long untilNanos) {
        return assertOneStream(track, untilNanos, false);
    }

    /** @param holes what was lost may be missing where a key frame is to follow at once, for then nobody needs it */
    private static int assertOneStream(Track track, long untilNanos, boolean holes) {
        List<Piece> all = new ArrayList<>(track.pieces.values());
        while (all.getLast().atNanos() >= untilNanos || !all.getLast().marker()) {
            all.removeLast();
        }
        int changes = 0;
        for (int i = 1; i < all.size(); i++) {
            Piece before = all.get(i - 1);
            Piece piece = all.get(i);
            if (holes && piece.seq() != before.seq() + 1) {
                while (!all.get(i).keyframe() || all.get(i).index() > 0) {
                    i++;
                }
                piece = all.get(i);
                assertTrue(piece.timestamp() - before.timestamp() < 45_000, before + " then " + piece);
                changes += before.owner() == piece.owner() ? 0 : 1;
                continue;
            }
            assertEquals(before.seq() + 1, piece.seq(), before + " then " + piece);
            if (before.owner() != piece.owner()) {
                changes++;
                assertTrue(piece.keyframe() && piece.index() == 0, before + " then " + piece);
                assertTrue((int) (piece.timestamp() - before.timestamp()) > 0, before + " then " + piece);
                assertEquals(before.picture() + 1 & 0x7fff, piece.picture(), before + " then " + piece);
            } else if (before.marker()) {
                assertEquals(before.picture() + 1 & 0x7fff, piece.picture(), before + " then " + piece);
                assertTrue(
                        piece.layer() == before.layer() ? piece.frame() == before.frame() + 1 : piece.keyframe(),
                        before + " then " + piece);
            } else {
                assertEquals(before.index() + 1, piece.index(), before + " then " + piece);
            }
        }
        return changes;
    }

    @Test
    void aTakeIsSeenAndHeardAtOnceAndNothingOfTheOldAfterIt() {
        Client viewer = scene.client();
        Subscription got = watch(viewer);
        for (Client each : List.of(an, binh, viewer)) {
            each.lines(CLEAN, CLEAN, each.hashCode());
        }
        take(ofAn);
        scene.run(5.013);
        int changes = 0;
        for (Publication next : List.of(ofBinh, ofAn, ofBinh)) {
            int owner = next == ofAn ? 0 : 1;
            long command = scene.now;
            take(next);
            scene.run(4.017);
            changes++;
            // 20 ms to the publisher, up to a frame, 20 ms to us, 20 ms to the viewer, and the key frame's own time.
            assertTrue(firstFrameOf(owner, got.video(), command) < 0.2);
            long later = command + 25 * MS;
            assertTrue(got.video().between(later, scene.now).stream().allMatch(piece -> piece.owner() == owner));
            Sound first = got.audio().sounds.values().stream()
                    .filter(each -> each.atNanos() > later)
                    .findFirst()
                    .orElseThrow();
            assertEquals(owner, first.owner());
            assertTrue(first.atNanos() - command < 70 * MS);
        }
        assertEquals(changes, assertOneStream(got.video(), scene.now - SECOND / 4));
        TreeSet<Long> numbers = new TreeSet<>(got.audio().sounds.keySet());
        assertEquals(numbers.size(), numbers.last() - numbers.first() + 1, "sound without a hole");
    }

    @ParameterizedTest
    @CsvSource({"loss=5%, 3", "burst=5%/3-8, 4"})
    void aTakeOverABadLineIsRepaired(String loss, long seed) {
        Client viewer = scene.client();
        Subscription got = watch(viewer);
        viewer.lines(CLEAN, CLEAN + " " + loss, seed);
        take(ofAn);
        for (int i = 0; i < 12; i++) {
            scene.run(1.537);
            take(i % 2 == 0 ? ofBinh : ofAn);
        }
        scene.run(3);
        assertEquals(12, assertOneStream(got.video(), scene.now - 2 * SECOND, true));
    }

    @Test
    void oneKeyFrameServesAllViewers() {
        List<Subscription> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            all.add(watch(scene.client()));
        }
        take(ofAn);
        scene.run(3);
        Camera camera = Objects.requireNonNull(binh.camera);
        int before = camera.keyframes;
        long command = scene.now;
        take(ofBinh);
        scene.run(1);
        for (Subscription one : all) {
            assertTrue(firstFrameOf(1, one.video(), command) < 0.2);
        }
        assertTrue(camera.keyframes - before <= Camera.RIDS.size(), "one of each layer at most");
    }

    @Test
    void nobodyHearsHimselfButEverybodySeesHimself() {
        Subscription own = watch(an);
        Subscription other = watch(binh);
        take(ofAn);
        scene.run(3);
        assertEquals(0, own.audio().sounds.size());
        assertTrue(other.audio().sounds.size() > 100);
        assertTrue(own.video().pieces.size() > 100);
        take(ofBinh);
        scene.run(1);
        assertTrue(own.audio().sounds.size() > 40);
    }

    @Test
    void aClosedMicrophoneIsHeardByNobodyButWhoWasLetThrough() {
        Client viewer = scene.client();
        Client intercom = scene.client();
        Subscription direct = scene.subscribe(viewer, ofAn);
        Subscription lent = scene.subscribe(intercom, ofAn);
        ofAn.audio().gate(true);
        scene.run(1);
        assertEquals(0, direct.audio().sounds.size());
        lent.sounds().throughGate(true);
        scene.run(1);
        assertEquals(0, direct.audio().sounds.size());
        assertTrue(lent.audio().sounds.size() > 40);
        ofAn.audio().gate(false);
        long opened = scene.now;
        scene.runUntil(() -> !direct.audio().sounds.isEmpty(), 0.1, "sound of an open microphone");
        scene.run(1);
        assertTrue(direct.audio().sounds.size() > 40);
        assertTrue(
                direct.audio().sounds.values().stream().allMatch(sound -> sound.sentNanos() >= opened - 20 * MS),
                "nothing of before it was opened");
    }

    @Test
    void anOutletOutlivesItsSourceAndItsViewers() {
        Client viewer = scene.client();
        Subscription got = watch(viewer);
        take(ofAn);
        scene.run(2);
        an.camera = null;
        an.close(scene.now);
        scene.run(1);
        take(ofBinh);
        scene.run(2);
        assertEquals(1, assertOneStream(got.video(), scene.now - SECOND / 4));
        viewer.close(scene.now);
        take(ofBinh);
        picture.close();
        scene.run(1);
    }

    @Test
    void aLineThatGoesDeadIsNoticedAfterSixSecondsAndSoIsItsReturn() {
        an.lines(CLEAN, CLEAN, 1);
        scene.run(2);
        an.begunNanos = scene.now;
        an.lines("cut", "cut", 2);
        scene.run(12);
        assertEquals(List.of("silent at 6"), an.silences);
        an.lines(CLEAN, CLEAN, 3);
        scene.run(4);
        assertEquals(2, an.silences.size(), an.silences.toString());
        assertTrue(an.silences.getLast().matches("heard at 1[234]"), an.silences.toString());
        assertEquals(TransportState.CONNECTED, an.states.getLast());
    }
}
