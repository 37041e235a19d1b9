package vn.nharong.control.meeting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.nharong.bus.Conduct;
import vn.nharong.bus.MediaFacts;
import vn.nharong.bus.MediaFacts.Microphone;
import vn.nharong.bus.MediaFacts.Presence;
import vn.nharong.control.data.Databases;
import vn.nharong.control.programme.Card;
import vn.nharong.control.programme.Cell;
import vn.nharong.control.programme.Composition;
import vn.nharong.control.programme.Fill;
import vn.nharong.control.programme.Layout;
import vn.nharong.control.rollcall.Mark;

class MeetingTest {
    @TempDir
    Path folder;

    private static Composition two(String first, String second) {
        return new Composition(Layout.ONE_ONE, Fill.FIXED, List.of(new Cell(first, false), new Cell(second, false)));
    }

    private static Conduct.Picture camera(String seat) {
        return new Conduct.Picture(seat, Conduct.Source.CAMERA);
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aMeetingFromItsMakingToItsEndAndTheSameAfterARestart(Databases which) throws Exception {
        try (TriedMeeting tried = new TriedMeeting(folder, which.url(), 6)) {
            assertThrows(MeetingRefused.class, () -> tried.act((model, now) -> SessionRules.begin(model, now, "op")));
            tried.inSession();
            assertEquals(List.of("meeting:" + tried.meeting.id), tried.node.opened);
            assertEquals(List.of(camera("s0")), tried.node.conduct.pictures());
            assertEquals(Set.of("s0"), tried.node.conduct.openMicrophones());
            assertEquals(SiteState.ON_AIR, tried.shown("s0"));
            assertEquals(SiteState.CHECKED, tried.shown("s3"));

            tried.act((model, now) -> FloorRules.request(model, "r1", "s3", "Chủ tịch xã", "Mưa lũ", true, now));
            tried.act((model, now) -> FloorRules.request(model, "r2", "s4", "", "", false, now));
            tried.act((model, now) -> FloorRules.onDeck(model, "r2", now, "op"));
            assertEquals(SiteState.ON_DECK, tried.shown("s4"));
            tried.act((model, now) -> FloorRules.next(model, tried.meeting::connected, now, "op"));
            assertEquals(Set.of("s0", "s4"), tried.node.conduct.openMicrophones());
            assertEquals(List.of(camera("s4")), tried.node.conduct.pictures(), "the programme follows the speaker");
            assertEquals(1, (int) tried.model(model -> model.floor().place("s3")));

            tried.act((model, now) -> ProgrammeRules.preview(model, two("s0", "s5")));
            assertEquals(List.of(camera("s4")), tried.node.conduct.pictures(), "a preview goes to nobody");
            tried.act((model, now) -> ProgrammeRules.take(model, null, tried.meeting::connected, "op", now));
            assertEquals(List.of(camera("s0"), camera("s5")), tried.node.conduct.pictures());
            tried.meeting.undo(TriedMeeting.OPERATOR);
            assertEquals(List.of(camera("s4")), tried.node.conduct.pictures());

            Wire.Snapshot before = tried.snapshot();
            tried.restart();
            Wire.Snapshot after = tried.snapshot();
            assertEquals(before.meeting(), after.meeting());
            assertEquals(before.floor(), after.floor());
            assertEquals(before.programme(), after.programme());
            assertEquals(before.preview(), after.preview());
            assertEquals(before.undo(), after.undo(), "one's own acts can be taken back after it too");
            assertEquals(SiteState.LOST, tried.shown("s3"), "no connection stands in a new process");
            assertEquals(Set.of("s0", "s4"), tried.node.conduct.openMicrophones());
            tried.connect("s3");
            assertEquals(SiteState.RETURNED, tried.shown("s3"));

            tried.act((model, now) -> SessionRules.end(model, now, "op"));
            assertEquals(List.of(), tried.node.conduct.pictures());
            assertEquals(Set.of(), tried.node.conduct.openMicrophones());
            tried.pass(Duration.ofSeconds(10));
            assertEquals(List.of("meeting:" + tried.meeting.id), tried.node.closed);
            assertTrue(tried.audit.verify().whole());
        }
    }

    @Test
    void aHallThatGivesBackWhatItHearsIsNamedOnceWithWhatToDo() {
        try (TriedMeeting tried = new TriedMeeting(folder, null, 4).inSession()) {
            MediaFacts.Sources open = new MediaFacts.Sources(MediaFacts.Microphone.OPEN, true, false);
            tried.meeting.sources("s0", open);
            tried.meeting.sources("s2", open);
            Random words = new Random(3);
            float level = 0;
            float before = 0;
            for (int i = 0; i < 90; i++) {
                before = level;
                level = (level + (words.nextBoolean() ? 0.4f : 0)) / 2;
                tried.meeting.level("s0", level);
                tried.meeting.level("s2", before / 2);
                tried.pass(Duration.ofMillis(400));
            }
            assertEquals(Wire.Poor.ECHO, seat(tried, "s2").poor());
            assertEquals(null, seat(tried, "s0").poor());
            assertEquals(
                    List.of("s2"),
                    tried.snapshot().log().stream()
                            .filter(line -> line.act().equals("seat.echo"))
                            .map(Wire.LogLine::seat)
                            .toList());
            tried.meeting.sources("s2", TriedMeeting.ALL);
            tried.pass(Duration.ofSeconds(3));
            assertEquals(null, seat(tried, "s2").poor());
        }
    }

    @Test
    void aLostSiteKeepsItsPlaceAndItsRights() {
        try (TriedMeeting tried = new TriedMeeting(folder, null, 4).inSession()) {
            tried.act((model, now) -> RollCallRules.mark(model, "s2", Mark.PRESENT, 34, "", now));
            tried.act((model, now) -> FloorRules.request(model, "r1", "s2", "", "", true, now));
            tried.presence(Presence.LOST, "s2");
            assertEquals(SiteState.LOST, tried.shown("s2"));
            assertEquals(1, (int) tried.model(model -> model.floor().place("s2")));
            assertTrue((boolean) tried.model(model -> model.seat("s2").present()));
            MeetingRefused refused = assertThrows(
                    MeetingRefused.class,
                    () -> tried.act((model, now) -> FloorRules.next(model, tried.meeting::connected, now, "op")));
            assertEquals("nobody-waits", refused.code());
            tried.connect("s2");
            assertEquals(SiteState.RETURNED, tried.shown("s2"));
            tried.act((model, now) -> FloorRules.next(model, tried.meeting::connected, now, "op"));
            assertTrue(tried.node.conduct.openMicrophones().contains("s2"));
            tried.pass(Duration.ofSeconds(21));
            assertEquals(
                    SiteState.PRESENT, tried.model(model -> model.seat("s2").state()));
        }
    }

    @Test
    void theDeputyHasTheChairWhenTheMainSiteIsLost() {
        try (TriedMeeting tried = new TriedMeeting(folder, null, 4).inSession()) {
            tried.presence(Presence.LOST, "s0");
            assertEquals("s1", tried.model(model -> model.basics().chairSite()));
            assertEquals(Set.of("s1"), tried.node.conduct.openMicrophones());
            assertEquals(List.of(camera("s1")), tried.node.conduct.pictures());
            tried.connect("s0");
            assertEquals("s1", tried.model(model -> model.basics().chairSite()), "until somebody hands it back");
            tried.act((model, now) -> SessionRules.handChair(model, "s0", now, "op"));
            assertEquals(Set.of("s0"), tried.node.conduct.openMicrophones());
        }
    }

    @Test
    void sitesAreCalledInWavesAndAgainUntilTheyAnswer() {
        try (TriedMeeting tried = new TriedMeeting(folder, null, 50)) {
            tried.openLines();
            tried.pass(Duration.ofMillis(400));
            assertEquals(20, ringing(tried));
            assertEquals(new Wire.Calling(1, 3, 20, 50), tried.snapshot().calling());
            tried.pass(Duration.ofSeconds(3));
            assertEquals(50, ringing(tried));
            tried.connect("s7");
            tried.pass(Duration.ofSeconds(26));
            assertEquals(SiteState.CHECKED, tried.shown("s7"));
            assertTrue(ringing(tried) < 20, "nobody answered: they wait for their next call");
            tried.pass(Duration.ofSeconds(60));
            assertTrue((boolean) tried.model(model -> model.seat("s9").tries() >= 2));
            tried.meeting.hangUp(TriedMeeting.OPERATOR, List.of("s7"));
            assertEquals(List.of("s7"), tried.node.dismissed);
            tried.presence(Presence.LEFT, "s7");
            assertEquals(SiteState.LEFT, tried.shown("s7"), "not lost: it was sent away");
            tried.pass(Duration.ofSeconds(70));
            assertEquals(SiteState.LEFT, tried.shown("s7"), "and is not called again by itself");
        }
    }

    private static long ringing(TriedMeeting tried) {
        return tried.snapshot().seats().stream()
                .filter(seat -> seat.state() == SiteState.RINGING)
                .count();
    }

    @Test
    void aSiteIsPresentWhenItIsSeenAndHeardOrByHand() {
        try (TriedMeeting tried = new TriedMeeting(folder, null, 4).inSession()) {
            tried.act((model, now) -> RollCallRules.answer(model, "s2", 34, false, now));
            assertFalse((boolean) tried.model(model -> model.seat("s2").present()), "a number alone is no presence");
            assertEquals(
                    Integer.valueOf(34), tried.model(model -> model.seat("s2").headcount()));
            tried.act((model, now) -> RollCallRules.answer(model, "s2", 35, true, now));
            assertEquals(SiteState.PRESENT, tried.shown("s2"));
            tried.act((model, now) -> RollCallRules.mark(model, "s3", Mark.EXCUSED, null, "mất điện", now));
            assertEquals(SiteState.EXCUSED, tried.shown("s3"));
            tried.meeting.undo(TriedMeeting.OPERATOR);
            assertEquals(SiteState.CHECKED, tried.shown("s3"));
            assertEquals("", tried.model(model -> model.seat("s3").note()));
        }
    }

    @Test
    void whatSomebodyElseChangedSinceIsNotTakenBack() {
        try (TriedMeeting tried = new TriedMeeting(folder, null, 4).inSession()) {
            tried.act((model, now) -> ProgrammeRules.take(model, two("s0", "s2"), tried.meeting::connected, "op", now));
            tried.meeting.act(
                    TriedMeeting.SECOND,
                    "",
                    (model, now) -> ProgrammeRules.take(model, two("s0", "s3"), tried.meeting::connected, "op2", now));
            MeetingRefused refused =
                    assertThrows(MeetingRefused.class, () -> tried.meeting.undo(TriedMeeting.OPERATOR));
            assertEquals("changed-since", refused.code());
            assertEquals("Vận hành 2", refused.values().get("actor"));
            tried.meeting.undo(TriedMeeting.SECOND);
            assertEquals(camera("s2"), tried.node.conduct.pictures().get(1));
        }
    }

    @Test
    void aRaisedHandDoesNotKeepAGrantFromBeingTakenBack() {
        try (TriedMeeting tried = new TriedMeeting(folder, null, 5).inSession()) {
            tried.act((model, now) -> FloorRules.request(model, "r1", "s2", "", "", false, now));
            tried.act((model, now) -> FloorRules.grant(model, "r1", now, "op"));
            tried.meeting.act(
                    TriedMeeting.SECOND,
                    "raised",
                    (model, now) -> FloorRules.request(model, "r2", "s3", "", "", true, now));
            tried.meeting.undo(TriedMeeting.OPERATOR);
            assertEquals(Set.of("s0"), tried.node.conduct.openMicrophones());
            assertEquals(
                    List.of("r1", "r2"),
                    tried.model(model -> model.floor().queue().stream()
                            .map(request -> request.id())
                            .toList()));
        }
    }

    @Test
    void tenActsAndNoMoreCanBeTakenBack() {
        try (TriedMeeting tried = new TriedMeeting(folder, null, 4).inSession()) {
            for (int i = 0; i < 12; i++) {
                String other = "s" + (1 + i % 3);
                tried.act((model, now) ->
                        ProgrammeRules.take(model, two("s0", other), tried.meeting::connected, "op", now));
            }
            assertEquals(new Wire.Undo(10, "programme.taken"), tried.snapshot().undo());
            for (int i = 0; i < 10; i++) {
                tried.meeting.undo(TriedMeeting.OPERATOR);
            }
            assertEquals(camera("s2"), tried.node.conduct.pictures().get(1));
            assertEquals(
                    "nothing-to-undo",
                    assertThrows(MeetingRefused.class, () -> tried.meeting.undo(TriedMeeting.OPERATOR))
                            .code());
        }
    }

    @Test
    void nothingThatWouldBeBlackForAllGoesOnAirByHand() {
        try (TriedMeeting tried = new TriedMeeting(folder, null, 4)) {
            assertEquals(
                    "no-picture",
                    refused(() -> tried.act((model, now) -> ProgrammeRules.card(model, null, "op", now))));
            tried.inSession();
            tried.presence(Presence.LOST, "s2", "s3");
            Wire.Snapshot before = tried.snapshot();
            assertEquals("no-picture", refused(() -> take(tried, Composition.NOTHING)));
            assertEquals("no-picture", refused(() -> take(tried, two("s2", "s3"))));
            assertEquals("no-picture", refused(() -> take(tried, null)), "an empty preview");
            assertEquals(before.programme(), tried.snapshot().programme());

            take(tried, two("s2", "s1")); // one of them can be seen
            assertEquals(List.of(camera("s2"), camera("s1")), tried.node.conduct.pictures());
            take(tried, new Composition(Layout.ONE_ONE, Fill.FIXED, List.of(Cell.EMPTY, new Cell("s1", false))));
            tried.presence(Presence.LOST, "s0", "s1");
            take(tried, new Composition(Layout.ONE, Fill.SPEAKER, List.of())); // whoever comes
        }
    }

    private static void take(TriedMeeting tried, @Nullable Composition wanted) {
        tried.act((model, now) -> ProgrammeRules.take(model, wanted, tried.meeting::connected, "op", now));
    }

    private static String refused(Executable act) {
        return assertThrows(MeetingRefused.class, act).code();
    }

    @Test
    void whatWasStaysOnceTheMeetingIsOver() {
        try (TriedMeeting tried = new TriedMeeting(folder, null, 3).inSession()) {
            take(tried, two("s0", "s1"));
            assertEquals(1, tried.snapshot().undo().count());
            tried.act((model, now) -> SessionRules.end(model, now, "op"));
            assertEquals(new Wire.Undo(0, null), tried.snapshot().undo());
            assertEquals("not-now", refused(() -> tried.meeting.undo(TriedMeeting.OPERATOR)));
            assertEquals(
                    "not-now", refused(() -> tried.act((model, now) -> ProgrammeRules.card(model, null, "op", now))));
            assertEquals(Card.THANKS, tried.snapshot().programme().card());
        }
    }

    @Test
    void theTourShowsWhoIsThereAndPassesOverTheRest() {
        try (TriedMeeting tried = new TriedMeeting(folder, null, 5).inSession()) {
            tried.presence(Presence.LOST, "s2");
            tried.act((model, now) -> ProgrammeRules.tour(model, 5, true, now));
            List<String> seen = new java.util.ArrayList<>();
            for (int i = 0; i < 5; i++) {
                tried.pass(Duration.ofSeconds(5));
                seen.add(tried.node.conduct.pictures().getFirst().identity());
            }
            assertEquals(List.of("s0", "s1", "s3", "s4", "s0"), seen);
            tried.act((model, now) -> ProgrammeRules.take(model, two("s0", "s1"), tried.meeting::connected, "op", now));
            tried.pass(Duration.ofSeconds(20));
            assertEquals(camera("s1"), tried.node.conduct.pictures().get(1), "who takes a picture ends the tour");
        }
    }

    @Test
    void theRollCallTourCallsOneAfterTheOther() {
        try (TriedMeeting tried = new TriedMeeting(folder, null, 4)) {
            tried.openLines();
            tried.pass(Duration.ofSeconds(2));
            tried.connect("s0", "s1", "s3");
            tried.act(SessionRules::startRollCall);
            tried.act((model, now) -> RollCallRules.tour(model, 10, null, now));
            tried.pass(Duration.ofMillis(200));
            assertEquals("s0", tried.snapshot().rollCall().calling());
            tried.act((model, now) -> RollCallRules.answer(model, "s0", 12, true, now));
            tried.pass(Duration.ofMillis(200));
            assertEquals("s1", tried.snapshot().rollCall().calling());
            assertEquals(Set.of("s0", "s1"), tried.node.conduct.openMicrophones());
            assertEquals(List.of(camera("s0"), camera("s1")), tried.node.conduct.pictures());
            tried.pass(Duration.ofSeconds(10));
            assertEquals("s3", tried.snapshot().rollCall().calling(), "s2 is not there, s1 did not answer");
            tried.pass(Duration.ofSeconds(11));
            assertEquals(null, tried.snapshot().rollCall().calling());
            assertEquals(Set.of("s0"), tried.node.conduct.openMicrophones());
        }
    }

    @Test
    void aBreakIsACardWithoutPictureOrSound() {
        try (TriedMeeting tried = new TriedMeeting(folder, null, 3).inSession()) {
            tried.act((model, now) -> SessionRules.suspend(model, now, "op"));
            assertEquals(Card.BREAK, tried.snapshot().programme().card());
            assertEquals(List.of(), tried.node.conduct.pictures());
            assertEquals(Set.of(), tried.node.conduct.openMicrophones());
            assertEquals(SiteState.CHECKED, tried.shown("s0"));
            tried.act((model, now) -> SessionRules.resume(model, now, "op"));
            assertEquals(List.of(camera("s0")), tried.node.conduct.pictures());
            assertEquals(Set.of("s0"), tried.node.conduct.openMicrophones());
        }
    }

    @Test
    void aTalkIsLentBothWaysToThatSiteAlone() {
        try (TriedMeeting tried = new TriedMeeting(folder, null, 3).inSession()) {
            tried.meeting.viewer("operator:op1:x", TriedMeeting.OPERATOR, true, UUID.randomUUID());
            tried.act((model, now) -> SessionRules.talk(model, "op1", "s2"));
            assertEquals(
                    Set.of(
                            new Conduct.Loan("operator:op1:x", Conduct.Source.MICROPHONE, "s2"),
                            new Conduct.Loan("s2", Conduct.Source.MICROPHONE, "operator:op1:x")),
                    tried.node.conduct.loans());
            assertEquals(Set.of("s0"), tried.node.conduct.openMicrophones(), "nobody else hears");
            tried.act((model, now) -> SessionRules.talk(model, "op1", null));
            assertEquals(Set.of(), tried.node.conduct.loans());
        }
    }

    @Test
    void lockedMicrophonesOpenOneByOneAndNeverMoreThanThereAreOutlets() {
        try (TriedMeeting tried = new TriedMeeting(folder, null, 9).inSession()) {
            tried.act((model, now) -> FloorRules.lock(model, true));
            assertEquals(
                    "microphones-locked",
                    assertThrows(
                                    MeetingRefused.class,
                                    () -> tried.act(
                                            (model, now) -> FloorRules.microphones(model, List.of("s2", "s3"), true)))
                            .code());
            for (int i = 1; i < 6; i++) {
                String seat = "s" + i;
                tried.act((model, now) -> FloorRules.microphones(model, List.of(seat), true));
            }
            assertEquals(6, tried.node.conduct.openMicrophones().size());
            assertEquals(
                    "too-many-open",
                    assertThrows(
                                    MeetingRefused.class,
                                    () -> tried.act((model, now) -> FloorRules.microphones(model, List.of("s7"), true)))
                            .code());
            tried.act((model, now) -> FloorRules.microphones(model, null, false));
            assertEquals(Set.of(), tried.node.conduct.openMicrophones());
        }
    }

    @Test
    void aLineThatWasSilentShowsItsSoundAndPictureAgainWhenItIsBack() {
        try (TriedMeeting tried = new TriedMeeting(folder, null, 3)) {
            tried.inSession();
            tried.presence(Presence.LOST, "s2");
            assertEquals(Microphone.NONE, seat(tried, "s2").microphone(), "nothing is shown that no connection holds");
            assertEquals(Wire.Camera.NONE, seat(tried, "s2").camera());
            // The media tells what it sends only when that changes, and it has not.
            tried.presence(Presence.CONNECTED, "s2");
            assertEquals(Microphone.CLOSED, seat(tried, "s2").microphone());
            assertEquals(Wire.Camera.OK, seat(tried, "s2").camera());
            tried.presence(Presence.LEFT, "s2");
            tried.presence(Presence.CONNECTED, "s2");
            assertEquals(Microphone.NONE, seat(tried, "s2").microphone(), "a new connection begins with nothing");
        }
    }

    private static Wire.Seat seat(TriedMeeting tried, String id) {
        return tried.snapshot().seats().stream()
                .filter(seat -> seat.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
