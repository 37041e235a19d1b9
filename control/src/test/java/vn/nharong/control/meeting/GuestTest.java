package vn.nharong.control.meeting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nharong.bus.MediaFacts.Presence;
import vn.nharong.control.identity.Actor;

/** Guests: the lobby, a seat of their own beside the sites', and what ends it. */
class GuestTest {
    private static final GuestCard LAN = new GuestCard("Trần Thị Lan", "Chuyên gia", "Viện Khí tượng");
    private static final Actor GUEST = new Actor("guest:1", LAN.name(), List.of(), null);

    @TempDir
    Path folder;

    private static void waits(TriedMeeting tried, String id) {
        tried.meeting.act(GUEST, "PIN", (model, now) -> GuestRules.waits(model, "link", id, LAN, null, now));
    }

    private TriedMeeting withLan() {
        TriedMeeting tried = new TriedMeeting(folder, null, 3).inSession();
        tried.act((model, now) -> GuestRules.opened(model, "link"));
        waits(tried, "guest:1");
        tried.act((model, now) -> GuestRules.admitted(model, null, now));
        tried.connect("guest:1");
        return tried;
    }

    private static String code(Runnable act) {
        return assertThrows(MeetingRefused.class, act::run).code();
    }

    @Test
    void whoWaitsHasNoSeatAndWhoIsAdmittedHasOneThatNoSiteIsCountedWith() {
        try (TriedMeeting tried = new TriedMeeting(folder, null, 3).inSession()) {
            assertEquals("guest-link-closed", code(() -> waits(tried, "guest:1")));
            tried.act((model, now) -> GuestRules.opened(model, "link"));
            waits(tried, "guest:1");
            waits(tried, "guest:2");
            assertEquals(2, tried.snapshot().guests().waiting().size());
            assertEquals(List.of(), tried.snapshot().guests().seats());
            assertFalse(tried.<Boolean>model(model -> model.has("guest:1")));
            tried.act((model, now) -> GuestRules.refused(model, "guest:2", "Sai cuộc họp"));
            tried.act((model, now) -> GuestRules.admitted(model, List.of("guest:1"), now));
            assertEquals(List.of(), tried.snapshot().guests().waiting());
            assertEquals(
                    "Sai cuộc họp",
                    tried.model(model ->
                            model.guests().refusal("guest:2").orElseThrow().reason()));
            assertEquals(
                    "guest-unknown",
                    code(() -> tried.act((model, now) -> GuestRules.admitted(model, List.of("guest:2"), now))));

            tried.pass(Duration.ofMinutes(2));
            assertEquals(SiteState.RINGING, tried.shown("guest:1"), "nobody calls it, nobody gives it up");
            tried.connect("guest:1");
            tried.pass(Duration.ofSeconds(3));
            assertEquals(SiteState.CHECKED, tried.shown("guest:1"));
            assertEquals(3, tried.snapshot().seats().size());
            assertEquals(3, tried.meeting.summary().connected());
            assertEquals(3, tried.meeting.summary().sites());
            assertEquals(LAN, tried.snapshot().guests().seats().getFirst().guest());
            assertFalse(tried.node.conduct.openMicrophones().contains("guest:1"), "closed until somebody opens it");
        }
    }

    @Test
    void itSpeaksWhenItIsGivenTheFloorAndBearsItsNameTitleAndUnit() {
        try (TriedMeeting tried = withLan()) {
            tried.meeting.act(GUEST, "", (model, now) -> FloorRules.raise(model, "r", "guest:1", "", "Lũ", now));
            tried.act((model, now) -> FloorRules.grant(model, "r", now, "op"));
            assertEquals(Set.of("s0", "guest:1"), tried.node.conduct.openMicrophones());
            assertEquals(
                    "guest:1", tried.snapshot().programme().cells().getFirst().seat());
            assertEquals(
                    new Wire.Caption("Trần Thị Lan", "Chuyên gia – Viện Khí tượng"),
                    tried.model(MeetingView::captions).get("guest:1"));
            tried.act((model, now) -> FloorRules.microphones(model, null, false));
            assertEquals(Set.of(), tried.node.conduct.openMicrophones(), "all are closed, guests too");
        }
    }

    @Test
    void aLineThatBreaksKeepsTheSeatAlsoAcrossARestart() {
        try (TriedMeeting tried = withLan()) {
            String ticket = tried.meeting.ticket("guest:1", LAN.name());
            tried.presence(Presence.LOST, "guest:1");
            assertEquals(SiteState.LOST, tried.shown("guest:1"));
            tried.connect("guest:1");
            assertEquals(SiteState.RETURNED, tried.shown("guest:1"));
            assertEquals(ticket, tried.meeting.ticket("guest:1", LAN.name()), "and the way in");
            waits(tried, "guest:2");
            tried.restart();
            assertEquals(SiteState.LOST, tried.shown("guest:1"));
            assertEquals(
                    "guest:2", tried.snapshot().guests().waiting().getFirst().id());
            assertEquals("link", tried.snapshot().guests().link());
            assertTrue(tried.<Boolean>model(model -> GuestRules.seated(model, "guest:1")));
        }
    }

    @Test
    void whoIsRemovedLosesSeatFloorAndTicket() {
        try (TriedMeeting tried = withLan()) {
            String ticket = tried.meeting.ticket("guest:1", LAN.name());
            tried.meeting.act(GUEST, "", (model, now) -> FloorRules.raise(model, "r", "guest:1", "", "", now));
            tried.act((model, now) -> FloorRules.grant(model, "r", now, "op"));
            tried.meeting.hangUp(TriedMeeting.OPERATOR, List.of("guest:1", "s2"));
            assertEquals(SiteState.LEFT, tried.shown("guest:1"));
            assertEquals(SiteState.LEFT, tried.shown("s2"));
            assertEquals(List.of("guest:1", "s2"), tried.node.dismissed);
            assertEquals(null, tried.snapshot().floor().speaking());
            assertEquals(Set.of("s0"), tried.node.conduct.openMicrophones());
            assertFalse(tried.<Boolean>model(model -> GuestRules.seated(model, "guest:1")));
            assertNotEquals(ticket, tried.meeting.ticket("guest:1", LAN.name()));
            tried.meeting.call(TriedMeeting.OPERATOR, List.of("guest:1"));
            assertEquals(SiteState.LEFT, tried.shown("guest:1"), "a guest is not called");
        }
    }

    @Test
    void whatIsForSitesIsNotForGuests() {
        try (TriedMeeting tried = withLan()) {
            assertEquals(
                    "not-for-guests", code(() -> tried.act((model, now) -> SessionRules.deputy(model, "guest:1"))));
            assertEquals(
                    "not-for-guests",
                    code(() -> tried.act((model, now) -> RollCallRules.mark(
                            model, "guest:1", vn.nharong.control.rollcall.Mark.PRESENT, 1, "", now))));
            tried.act((model, now) -> SessionRules.end(model, now, "op"));
            assertEquals("guest-link-closed", code(() -> waits(tried, "guest:3")));
        }
    }

    @Test
    void whatASessionOpenedIsClosedWithIt() {
        try (TriedMeeting tried = new TriedMeeting(folder, null, 3).inSession()) {
            UUID session = UUID.randomUUID();
            tried.meeting.viewer("operator:op1:a", TriedMeeting.OPERATOR, true, session);
            tried.meeting.viewer("operator:op1:b", TriedMeeting.OPERATOR, true, UUID.randomUUID());
            assertEquals(Set.of("operator:op1:a", "operator:op1:b"), tried.node.conduct.watchers());
            tried.meeting.sessionEnded(session);
            assertEquals(List.of("operator:op1:a"), tried.node.dismissed);
            assertEquals(Set.of("operator:op1:b"), tried.node.conduct.watchers());
        }
    }
}
