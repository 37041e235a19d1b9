package vn.nharong.sfu.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a publisher is told it may send, and when it is told more. */
class SendingLimitTest extends RoomScenario {
    private static final Pattern LIMIT = Pattern.compile("\r\nb=AS:(\\d+)\r\n");

    private final Client an = connected("an");
    private final Client binh = connected("binh");

    private void live(boolean... live) {
        plane.transports.getFirst().fanouts.getLast().events.onLive(live);
        mailbox.run();
    }

    private int asked() {
        return an.heard(Notice.SectionsWanted.class).size();
    }

    /** In the newest answer, kbit/s. */
    private int limit() {
        Matcher found = LIMIT.matcher(an.last(Notice.Answered.class).sdp());
        return found.find() ? Integer.parseInt(found.group(1)) : 0;
    }

    private void begin() {
        publish(an, Client.camera("cam"));
        settle();
        offer(binh);
        live(true, true, true);
        mailbox.advance(Duration.ofSeconds(10));
    }

    @Test
    void itHasRoomForAllThatIsAnnounced() {
        begin();
        assertEquals((int) (1.25 * 2_310), limit());
        publish(an, Client.camera("cam2"));
        assertEquals((int) (1.25 * 4_620), limit());
    }

    @Test
    void itIsRaisedOnceALayerCameBackAndABetterOneIsMissing() {
        begin();
        int before = limit();
        live(true, false, false);
        mailbox.advance(Duration.ofSeconds(5));
        assertEquals(0, asked(), "a fall is no reason");
        live(true, true, false);
        mailbox.advance(Duration.ofMillis(900));
        assertEquals(0, asked(), "the next layer may just be beginning");
        mailbox.advance(Duration.ofMillis(200));
        assertEquals(1, asked());
        offer(an);
        assertEquals((int) (1.25 * 1.01 * 2_310), limit());
        assertFalse(limit() == before);
        live(true, true, true);
        mailbox.advance(Duration.ofMinutes(10));
        assertEquals(1, asked(), "nothing is missing");
    }

    @Test
    void whileALayerIsMissingItIsTriedMoreAndMoreSeldom() {
        begin();
        live(true, false, false);
        int before = 0;
        for (int second = 0; second < 590; second++) {
            mailbox.advance(Duration.ofSeconds(1));
            if (asked() > before) {
                before = asked();
                offer(an);
            }
        }
        // After 30, 60, 120, 240 seconds and every two minutes from then on.
        assertEquals(6, asked());
    }

    @Test
    void layersThatComeAndGoDoNotMakeItTryAllTheTime() {
        begin();
        int before = 0;
        for (int second = 0; second < 60; second++) {
            live(true, second % 2 == 1, false);
            mailbox.advance(Duration.ofSeconds(1));
            if (asked() > before) {
                before = asked();
                offer(an);
            }
        }
        assertEquals(3, asked());
    }

    @Test
    void whatNobodyWantsIsNotMissing() {
        begin();
        String track = binh.knows("an").tracks().getFirst().sid();
        binh.proxy().trackSettings(List.of(track), new TrackSettings(false, 2, 320, 180, 0, 0));
        mailbox.advance(Duration.ofSeconds(10));
        live(true, false, false);
        mailbox.advance(Duration.ofMinutes(5));
        assertEquals(0, asked());
    }

    @Test
    void aMutedPictureMissesNothing() {
        begin();
        String track = an.last(Notice.Published.class).track().sid();
        an.proxy().mute(track, true, "");
        live(true, false, false);
        mailbox.advance(Duration.ofMinutes(5));
        assertEquals(0, asked());
    }

    @Test
    void whoLeftIsNotAsked() {
        begin();
        live(true, false, false);
        an.proxy().leave();
        mailbox.advance(Duration.ofMinutes(5));
        assertEquals(0, asked());
    }
}
