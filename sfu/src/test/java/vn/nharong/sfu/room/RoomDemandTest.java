package vn.nharong.sfu.room;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.nharong.sfu.loop.ForwarderProxy.Wanted;

/** Who takes what, and how much of it. */
class RoomDemandTest extends RoomScenario {
    private static TrackSettings size(int width, int height) {
        return new TrackSettings(false, 2, width, height, 0, 0);
    }

    private static final TrackSettings OFF = new TrackSettings(true, 2, 0, 0, 0, 0);

    private String track(Client viewer, String owner) {
        return viewer.knows(owner).tracks().getFirst().sid();
    }

    private Wanted wanted(int transport) {
        return plane.transports.get(transport).forwarders.getLast().wanted;
    }

    @Test
    void aHiddenParticipantsTracksComeToNobody() {
        Permissions hidden = new Permissions(true, true, true, Set.of(), true, true, false, false, false);
        Client an = new Client("an");
        join(an, an.admission(hidden, RoomOptions.DEFAULT), an.offer());
        Client before = connected("before");
        publish(an, Client.camera("cam"));
        settle();
        String track = an.last(Notice.Published.class).track().sid();
        Client after = connected("after");
        for (Client other : List.of(before, after)) {
            other.proxy().updateSubscriptions(List.of(track), true);
            settle();
            offer(other);
            assertEquals(Set.of(), other.receives());
        }
        an.proxy().update(new ParticipantChange("", "", Map.of(), Permissions.ALL), 1, "");
        settle();
        for (Client other : List.of(before, after)) {
            assertEquals(1, other.knows("an").tracks().size());
            offer(other);
            assertEquals(Set.of(track), other.receives());
        }
        an.proxy().update(new ParticipantChange("", "", Map.of(), hidden), 2, "");
        settle();
        for (Client other : List.of(before, after)) {
            assertEquals(ParticipantState.DISCONNECTED, other.knows("an").state());
            offer(other);
            assertEquals(Set.of(), other.receives());
        }
    }

    @Test
    void theSmallestLayerThatFillsTheAskedSizeIsChosen() {
        Client an = connected("an");
        publish(an, Client.camera("cam"));
        Client binh = connected("binh");
        String track = track(binh, "an");
        assertEquals(2, wanted(1).maxLayer());
        for (int[] row : new int[][] {{320, 180, 0}, {321, 180, 1}, {640, 360, 1}, {1280, 720, 2}, {1920, 1080, 2}}) {
            binh.proxy().trackSettings(List.of(track), size(row[0], row[1]));
            mailbox.run();
            assertEquals(row[2], wanted(1).maxLayer(), row[0] + "x" + row[1]);
        }
        binh.proxy().trackSettings(List.of(track), new TrackSettings(false, 1, 0, 0, 15, 7));
        mailbox.run();
        assertEquals(new Wanted(true, 1, 15, 7, false), wanted(1));
        binh.proxy().trackSettings(List.of(track), OFF);
        mailbox.run();
        assertFalse(wanted(1).enabled());
    }

    @Test
    void settingsThatComeBeforeTheTrackAreKept() {
        Client an = connected("an");
        Client binh = connected("binh");
        an.proxy().addTrack(Client.camera("cam"));
        mailbox.run();
        String track = an.last(Notice.Published.class).track().sid();
        binh.proxy().trackSettings(List.of(track), size(320, 180));
        an.section(vn.nharong.media.rtp.MediaKind.VIDEO, "sendonly", "cam");
        offer(an);
        settle();
        offer(binh);
        assertEquals(0, wanted(1).maxLayer());
    }

    @Test
    void aPublisherSendsMoreAtOnceAndLessAfterFiveSeconds() {
        Client an = connected("an");
        publish(an, Client.camera("cam"));
        mailbox.advance(Duration.ofSeconds(4));
        assertEquals(List.of(), an.heard(Notice.LayersWanted.class));
        mailbox.advance(Duration.ofSeconds(2));
        assertArrayEquals(
                new boolean[] {false, false, false},
                an.last(Notice.LayersWanted.class).qualities());
        Client binh = connected("binh");
        assertArrayEquals(
                new boolean[] {true, true, true},
                an.last(Notice.LayersWanted.class).qualities());
        assertEquals("vp8", an.last(Notice.LayersWanted.class).codec());
        String track = track(binh, "an");
        binh.proxy().trackSettings(List.of(track), size(320, 180));
        mailbox.advance(Duration.ofSeconds(4));
        binh.proxy().trackSettings(List.of(track), size(1280, 720));
        mailbox.advance(Duration.ofSeconds(10));
        assertEquals(2, an.heard(Notice.LayersWanted.class).size(), "scrolling back and forth is no news");
        binh.proxy().trackSettings(List.of(track), size(640, 360));
        mailbox.advance(Duration.ofSeconds(6));
        assertArrayEquals(
                new boolean[] {true, true, false},
                an.last(Notice.LayersWanted.class).qualities());
    }

    @Test
    void aPictureThatWasLookedAtKeepsItsSmallestLayerForAMinute() {
        Client an = connected("an");
        publish(an, Client.camera("cam"));
        Client binh = connected("binh");
        String track = track(binh, "an");
        binh.proxy().trackSettings(List.of(track), OFF);
        mailbox.advance(Duration.ofSeconds(6));
        assertArrayEquals(
                new boolean[] {true, false, false},
                an.last(Notice.LayersWanted.class).qualities());
        mailbox.advance(Duration.ofSeconds(53));
        assertTrue(an.last(Notice.LayersWanted.class).qualities()[0]);
        mailbox.advance(Duration.ofSeconds(2));
        assertFalse(an.last(Notice.LayersWanted.class).qualities()[0]);
        binh.proxy().trackSettings(List.of(track), size(1280, 720));
        mailbox.run();
        assertTrue(an.last(Notice.LayersWanted.class).qualities()[2]);
    }

    @Test
    void whoRefusesPausesIsNotPausedInAnySection() {
        Client an = connected("an");
        publish(an, Client.camera("cam"));
        for (boolean allowed : new boolean[] {true, false}) {
            Client viewer = new Client("allows " + allowed);
            viewer.allowPause = allowed;
            join(viewer, viewer.admission(), viewer.offer());
            plane.last().state(vn.nharong.sfu.loop.TransportState.CONNECTED);
            settle();
            offer(viewer);
            assertEquals(
                    List.of(allowed),
                    plane.last().forwarders.stream()
                            .map(forwarder -> forwarder.spec.allowPause())
                            .toList());
        }
    }

    @Test
    void subscribingByHand() {
        Client an = connected("an");
        publish(an, Client.camera("cam"));
        Client binh = new Client("binh");
        Admission byHand = new Admission(
                "binh",
                "",
                "",
                Map.of(),
                Permissions.ALL,
                0,
                false,
                false,
                true,
                false,
                2,
                List.of(),
                RoomOptions.DEFAULT);
        join(binh, byHand, binh.offer());
        plane.last().state(vn.nharong.sfu.loop.TransportState.CONNECTED);
        settle();
        assertEquals(Set.of(), binh.receives());
        String track = track(binh, "an");
        binh.proxy().updateSubscriptions(List.of(track, "TR_later"), true);
        settle();
        offer(binh);
        assertEquals(Set.of(track), binh.receives());
        binh.proxy().updateSubscriptions(List.of(track), false);
        settle();
        assertTrue(plane.last().forwarders.getFirst().closed);
        offer(binh);
        assertEquals(Set.of(), binh.receives());
    }

    @Test
    void aPublisherDecidesWhoMayTakeItsTracks() {
        Client an = connected("an");
        publish(an, Client.camera("cam"));
        Client binh = connected("binh");
        String track = track(binh, "an");
        an.proxy().subscriptionRule(new SubscriptionRule(false, List.of()));
        settle();
        assertEquals(
                new Notice.SubscriptionAllowed(an.sid(), track, false), binh.last(Notice.SubscriptionAllowed.class));
        assertTrue(plane.transports.get(1).forwarders.getFirst().closed);
        offer(binh);
        assertEquals(Set.of(), binh.receives());
        Client cuong = connected("cuong");
        assertEquals(Set.of(), cuong.receives());
        an.proxy()
                .subscriptionRule(new SubscriptionRule(
                        false, List.of(new SubscriptionRule.Allowed("", "binh", false, Set.of(track)))));
        settle();
        assertEquals(
                new Notice.SubscriptionAllowed(an.sid(), track, true), binh.last(Notice.SubscriptionAllowed.class));
        offer(binh);
        assertEquals(Set.of(track), binh.receives());
        offer(cuong);
        assertEquals(Set.of(), cuong.receives());
    }

    @Test
    void takingTheRightToPublishTakesTheTracks() {
        Client an = connected("an");
        publish(an, Client.camera("cam"));
        publish(an, Client.microphone("mic"));
        Client binh = connected("binh");
        String camera = track(binh, "an");
        Permissions soundOnly =
                new Permissions(true, true, true, Set.of(TrackSource.MICROPHONE), true, false, false, false, false);
        rooms.find("hop").orElseThrow().update("an", new ParticipantChange("", "", Map.of(), soundOnly));
        settle();
        assertEquals(new Notice.Unpublished(camera), an.last(Notice.Unpublished.class));
        assertEquals(1, binh.knows("an").tracks().size());
        assertEquals(soundOnly, an.last(Notice.TokenStale.class).self().permissions());
        an.proxy().addTrack(Client.camera("cam2"));
        mailbox.run();
        assertEquals(Notice.Reason.NOT_ALLOWED, an.last(Notice.Replied.class).reason());
        an.proxy().addTrack(Client.microphone("mic2"));
        mailbox.run();
        assertEquals("mic2", an.last(Notice.Published.class).cid());
    }

    @Test
    void takingTheRightToSubscribeAndGivingItBack() {
        Client an = connected("an");
        publish(an, Client.camera("cam"));
        Client binh = connected("binh");
        RoomProxy room = rooms.find("hop").orElseThrow();
        Permissions blind = new Permissions(false, true, true, Set.of(), true, false, false, false, false);
        room.update("binh", new ParticipantChange("", "", Map.of(), blind));
        settle();
        offer(binh);
        assertEquals(Set.of(), binh.receives());
        room.update("binh", new ParticipantChange("", "", Map.of(), Permissions.ALL));
        settle();
        offer(binh);
        settle();
        offer(binh);
        assertEquals(1, binh.receives().size());
    }

    @Test
    void metadataAndAttributes() {
        Client an = connected("an");
        Client binh = connected("binh");
        ParticipantChange change = new ParticipantChange("An Nguyễn", "m", Map.of("hand", "up", "seat", "3"), null);
        an.proxy().update(change, 7, "cause");
        settle();
        assertEquals(new Notice.Replied(7, Notice.Reason.OK, "", "cause"), an.last(Notice.Replied.class));
        assertEquals("An Nguyễn", binh.knows("an").name());
        assertEquals("An Nguyễn", an.knows("an").name(), "its own client waits for this");
        an.proxy().update(new ParticipantChange("", "", Map.of("hand", ""), null), 8, "");
        settle();
        assertEquals(Map.of("seat", "3"), binh.knows("an").attributes());
        assertEquals("m", binh.knows("an").metadata());
        an.proxy().update(new ParticipantChange("x".repeat(300), "", Map.of(), null), 9, "");
        settle();
        assertEquals(Notice.Reason.LIMIT_EXCEEDED, an.last(Notice.Replied.class).reason());
        assertEquals("An Nguyễn", binh.knows("an").name());
    }

    @Test
    void theHiddenAreNotSeen() {
        Client binh = connected("binh");
        Client an = new Client("an");
        Permissions hidden = new Permissions(true, true, true, Set.of(), true, true, false, false, false);
        join(an, an.admission(hidden, RoomOptions.DEFAULT), an.offer());
        plane.last().state(vn.nharong.sfu.loop.TransportState.CONNECTED);
        settle();
        assertTrue(binh.heard(Notice.Updated.class).stream()
                .flatMap(update -> update.participants().stream())
                .noneMatch(view -> view.identity().equals("an")));
        assertEquals("binh", an.last(Notice.Joined.class).others().getFirst().identity());
        an.proxy().leave();
        settle();
        assertTrue(binh.heard(Notice.Updated.class).stream()
                .flatMap(update -> update.participants().stream())
                .noneMatch(view -> view.identity().equals("an")));
    }
}
