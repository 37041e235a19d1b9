package vn.nharong.sfu.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vn.nharong.sfu.loop.TransportState;

class RoomResumeTest extends RoomScenario {
    private Client resume(Client client, String sid) {
        Client again = new Client(client.identity);
        again.joined = rooms.resume("hop", client.identity, sid, again);
        mailbox.run();
        return again;
    }

    @Test
    void everythingIsToldAgainAndNothingIsLost() {
        Client an = connected("an");
        publish(an, Client.camera("cam"));
        Client binh = connected("binh");
        Client cuong = connected("cuong");
        binh.proxy().linkLost(binh);
        cuong.proxy().leave();
        settle();
        plane.transports.get(1).state(TransportState.DISCONNECTED);
        mailbox.advance(Duration.ofSeconds(10));

        Client again = resume(binh, binh.sid());
        assertTrue(again.heard.get(0) instanceof Notice.Resumed, "anything earlier would be dropped by the client");
        assertEquals(binh.sid(), again.knows("binh").sid());
        assertEquals(1, again.knows("an").tracks().size());
        assertEquals(ParticipantState.DISCONNECTED, again.knows("cuong").state());
        mailbox.advance(Duration.ofSeconds(4));
        plane.transports.get(1).state(TransportState.CONNECTED);
        mailbox.advance(Duration.ofSeconds(60));
        assertEquals(ParticipantState.ACTIVE, an.knows("binh").state());
        assertFalse(plane.transports.get(1).closed);
    }

    @Test
    void theTokenForTheNextConnectionIsRenewedEveryFiveMinutes() {
        Client an = connected("an");
        assertEquals(List.of(), an.heard(Notice.TokenStale.class));
        mailbox.advance(Duration.ofMinutes(31));
        assertEquals(6, an.heard(Notice.TokenStale.class).size());
        an.proxy().leave();
        mailbox.advance(Duration.ofMinutes(31));
        assertEquals(6, an.heard(Notice.TokenStale.class).size());
    }

    @Test
    void theOldConnectionsEndDoesNotEndTheNewOne() {
        Client an = connected("an");
        Client again = resume(an, an.sid());
        assertTrue(an.closed);
        assertEquals(List.of(), an.heard(Notice.Left.class));
        an.proxy().linkLost(an);
        plane.last().state(TransportState.DISCONNECTED);
        mailbox.advance(Duration.ofSeconds(30));
        again.proxy().update(new ParticipantChange("x", "", Map.of(), null), 1, "");
        settle();
        assertEquals("x", again.knows("an").name());
    }

    @Test
    void whatIsNotThereCannotBeResumed() {
        Client an = connected("an");
        Client other = resume(an, "PA_other");
        assertEquals(new Notice.Left(LeaveReason.STATE_MISMATCH, Notice.LeaveAction.RECONNECT), other.heard.getFirst());
        assertTrue(other.closed);
        assertNotNull(other.joined);
        assertNull(other.joined.join());
        an.proxy().leave();
        mailbox.run();
        assertTrue(resume(an, an.sid()).heard.getFirst() instanceof Notice.Left);
    }

    @Test
    void aTrackThatOnlyTheClientKnowsNeedsAFreshStart() {
        Client an = connected("an");
        publish(an, Client.camera("cam"));
        String known = an.last(Notice.Published.class).track().sid();
        an.proxy().synced(new SyncState(List.of(), false, List.of(known), List.of(), Map.of()));
        settle();
        assertEquals(List.of(), an.heard(Notice.Left.class));
        an.proxy().synced(new SyncState(List.of(), false, List.of(known, "TR_x"), List.of(), Map.of()));
        settle();
        assertEquals(Notice.LeaveAction.RECONNECT, an.last(Notice.Left.class).action());
    }

    @Test
    void unsubscribedTracksStayUnsubscribed() {
        Client an = connected("an");
        publish(an, Client.camera("cam"));
        Client binh = connected("binh");
        String track = binh.knows("an").tracks().getFirst().sid();
        binh.proxy().synced(new SyncState(List.of(track), false, List.of(), List.of(), Map.of()));
        settle();
        assertTrue(plane.transports.get(1).forwarders.getFirst().closed);
    }

    @Test
    void scenariosForTests() {
        Client an = connected("an");
        an.proxy().simulate(new Simulation.Speaking(2));
        mailbox.advance(Duration.ofSeconds(3));
        assertEquals(
                List.of(true, false),
                an.heard(Notice.SpeakersChanged.class).stream()
                        .map(notice -> notice.speakers().getFirst().active())
                        .toList());
        an.proxy().simulate(new Simulation.CutOnResume(true));
        Client cut = resume(an, an.sid());
        assertEquals(List.of(), cut.heard);
        assertTrue(cut.cut);
        Client again = resume(an, an.sid());
        assertTrue(again.heard.getFirst() instanceof Notice.Resumed);
        again.proxy().simulate(new Simulation.Leave(LeaveReason.MIGRATION, Notice.LeaveAction.RESUME));
        mailbox.run();
        assertEquals(Notice.LeaveAction.RESUME, again.last(Notice.Left.class).action());
        Client third = resume(an, an.sid());
        third.proxy().simulate(new Simulation.NodeFailure());
        mailbox.run();
        assertTrue(third.cut);
        assertEquals(List.of(), third.heard(Notice.Left.class));
        assertTrue(resume(an, an.sid()).heard.getFirst() instanceof Notice.Left);
    }

    @Test
    void aSwitchToTcpIsForOneConnection() {
        Client an = connected("an");
        an.proxy().simulate(new Simulation.TcpOnly(true));
        an.proxy().leave();
        mailbox.run();
        Client again = connected("an");
        assertFalse(again.last(Notice.Answered.class).sdp().contains(" udp "));
        again.ufrag = "cl2";
        offer(again);
        assertFalse(again.last(Notice.Answered.class).sdp().contains(" udp "), "as long as it lasts");
        again.proxy().leave();
        mailbox.run();
        assertTrue(connected("an").last(Notice.Answered.class).sdp().contains(" udp "));
    }

    @Test
    void aSwitchToTcpIsForgottenWhenTheClientDoesNotComeBack() {
        connected("binh");
        Client an = connected("an");
        an.proxy().simulate(new Simulation.TcpOnly(true));
        an.proxy().leave();
        mailbox.advance(Duration.ofSeconds(31));
        assertTrue(connected("an").last(Notice.Answered.class).sdp().contains(" udp "));
    }

    @Test
    void tcpOnlyCandidatesAfterASwitch() {
        Client an = connected("an");
        an.proxy().simulate(new Simulation.TcpOnly(true));
        mailbox.run();
        Client again = connected("an");
        assertFalse(again.last(Notice.Answered.class).sdp().contains(" udp "));
        again.proxy().simulate(new Simulation.TcpOnly(false));
        mailbox.run();
        assertTrue(connected("an").last(Notice.Answered.class).sdp().contains(" udp "));
    }
}
