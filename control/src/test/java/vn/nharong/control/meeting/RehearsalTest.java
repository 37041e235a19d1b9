package vn.nharong.control.meeting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nharong.bus.MediaFacts;
import vn.nharong.bus.MediaFacts.Presence;
import vn.nharong.control.meeting.TechnicalCheck.Fault;
import vn.nharong.control.rollcall.Mark;

/** All sites are called the afternoon before; what was found stays with the meeting. */
class RehearsalTest {
    private static final Duration SETTLED = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private TriedMeeting tried;

    @BeforeEach
    void make() {
        tried = new TriedMeeting(folder, null, 6);
    }

    @AfterEach
    void close() {
        tried.close();
    }

    private void rehearse(boolean failedOnly) {
        tried.act((model, now) -> RehearsalRules.begin(model, failedOnly, now, "op"));
        tried.pass(Duration.ofSeconds(4));
    }

    private @Nullable TechnicalCheck check(String seat) {
        return tried.model(model -> model.seat(seat).check());
    }

    private @Nullable Fault fault(String seat) {
        TechnicalCheck check = check(seat);
        return check == null ? null : check.fault();
    }

    private boolean passed(String seat) {
        TechnicalCheck check = check(seat);
        return check != null && check.fault() == null;
    }

    /** One is well, one silent, one without a picture, one never came, one passed and left, one sent word. */
    private void rehearseOnce() {
        tried.act((model, now) -> RollCallRules.mark(model, "s5", Mark.EXCUSED, null, "đi công tác", now));
        rehearse(false);
        tried.connect("s0", "s4");
        tried.presence(Presence.CONNECTED, "s1", "s2");
        tried.meeting.sources("s1", new MediaFacts.Sources(MediaFacts.Microphone.NONE, true, false));
        tried.meeting.sources("s2", new MediaFacts.Sources(MediaFacts.Microphone.CLOSED, false, false));
        tried.pass(SETTLED);
        tried.presence(Presence.LOST, "s4");
        tried.act((model, now) -> RollCallRules.answer(model, "s0", 34, true, now));
        tried.meeting.endRehearsal(TriedMeeting.OPERATOR);
    }

    @Test
    void whatWasFoundStaysAndTheMeetingIsAsItWas() {
        rehearseOnce();
        assertEquals(MeetingState.PUBLISHED, tried.model(MeetingModel::state));
        assertEquals(true, passed("s0"));
        assertEquals(Fault.NO_SOUND, fault("s1"));
        assertEquals(Fault.NO_PICTURE, fault("s2"));
        assertEquals(Fault.NOT_CONNECTED, fault("s3"));
        assertEquals(true, passed("s4"), "it was well, and was allowed to go");
        assertNull(check("s5"), "nobody waited for it");
        assertEquals(SiteState.EXCUSED, tried.shown("s5"));
        assertEquals(SiteState.EXPECTED, tried.shown("s0"));
        assertFalse((boolean) tried.model(model -> model.seat("s0").present()), "a rehearsal is no roll call");
        assertEquals(Set.of("s0", "s1", "s2"), Set.copyOf(tried.node.dismissed));
        Wire.LogLine last = tried.snapshot().log().getLast();
        assertEquals("rehearsal.ended", last.act());
        assertEquals("2", last.values().get("passed"));
        assertEquals("5", last.values().get("count"));
        tried.restart();
        assertEquals(Fault.NO_SOUND, fault("s1"), "also after the house began anew");
    }

    @Test
    void aSecondPassIsForThoseAlone() {
        rehearseOnce();
        tried.presence(Presence.LEFT, "s0", "s1", "s2");
        rehearse(true);
        assertEquals(SiteState.LEFT, tried.shown("s0"));
        assertEquals(SiteState.LEFT, tried.shown("s4"));
        assertEquals(SiteState.RINGING, tried.shown("s1"));
        tried.connect("s1", "s2", "s3");
        tried.pass(SETTLED);
        tried.meeting.endRehearsal(TriedMeeting.OPERATOR);
        assertEquals(
                List.of(true, true, true, true, true),
                List.of("s0", "s1", "s2", "s3", "s4").stream().map(this::passed).toList());
        assertThrows(MeetingRefused.class, () -> rehearse(true), "all have passed");
    }

    @Test
    void whatWasPreparedForTheMeetingStays() {
        tried.act((model, now) -> FloorRules.request(model, "r1", "s1", "Bà Lan", "Tham luận", false, now));
        tried.act((model, now) -> FloorRules.request(model, "r2", "s2", "Ông Nam", "Tham luận", false, now));
        rehearse(false);
        tried.connect("s0", "s1", "s3");
        tried.pass(SETTLED);
        tried.act((model, now) -> FloorRules.onDeck(model, "r1", now, "op"));
        tried.act((model, now) -> FloorRules.raise(model, "r3", "s3", "", "", now));
        tried.meeting.endRehearsal(TriedMeeting.OPERATOR);
        assertEquals(
                List.of("r1", "r2"),
                tried.model(model -> model.floor().queue().stream()
                        .map(request -> request.id())
                        .toList()));
        tried.act((model, now) -> RollCallRules.mark(model, "s0", Mark.EXCUSED, null, "mất điện", now));
        rehearse(true);
        assertEquals(
                SiteState.EXCUSED, tried.shown("s0"), "it has passed, and somebody has said that it does not come");
    }

    @Test
    void onTheDayItselfWhoIsThereStays() {
        rehearse(false);
        tried.connect("s0", "s1");
        tried.pass(SETTLED);
        tried.act((model, now) -> RollCallRules.answer(model, "s0", 34, true, now));
        tried.openLines();
        assertEquals(MeetingState.LOBBY, tried.model(MeetingModel::state));
        assertEquals(SiteState.CHECKED, tried.shown("s0"), "that it answered belongs to the rehearsal");
        assertEquals(Integer.valueOf(34), tried.model(model -> model.seat("s0").headcount()));
        assertEquals(List.of(), tried.node.dismissed);
        assertEquals(Fault.NOT_CONNECTED, fault("s2"));
    }

    @Test
    void noRollCallAndNoSecondRehearsalWithinOne() {
        rehearse(false);
        assertThrows(MeetingRefused.class, () -> rehearse(false));
        assertThrows(MeetingRefused.class, () -> tried.act(SessionRules::startRollCall));
        tried.meeting.endRehearsal(TriedMeeting.OPERATOR);
        assertThrows(MeetingRefused.class, () -> tried.meeting.endRehearsal(TriedMeeting.OPERATOR));
    }
}
