package vn.nharong.sfu.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.nharong.sfu.loop.Traffic;
import vn.nharong.sfu.loop.TransportState;

/** Data, speakers, quality. */
class RoomTalkTest extends RoomScenario {
    private void send(int transport, String label, String message) {
        plane.transports.get(transport).events.onData(label, message.getBytes(StandardCharsets.UTF_8), true);
        mailbox.run();
    }

    private List<String> received(int transport, String label) {
        return plane.transports.get(transport).sent.getOrDefault(label, List.of()).stream()
                .map(message -> new String(message, StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void dataGoesToAllOrToThoseNamedButNeverBack() {
        connected("an");
        connected("binh");
        connected("cuong");
        send(0, "_reliable", "1|||chào");
        send(0, "_lossy", "0||cuong|riêng");
        send(0, "_unknown", "0|||x");
        send(0, "_reliable", "bad");
        assertEquals(List.of("an:chào"), received(1, "_reliable"));
        assertEquals(List.of("an:chào"), received(2, "_reliable"));
        assertEquals(List.of(), received(1, "_lossy"));
        assertEquals(List.of("an:riêng"), received(2, "_lossy"));
        assertEquals(Map.of(), plane.transports.get(0).sent);
    }

    @Test
    void aRepeatedReliableMessageIsDropped() {
        Client an = connected("an");
        connected("binh");
        for (String message : List.of("1|||a", "2|||b", "1|||a", "2|||b", "3|||c")) {
            send(0, "_reliable", message);
        }
        send(0, "_lossy", "0|n1||x");
        send(0, "_lossy", "0|n1||x");
        assertEquals(List.of("an:a", "an:b", "an:c"), received(1, "_reliable"));
        assertEquals(List.of("an:x"), received(1, "_lossy"));
        Client again = new Client("an");
        rooms.resume("hop", "an", an.sid(), again);
        mailbox.run();
        assertEquals(3, again.last(Notice.Resumed.class).lastDataSequence());
    }

    @Test
    void whoMayNotSendDataIsNotHeard() {
        Client an = new Client("an");
        Permissions mute = new Permissions(true, true, false, Set.of(), true, false, false, false, false);
        join(an, an.admission(mute, RoomOptions.DEFAULT), an.offer());
        connected("binh");
        send(0, "_reliable", "1|||a");
        assertEquals(List.of(), received(1, "_reliable"));
        send(1, "_reliable", "1|||a");
        assertEquals(List.of("binh:a"), received(0, "_reliable"));
    }

    @Test
    void whoFloodsTheRoomWithDataIsCutOffAndNobodyElse() {
        Client an = connected("an");
        Client binh = connected("binh");
        byte[] big = ("1|||" + "x".repeat(60_000)).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 200; i++) {
            plane.transports.get(0).events.onData("_lossy", big, true);
        }
        mailbox.run();
        int passed = received(1, "_lossy").size();
        assertTrue(passed > 50 && passed < 80, "four megabytes and no more: " + passed);
        assertTrue(an.heard(Notice.Left.class).isEmpty(), "lossy data may be lost");
        send(0, "_lossy", "1|||again");
        assertEquals(passed + 1, received(1, "_lossy").size(), "what was read makes room");
        for (int i = 0; i < 200; i++) {
            plane.transports.get(0).events.onData("_reliable", big, true);
        }
        mailbox.run();
        assertEquals(Notice.LeaveAction.RECONNECT, an.last(Notice.Left.class).action());
        assertTrue(binh.heard(Notice.Left.class).isEmpty());
    }

    @Test
    void whoReadsTooSlowlyForReliableDataBeginsAnew() {
        Client an = connected("an");
        plane.transports.get(0).events.onDataRefused("_reliable");
        plane.transports.get(0).events.onDataRefused("_reliable");
        mailbox.run();
        assertEquals(1, an.heard(Notice.Left.class).size());
        assertEquals(Notice.LeaveAction.RECONNECT, an.last(Notice.Left.class).action());
    }

    @Test
    void whatWasMissedIsSentAgainAfterAResume() {
        Client an = connected("an");
        Client binh = connected("binh");
        for (int i = 1; i <= 5; i++) {
            send(0, "_reliable", i + "|||m" + i);
        }
        plane.transports.get(1).sent.clear();
        binh.proxy().synced(new SyncState(List.of(), false, List.of(), List.of(), Map.of(an.sid(), 3)));
        mailbox.run();
        assertEquals(List.of("an:m4", "an:m5"), received(1, "_reliable"));
    }

    private void synced(Client client, Map<String, Integer> seen) {
        client.proxy().synced(new SyncState(List.of(), false, List.of(), List.of(), seen));
        mailbox.run();
    }

    @Test
    void whoHadHeardNothingOfASenderGetsWhatItSentSinceTheBreak() {
        Client an = connected("an");
        Client binh = connected("binh");
        send(0, "_reliable", "1|||before");
        mailbox.advance(Duration.ofSeconds(31));
        binh.proxy().linkLost(binh);
        plane.transports.get(1).state(TransportState.DISCONNECTED);
        send(0, "_reliable", "2|||first");
        mailbox.advance(Duration.ofSeconds(14));
        send(0, "_reliable", "3||cuong|not for binh");
        send(0, "_reliable", "4|||second");
        plane.transports.get(1).sent.clear();
        Client again = new Client("binh");
        again.joined = rooms.resume("hop", "binh", binh.sid(), again);
        mailbox.run();
        synced(again, Map.of());
        assertEquals(List.of("an:first", "an:second"), received(1, "_reliable"));
        plane.transports.get(1).sent.clear();
        synced(again, Map.of(an.sid(), 4));
        assertEquals(List.of(), received(1, "_reliable"));
    }

    /** A long break: the client has forgotten by then whom it had heard. */
    @Test
    void aBreakLongerThanTheClientsMemoryLosesNothing() {
        connected("an");
        Client binh = connected("binh");
        binh.proxy().linkLost(binh);
        for (int i = 1; i <= 6; i++) {
            send(0, "_reliable", i + "|||m" + i);
            mailbox.advance(Duration.ofSeconds(10));
        }
        plane.transports.get(1).sent.clear();
        Client again = new Client("binh");
        again.joined = rooms.resume("hop", "binh", binh.sid(), again);
        mailbox.run();
        synced(again, Map.of());
        assertEquals(6, received(1, "_reliable").size());
    }

    @Test
    void whatTheServerSentIsSentAgainToo() {
        connected("an");
        Client binh = connected("binh");
        RoomProxy room = rooms.find("hop").orElseThrow();
        binh.proxy().linkLost(binh);
        for (String words : List.of("one", "two")) {
            room.sendData(
                    new DataFormat.Routed(words.getBytes(StandardCharsets.UTF_8), List.of(), List.of(), 0, "", false),
                    true);
        }
        mailbox.run();
        plane.transports.get(1).sent.clear();
        Client again = new Client("binh");
        again.joined = rooms.resume("hop", "binh", binh.sid(), again);
        mailbox.run();
        synced(again, Map.of());
        assertEquals(List.of("one", "two"), received(1, "_reliable"));
        plane.transports.get(1).sent.clear();
        String server = again.last(Notice.RoomUpdated.class).room().sid();
        synced(again, Map.of(server, 1));
        assertEquals(List.of("two"), received(1, "_reliable"));
    }

    @Test
    void whoCameLaterIsNotSentWhatWasSaidBefore() {
        connected("an");
        send(0, "_reliable", "1|||before");
        mailbox.advance(Duration.ofSeconds(1));
        Client binh = connected("binh");
        send(0, "_reliable", "2|||after");
        plane.transports.get(1).sent.clear();
        synced(binh, Map.of());
        assertEquals(List.of("an:after"), received(1, "_reliable"));
    }

    @Test
    void theServerTalksUnderANameOfItsOwn() {
        connected("an");
        List<String> answers = new ArrayList<>();
        DataFormat.Routed question =
                new DataFormat.Routed("q".getBytes(StandardCharsets.UTF_8), List.of("an"), List.of(), 0, "", false);
        rooms.find("hop")
                .orElseThrow()
                .converse(
                        "RPC_1",
                        question,
                        Duration.ofSeconds(5),
                        answer -> answers.add(new String(answer, StandardCharsets.UTF_8)));
        mailbox.run();
        assertEquals(List.of("q"), received(0, "_reliable"));
        send(0, "_reliable", "1||RPC_1|answer");
        assertEquals(List.of("an:answer"), answers);
        mailbox.advance(Duration.ofSeconds(6));
        send(0, "_reliable", "2||RPC_1|late");
        assertEquals(1, answers.size());
    }

    @Test
    void speakersAreToldToThoseWhoListenAndOnlyWhatChanges() {
        Client an = connected("an");
        publish(an, Client.microphone("mic"));
        Client binh = connected("binh");
        Client deaf = new Client("deaf");
        Permissions none = new Permissions(false, true, true, Set.of(), true, false, false, false, false);
        join(deaf, deaf.admission(none, RoomOptions.DEFAULT), deaf.offer());
        FakePlane.FakeFanout fanout = plane.transports.getFirst().fanouts.getFirst();
        for (int i = 0; i < 5; i++) {
            fanout.events.onLevel(0.31f);
            mailbox.advance(Duration.ofMillis(400));
        }
        assertEquals(
                List.of(new Notice.SpeakersChanged(List.of(new Notice.Speaker(an.sid(), 0.375f, true)))),
                binh.heard(Notice.SpeakersChanged.class));
        assertEquals(1, an.heard(Notice.SpeakersChanged.class).size(), "about oneself too");
        assertEquals(List.of(), deaf.heard(Notice.SpeakersChanged.class));
        fanout.events.onLevel(0.001f);
        mailbox.advance(Duration.ofMillis(800));
        assertEquals(
                new Notice.Speaker(an.sid(), 0, false),
                binh.last(Notice.SpeakersChanged.class).speakers().getFirst());
        fanout.events.onLevel(0.5f);
        mailbox.advance(Duration.ofMillis(400));
        mailbox.advance(Duration.ofSeconds(3));
        assertEquals(
                new Notice.Speaker(an.sid(), 0, false),
                binh.last(Notice.SpeakersChanged.class).speakers().getFirst(),
                "silence without a word");
    }

    @Test
    void qualityFollowsLossAndNobodyIsToldThatItIsLostItself() {
        Client an = connected("an");
        publish(an, Client.microphone("mic"));
        Client binh = connected("binh");
        mailbox.advance(Duration.ofSeconds(6));
        assertEquals(2, level(binh, an));
        lose(0, 1000, 60);
        mailbox.advance(Duration.ofSeconds(5));
        assertEquals(1, level(binh, an));
        lose(0, 2000, 360);
        mailbox.advance(Duration.ofSeconds(5));
        assertEquals(0, level(binh, an));
        plane.transports.getFirst().state(TransportState.DISCONNECTED);
        mailbox.advance(Duration.ofSeconds(5));
        assertEquals(3, level(binh, an));
        assertEquals(0, level(an, an));
        assertTrue(an.heard(Notice.QualityChanged.class).size() < 5, "only what changed");
    }

    private void lose(int transport, long packets, long lost) {
        plane.transports.get(transport).traffic =
                new Traffic(mailbox.nowNanos(), packets, lost, 20_000, packets, lost, 0, 0, Map.of());
    }

    private static int level(Client viewer, Client of) {
        int level = -1;
        for (Notice.QualityChanged changed : viewer.heard(Notice.QualityChanged.class)) {
            for (Notice.Quality quality : changed.qualities()) {
                if (quality.participantSid().equals(of.sid())) {
                    level = quality.level();
                }
            }
        }
        return level;
    }
}
