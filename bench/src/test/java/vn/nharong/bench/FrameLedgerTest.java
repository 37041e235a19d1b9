package vn.nharong.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.StackTrace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** "No frame is missing" is worth something only if a missing one would be told. */
class FrameLedgerTest {
    private static final int FRAME = 3_600;
    private static final int FRAMES = 90;
    /** Key frames at 0, 30 and 60. */
    private static final int KEYFRAMES = 30;

    /** As the server writes it. */
    @Name("vn.nharong.FrameReceived")
    @Enabled(false)
    @StackTrace(false)
    private static final class FrameReceived extends Event {
        String publication = "";
        int encoding;
        long timestamp;
        boolean keyframe;
    }

    @TempDir
    Path directory;

    /**
     * Frames of one encoding that reached the server, from this timestamp on. As unevenly as a camera's: were they even, a
     * stretch would fit wherever a key frame is.
     */
    private static List<Integer> frames(int first, int count) {
        Random unevenness = new Random(1);
        List<Integer> timestamps = new ArrayList<>();
        int timestamp = first;
        for (int i = 0; i < count; i++) {
            timestamps.add(timestamp);
            timestamp += FRAME - 500 + unevenness.nextInt(1000);
        }
        return timestamps;
    }

    /** The same with the numbers a subscriber gets. */
    private static List<Integer> rewritten(List<Integer> timestamps, int offset) {
        return new ArrayList<>(
                timestamps.stream().map(timestamp -> timestamp + offset).toList());
    }

    private static void happened(String publication, int encoding, int timestamp, boolean keyframe) {
        FrameReceived event = new FrameReceived();
        event.publication = publication;
        event.encoding = encoding;
        event.timestamp = timestamp & 0xffff_ffffL;
        event.keyframe = keyframe;
        event.commit();
    }

    /** @param encodings of TR_1, each the timestamps of its frames in the order of their coming */
    @SafeVarargs
    private FrameLedger ledger(List<Integer>... encodings) throws IOException {
        Path file = directory.resolve("frames.jfr");
        try (Recording recording = new Recording()) {
            recording.enable(FrameReceived.class);
            recording.start();
            for (int encoding = 0; encoding < encodings.length; encoding++) {
                for (int i = 0; i < encodings[encoding].size(); i++) {
                    happened("TR_1", encoding, encodings[encoding].get(i), i % KEYFRAMES == 0);
                }
            }
            happened("TR_2", 0, 5, true); // another's frames are nobody's excuse
            recording.stop();
            recording.dump(file);
        }
        return new FrameLedger(file);
    }

    private static FrameLedger.Verdict check(FrameLedger ledger, List<Integer> got) {
        return ledger.check("TR_1", Stretches.of(got));
    }

    private static void assertWhole(int expected, FrameLedger.Verdict verdict) {
        assertEquals(new FrameLedger.Verdict(expected, 0, 0, true, -1), verdict);
    }

    @Test
    void theServerWritesWhatIsReadHere() throws Exception {
        Class<?> theirs = Class.forName("vn.nharong.sfu.loop.FrameReceived");
        assertEquals(
                FrameReceived.class.getAnnotation(Name.class).value(),
                theirs.getAnnotation(Name.class).value());
        for (Field field : FrameReceived.class.getDeclaredFields()) {
            assertEquals(
                    field.getType(), theirs.getDeclaredField(field.getName()).getType());
        }
    }

    @Test
    void aWholeStretchLacksNothing() throws Exception {
        List<Integer> sent = frames(1_000, FRAMES);
        FrameLedger ledger = ledger(sent);
        assertEquals(FRAMES + 1, ledger.frames());
        assertWhole(FRAMES, check(ledger, sent));
    }

    @Test
    void aFrameTakenOutIsMissingAndItsPlaceIsTold() throws Exception {
        List<Integer> sent = frames(1_000, FRAMES);
        List<Integer> got = new ArrayList<>(sent);
        got.remove(45);
        assertEquals(new FrameLedger.Verdict(FRAMES, 1, 0, true, 45), check(ledger(sent), got));
    }

    @Test
    void everyHoleIsCounted() throws Exception {
        List<Integer> sent = frames(1_000, FRAMES);
        List<Integer> got = new ArrayList<>(sent);
        got.subList(70, 75).clear();
        got.remove(10);
        assertEquals(new FrameLedger.Verdict(FRAMES, 6, 0, true, 10), check(ledger(sent), got));
    }

    @Test
    void twoFramesThatChangedPlacesAreOutOfOrder() throws Exception {
        List<Integer> sent = frames(1_000, FRAMES);
        List<Integer> got = new ArrayList<>(sent);
        Collections.swap(got, 40, 41);
        // Once for standing behind a newer one, once because its place is passed when it comes.
        assertEquals(2, check(ledger(sent), got).disordered());
    }

    @Test
    void framesWhosePacketsAreMixedAreOutOfOrder() throws Exception {
        List<Integer> sent = frames(1_000, FRAMES);
        List<Integer> got = new ArrayList<>(sent);
        got.add(42, sent.get(40)); // a second packet of 40 behind the one of 41
        assertEquals(new FrameLedger.Verdict(FRAMES, 0, 1, true, -1), check(ledger(sent), got));
    }

    @Test
    void aFrameThatNeverReachedTheServerIsOutOfOrder() throws Exception {
        List<Integer> sent = frames(1_000, FRAMES);
        List<Integer> got = new ArrayList<>(sent);
        got.add(50, got.get(49) + FRAME / 2);
        assertEquals(new FrameLedger.Verdict(FRAMES, 0, 1, true, -1), check(ledger(sent), got));
    }

    @Test
    void aStretchMayBeginAtALaterKeyFrame() throws Exception {
        List<Integer> sent = frames(1_000, FRAMES);
        FrameLedger ledger = ledger(sent);
        assertWhole(FRAMES - KEYFRAMES, check(ledger, sent.subList(KEYFRAMES, FRAMES)));
        List<Integer> holed = new ArrayList<>(sent.subList(KEYFRAMES, FRAMES));
        holed.remove(40);
        assertEquals(new FrameLedger.Verdict(FRAMES - KEYFRAMES, 1, 0, true, 40), check(ledger, holed));
    }

    @Test
    void aStretchMayEndBeforeTheServersLastFrame() throws Exception {
        List<Integer> sent = frames(1_000, FRAMES);
        assertWhole(50, check(ledger(sent), sent.subList(0, 50)));
    }

    @Test
    void rewrittenTimestampsAreKnownByTheirDifferences() throws Exception {
        List<Integer> sent = frames(1_000, FRAMES);
        FrameLedger ledger = ledger(sent);
        for (int offset : new int[] {123_456_789, -987_654, Integer.MIN_VALUE}) {
            assertWhole(FRAMES, check(ledger, rewritten(sent, offset)));
            List<Integer> holed = rewritten(sent, offset);
            holed.remove(45);
            assertEquals(1, check(ledger, holed).missing(), "offset " + offset);
        }
    }

    @Test
    void timestampsMayWrapOnEitherSide() throws Exception {
        int toFrame40 = frames(0, FRAMES).get(40);
        for (int frame40 : new int[] {0, Integer.MIN_VALUE}) { // the first behind 2^32, behind 2^31
            List<Integer> sent = frames(frame40 - toFrame40, FRAMES);
            FrameLedger ledger = ledger(sent);
            for (int offset : new int[] {0, 10 * FRAME, Integer.MAX_VALUE}) {
                assertWhole(FRAMES, check(ledger, rewritten(sent, offset)));
                List<Integer> holed = rewritten(sent, offset);
                holed.remove(39); // the last before it
                assertEquals(new FrameLedger.Verdict(FRAMES, 1, 0, true, 39), check(ledger, holed));
            }
        }
    }

    @Test
    void aFrameThatReachedTheServerLateStandsInItsPlace() throws Exception {
        List<Integer> sent = frames(1_000, FRAMES);
        List<Integer> came = new ArrayList<>(sent);
        Collections.swap(came, 40, 43);
        assertWhole(FRAMES, check(ledger(came), sent));
    }

    @Test
    void theLargestPictureIsWhatCounts() throws Exception {
        List<Integer> small = frames(1_000, FRAMES);
        // The large one lacks a frame that the small one has: the camera left it out.
        List<Integer> large = frames(700_000, FRAMES);
        large.remove(45);
        assertWhole(FRAMES - 1, check(ledger(small, large), large));
        // Now it has it, and the site has not; that the small one lacks it too explains nothing.
        assertEquals(1, check(ledger(large, frames(700_000, FRAMES)), large).missing());
    }

    @Test
    void aStretchThatNothingExplainsIsNotMatched() throws Exception {
        FrameLedger ledger = ledger(frames(1_000, FRAMES));
        List<Integer> strange = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            strange.add(i * (FRAME + 7));
        }
        assertFalse(check(ledger, strange).matched());
        FrameLedger.Verdict nobodys = ledger.check("TR_3", Stretches.of(frames(1_000, FRAMES)));
        assertFalse(nobodys.matched());
        assertEquals(FRAMES, nobodys.missing());
    }
}
