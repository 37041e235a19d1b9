package vn.nharong.sfu.room;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.nharong.bus.Conduct;
import vn.nharong.bus.MediaFacts.Microphone;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.sfu.loop.TransportState;

/** A room in which what is seen and heard is decided from outside. */
class ConductedRoomTest extends ConductedScenario {
    private static List<String> namesOf(ParticipantView view) {
        return view.tracks().stream().map(track -> track.request().name()).toList();
    }

    @Test
    void everybodyTakesTheProgrammeAndNothingElse() {
        Client an = site("an");
        Client binh = site("binh");
        for (Client client : List.of(an, binh)) {
            assertEquals(Set.of("programme"), client.believes());
            ParticipantView programme = client.knows("programme");
            assertEquals("Chương trình", programme.name());
            assertEquals(
                    List.of("picture-0", "picture-1", "picture-2", "picture-3", "sound-0", "sound-1"),
                    namesOf(programme));
            assertEquals(
                    Set.copyOf(programme.tracks().stream().map(TrackView::sid).toList()), client.receives());
        }
        mailbox.advance(Duration.ofSeconds(2));
        assertEquals(2, an.last(Notice.RoomUpdated.class).room().participants(), "the programme is no person");
    }

    @Test
    void aTakeChangesTheSourceAndSaysNoWordOfSignalling() {
        Client an = site("an");
        site("binh");
        take("an", null, "binh");
        assertEquals(Arrays.asList(camera("an"), null, camera("binh"), null), pictures());
        an.heard.clear();
        take("binh", "an");
        assertEquals(Arrays.asList(camera("binh"), camera("an"), null, null), pictures());
        assertEquals(List.of(), an.heard(Notice.Answered.class));
        assertEquals(List.of(), an.heard(Notice.SectionsWanted.class));
        assertEquals(List.of(), an.heard(Notice.Updated.class));
        conduct("{\"layout\":\"1+1\"}");
        assertEquals(
                "{\"layout\":\"1+1\"}", an.last(Notice.RoomUpdated.class).room().metadata());
        assertEquals(
                "{\"layout\":\"1+1\"}",
                guest("late").last(Notice.Joined.class).room().metadata());
    }

    @Test
    void moreOutletsAreOfferedWhenTheyAreNeededAndStay() {
        Client an = site("an");
        take("an", "an", "an", "an", null, "an");
        answerWishes(an);
        assertEquals(6, outlets(MediaKind.VIDEO).size());
        assertEquals(
                List.of(
                        "picture-0",
                        "picture-1",
                        "picture-2",
                        "picture-3",
                        "sound-0",
                        "sound-1",
                        "picture-4",
                        "picture-5"),
                namesOf(an.knows("programme")));
        assertEquals(8, an.receives().size());
        take("an");
        answerWishes(an);
        assertEquals(8, an.receives().size());
        assertEquals(6, outlets(MediaKind.VIDEO).size());
    }

    @Test
    void aPlaceIsKeptForWhoIsAwayAndFilledWhenItIsBack() {
        site("binh");
        take("an", "binh");
        assertNull(pictures().getFirst());
        Client an = site("an");
        assertSame(camera("an"), pictures().getFirst());
        FakePlane.FakeFanout before = camera("an");
        an.proxy().leave();
        mailbox.run();
        assertNull(pictures().getFirst());
        site("an");
        assertSame(camera("an"), pictures().getFirst());
        assertFalse(before == camera("an"));
        assertSame(camera("binh"), pictures().get(1));
    }

    @Test
    void closedMicrophonesAreGatedAndReportedWhenTheLoopHasDoneIt() {
        Client an = site("an");
        assertTrue(microphone("an").gated, "whatever its client does");
        assertEquals(Microphone.CLOSED, told.microphone("an"));
        mailbox.advance(Duration.ofSeconds(2));
        assertEquals(2, an.heard(Notice.MuteWanted.class).size(), "at once, and when its client can hear it");
        assertTrue(an.last(Notice.MuteWanted.class).muted());
        microphones("an");
        assertFalse(microphone("an").gated);
        assertEquals(Microphone.OPEN, told.microphone("an"));
        assertFalse(an.last(Notice.MuteWanted.class).muted());
        assertEquals(Arrays.asList(microphone("an"), null), sounds());
        String mic = an.last(Notice.MuteWanted.class).trackSid();
        an.proxy().mute(mic, true, "");
        settle();
        assertEquals(Microphone.MUTED_THERE, told.microphone("an"));
        an.proxy().mute(mic, false, "");
        microphones();
        assertTrue(microphone("an").gated);
        assertEquals(Microphone.CLOSED, told.microphone("an"));
        assertTrue(an.last(Notice.MuteWanted.class).muted());
        assertEquals(Arrays.asList(null, null), sounds());
        int asked = an.heard(Notice.MuteWanted.class).size();
        microphones();
        assertEquals(asked, an.heard(Notice.MuteWanted.class).size(), "said again, nothing changes");
        an.proxy().mute(mic, true, "");
        an.proxy().mute(mic, false, "");
        settle();
        assertEquals(
                asked + 1, an.heard(Notice.MuteWanted.class).size(), "who opens his own is told that it is closed");
    }

    @Test
    void whoStaysOpenKeepsHisOutlet() {
        for (String identity : List.of("an", "binh", "chi")) {
            site(identity);
        }
        microphones("binh", "chi");
        List<FakePlane.FakeFanout> before = Collections.unmodifiableList(sounds());
        microphones("an", "chi");
        assertSame(microphone("chi"), sounds().get(before.indexOf(microphone("chi"))));
        assertSame(microphone("an"), sounds().get(before.indexOf(microphone("binh"))));
        microphones("an", "binh", "chi");
        assertEquals(3, sounds().size());
        assertEquals(Set.of(microphone("an"), microphone("binh"), microphone("chi")), Set.copyOf(sounds()));
    }

    @Test
    void whatIsNotWhatItIsCalledIsShownAndHeardNowhere() {
        Client an = guest("an");
        publish(an, Client.sound("mic", TrackSource.CAMERA));
        publish(an, named(Client.camera("cam"), TrackSource.MICROPHONE));
        publish(an, Client.sound("other", TrackSource.UNKNOWN));
        settle();
        take("an");
        microphones("an");
        assertEquals(Arrays.asList(null, null, null, null), pictures());
        assertEquals(Arrays.asList(null, null), sounds());
        assertEquals(Microphone.NONE, told.microphone("an"));
        microphones();
        for (FakePlane.FakeFanout fanout : transport("an").fanouts) {
            assertEquals(fanout.spec.kind() == MediaKind.AUDIO, fanout.gated);
        }
    }

    private static TrackRequest named(TrackRequest track, TrackSource source) {
        return new TrackRequest(
                track.cid(),
                "",
                track.kind(),
                source,
                false,
                track.width(),
                track.height(),
                track.layers(),
                track.codecs(),
                "camera",
                0,
                false,
                false,
                false,
                List.of(),
                0);
    }

    @Test
    void soundOfAScreenIsHeardAsItsOwnersMicrophone() {
        Client an = site("an");
        publish(an, Client.sound("screen", TrackSource.SCREEN_SHARE_AUDIO));
        settle();
        FakePlane.FakeFanout screen = transport("an").fanouts.getLast();
        assertTrue(screen.gated);
        microphones("an");
        assertFalse(screen.gated);
        assertEquals(Arrays.asList(microphone("an"), screen), sounds());
        microphones();
        assertTrue(screen.gated);
        assertEquals(Arrays.asList(null, null), sounds());
    }

    @Test
    void whoAsksForMoreGetsNothingByWhateverWay() {
        Client an = site("an");
        Client binh = guest("binh");
        String camera = an.last(Notice.Published.class).track().sid();
        Set<String> programme = binh.receives();
        binh.proxy().updateSubscriptions(List.of(camera), true);
        binh.proxy().updateSubscriptions(List.of("TR_tocome"), true);
        an.proxy().subscriptionRule(new SubscriptionRule(true, List.of()));
        answerWishes(binh);
        offer(binh);
        assertEquals(programme, binh.receives());
        Client again = new Client("binh");
        rooms.resume(ROOM, "binh", binh.sid(), again);
        binh.proxy().synced(new SyncState(List.of(camera), true, List.of(), List.of(), Map.of()));
        settle();
        assertEquals(Set.of("binh", "programme"), identities(again.last(Notice.Updated.class)));
        offer(binh);
        assertEquals(List.of(), again.heard(Notice.SectionsWanted.class));
        assertEquals(programme, again.receives());
    }

    private static Set<String> identities(Notice.Updated update) {
        return Set.copyOf(
                update.participants().stream().map(ParticipantView::identity).toList());
    }

    @Test
    void aLoanIsForOneAloneAndPassesAClosedMicrophone() {
        Client an = site("an");
        Client binh = guest("binh");
        Client chi = guest("chi");
        loan("an", Conduct.Source.MICROPHONE, "binh", true);
        answerWishes(binh);
        assertEquals(Set.of("an", "programme"), binh.believes());
        assertEquals(Set.of("programme"), chi.believes());
        assertTrue(microphone("an").gated, "closed for all others");
        assertEquals(Microphone.CLOSED, told.microphone("an"));
        assertTrue(forwarders("binh", microphone("an")).getFirst().throughGate);
        assertFalse(an.last(Notice.MuteWanted.class).muted(), "its client is asked to send");
        assertEquals(List.of(), forwarders("binh", camera("an")), "the microphone alone");
        assertEquals(List.of(), forwarders("chi", microphone("an")));
        loan("an", Conduct.Source.MICROPHONE, "binh", false);
        assertEquals(List.of(), forwarders("binh", microphone("an")));
        assertEquals(Set.of("programme"), binh.believes());
        assertTrue(an.last(Notice.MuteWanted.class).muted());
    }

    @Test
    void aLoanThatEndsWhileItsTakerIsAwayIsForgottenByTheTaker() {
        site("an");
        Client binh = guest("binh");
        loan("an", Conduct.Source.CAMERA, "binh", true);
        assertTrue(binh.believes().contains("an"));
        String sid = binh.sid();
        binh.proxy().linkLost(binh);
        mailbox.run();
        loan("an", Conduct.Source.CAMERA, "binh", false);
        Client again = new Client("binh");
        again.heard.addAll(binh.heard);
        rooms.resume(ROOM, "binh", sid, again);
        settle();
        assertEquals(Set.of("programme"), again.believes());
    }

    @Test
    void aWatcherSeesEverybodyAndTakesWhatItLikesButHearsNoClosedMicrophone() {
        site("an");
        Client operator = new Client("operator");
        operator.autoSubscribe = false;
        guest(operator);
        watcher("operator", true);
        site("binh");
        assertEquals(Set.of("an", "binh", "programme"), operator.believes());
        List<String> tracks =
                operator.knows("an").tracks().stream().map(TrackView::sid).toList();
        operator.proxy().updateSubscriptions(tracks, true);
        answerWishes(operator);
        offer(operator);
        assertEquals(1, forwarders("operator", camera("an")).size());
        assertFalse(forwarders("operator", microphone("an")).getFirst().throughGate);
        watcher("operator", false);
        assertEquals(Set.of("programme"), operator.believes());
        assertEquals(List.of(), forwarders("operator", camera("an")));
    }

    @Test
    void onlyWatchersSendData() {
        Client an = guest("an");
        Client operator = guest("operator");
        watcher("operator", true);
        transport("an").events.onData("_reliable", "1|||hello".getBytes(java.nio.charset.StandardCharsets.UTF_8), true);
        transport("operator")
                .events
                .onData("_reliable", "1|||notice".getBytes(java.nio.charset.StandardCharsets.UTF_8), true);
        mailbox.run();
        assertEquals(Map.of(), transport("operator").sent);
        assertEquals(Set.of("_reliable"), transport("an").sent.keySet());
        assertEquals(Set.of("programme"), an.believes());
        assertEquals(Set.of("an", "programme"), operator.believes());
    }

    @Test
    void wishesForAnOutletAreWishesForWhatItShows() {
        Client an = site("an");
        Client binh = guest("binh");
        mailbox.advance(Duration.ofSeconds(2));
        assertArrayEquals(
                new boolean[] {false, false, false},
                an.last(Notice.LayersWanted.class).qualities(),
                "nobody looks, and soon nothing is sent");
        String outlet = binh.knows("programme").tracks().getFirst().sid();
        binh.proxy().trackSettings(List.of(outlet), new TrackSettings(false, 2, 640, 360, 0, 0));
        an.proxy().trackSettings(List.of(outlet), new TrackSettings(true, 2, 0, 0, 0, 0));
        take("an");
        assertArrayEquals(
                new boolean[] {true, true, false},
                an.last(Notice.LayersWanted.class).qualities(),
                "woken at once, up to what is looked at");
        FakePlane.FakeOutlet first = outlets(MediaKind.VIDEO).getFirst();
        assertEquals(1, forwarders("binh", first).getFirst().wanted.maxLayer());
        take();
        mailbox.advance(Duration.ofSeconds(6));
        assertArrayEquals(
                new boolean[] {true, false, false},
                an.last(Notice.LayersWanted.class).qualities());
    }

    @Test
    void aWishIsMeasuredAgainstTheLayersOfWhatIsShown() {
        site("an");
        Client binh = guest("binh");
        publish(binh, oneLayer("cam-binh"));
        settle();
        String outlet = binh.knows("programme").tracks().getFirst().sid();
        binh.proxy().trackSettings(List.of(outlet), new TrackSettings(false, 2, 1280, 720, 0, 0));
        FakePlane.FakeForwarder forwarder =
                forwarders("binh", outlets(MediaKind.VIDEO).getFirst()).getFirst();
        take("an");
        assertEquals(2, forwarder.wanted.maxLayer());
        // A client that says nothing of its layers sends as many as its section has.
        take("binh");
        assertEquals(2, forwarder.wanted.maxLayer());
        binh.proxy().trackSettings(List.of(outlet), new TrackSettings(false, 2, 320, 180, 0, 0));
        mailbox.run();
        assertEquals(2, forwarder.wanted.maxLayer(), "the one declared layer is not known to be of that size");
        take("an");
        assertEquals(0, forwarder.wanted.maxLayer());
    }

    private static TrackRequest oneLayer(String cid) {
        TrackRequest all = Client.camera(cid);
        return new TrackRequest(
                cid,
                "",
                MediaKind.VIDEO,
                TrackSource.CAMERA,
                false,
                1280,
                720,
                List.of(),
                List.of(),
                "camera",
                0,
                false,
                false,
                false,
                all.audioFeatures(),
                0);
    }

    @Test
    void itCanBeJoinedOnlyWhileItIsOpenAndIsFoundByWhoConductsItAlone() {
        assertEquals(List.of(), rooms.all());
        assertTrue(rooms.find(ROOM).isEmpty());
        assertThrows(IllegalArgumentException.class, () -> rooms.create("meeting:other", RoomOptions.DEFAULT));
        assertThrows(IllegalArgumentException.class, () -> rooms.openConducted("hop", 0));
        assertFalse(rooms.joinable("meeting:other"));
        assertTrue(rooms.joinable(ROOM));
        mailbox.advance(Duration.ofHours(3));
        Client an = guest("an");
        Client programme = new Client("programme");
        rooms.join(ROOM, programme.admission(), programme, List.of(), programme.offer());
        mailbox.run();
        assertTrue(programme.closed, "nobody takes the programme's place");
        rooms.findConducted(ROOM).orElseThrow().close();
        mailbox.run();
        assertEquals(LeaveReason.ROOM_DELETED, an.last(Notice.Left.class).reason());
        assertEquals(List.of("an CONNECTED", "an LEFT"), told.presences);
        assertEquals(List.of(), told.lost);
        Client late = new Client("late");
        rooms.join(ROOM, late.admission(), late, List.of(), late.offer());
        mailbox.run();
        assertEquals(LeaveReason.ROOM_CLOSED, late.last(Notice.Left.class).reason());
        assertTrue(outlets(MediaKind.VIDEO).stream().allMatch(outlet -> outlet.closed));
    }

    @Test
    void aServerThatStopsSaysThatTheRoomIsLostAndNothingOfItsPeople() {
        guest("an");
        rooms.close();
        mailbox.run();
        assertEquals(List.of(ROOM), told.lost);
        assertEquals(List.of("an CONNECTED"), told.presences);
    }

    @Test
    void presenceIsWhatTheConnectionIs() {
        Client an = guest("an");
        rooms.join(ROOM, new Client("never").admission(), new Client("never"), List.of(), null);
        mailbox.run();
        transport("an").events.onSilent(true);
        mailbox.run();
        transport("an").events.onSilent(false);
        mailbox.run();
        transport("an").state(TransportState.DISCONNECTED);
        mailbox.run();
        transport("an").state(TransportState.CONNECTED);
        mailbox.run();
        assertEquals(List.of("an CONNECTED", "an LOST", "an CONNECTED", "an LOST", "an CONNECTED"), told.presences);
        told.presences.clear();
        guest("an");
        assertEquals(List.of("an LOST", "an CONNECTED"), told.presences, "another connection takes its place");
        assertTrue(an.closed);
        rooms.findConducted(ROOM).orElseThrow().dismiss("an", 0);
        mailbox.run();
        assertEquals("an LEFT", told.presences.getLast());
        Told second = new Told();
        guest("binh");
        rooms.watch(second);
        mailbox.run();
        assertEquals(List.of("binh CONNECTED"), second.presences, "what is known comes first");
    }

    @Test
    void levelsAndLinesAreTold() {
        site("an");
        guest("binh");
        take("an");
        microphone("an").events.onLevel(0.5f);
        mailbox.run();
        microphone("an").events.onLevel(0);
        microphone("an").events.onLevel(0);
        mailbox.run();
        assertEquals(List.of("an 0.5", "an 0.0"), told.levels);
        FakePlane.FakeTransport line = transport("binh");
        String mid = forwarders("binh", outlets(MediaKind.VIDEO).getFirst())
                .getFirst()
                .spec
                .mid();
        line.traffic = traffic(7, 1000, 0, 0, 0, Map.of());
        mailbox.advance(Duration.ofMillis(3500));
        line.traffic = traffic(10, 2000, 50, 30_000, 375_000, Map.of(mid, 1));
        mailbox.advance(Duration.ofSeconds(3));
        assertEquals(new vn.nharong.bus.MediaFacts.Line(5, 40, 1_000_000, 80_000, 360), told.lines.get("binh"));
    }

    private static vn.nharong.sfu.loop.Traffic traffic(
            long second, long sent, long lost, long bytesIn, long bytesOut, Map<String, Integer> layers) {
        return new vn.nharong.sfu.loop.Traffic(
                second * 1_000_000_000L, sent, lost, 40_000, sent, lost, bytesIn, bytesOut, layers);
    }
}
