package vn.nharong.sfu.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.media.sdp.Direction;
import vn.nharong.media.sdp.MediaSection;
import vn.nharong.sfu.loop.TransportState;

class RoomTest extends RoomScenario {
    @Test
    void theFirstWordIsJoinedThenTheAnswer() {
        Client an = join("an");
        assertTrue(an.heard.get(0) instanceof Notice.Joined);
        Notice.Answered answer = an.last(Notice.Answered.class);
        assertEquals(1, answer.offerId());
        assertEquals(7, an.answer().sections().size());
        assertTrue(answer.sdp().contains("a=ice-lite\r\n"));
        assertEquals(List.of("0", "1", "2", "3", "4", "5", "6"), an.answer().bundle());
        MediaSection slot = an.answered("3");
        assertEquals(Direction.INACTIVE, slot.direction());
        assertTrue(slot.codecs().containsKey(96));
        assertTrue(answer.sdp().contains("a=rtcp-fb:111 nack\r\n"));
        assertFalse(answer.sdp().contains("red/48000"));
    }

    @Test
    void twoSeeAndHearEachOther() {
        Client an = connected("an");
        String audio = publish(an, Client.microphone("mic-a"));
        String video = publish(an, Client.camera("cam-a"));
        assertEquals(Direction.RECVONLY, an.answered(audio).direction());
        assertEquals(Direction.RECVONLY, an.answered(video).direction());
        assertTrue(an.last(Notice.Answered.class).sdp().contains("a=simulcast:recv q;h;f\r\n"));
        assertEquals(List.of("q", "h", "f"), plane.last().fanouts.get(1).spec.rids());
        assertEquals(12345, plane.last().fanouts.get(0).spec.ssrc());

        Client binh = join("binh");
        ParticipantView known = binh.knows("an");
        assertEquals(2, known.tracks().size());
        Set<String> sids =
                Set.of(known.tracks().get(0).sid(), known.tracks().get(1).sid());
        assertEquals(sids, binh.receives());
        assertEquals(Direction.SENDONLY, binh.answered("3").direction());
        assertEquals(
                an.sid() + "|" + known.tracks().get(1).sid(), binh.answered("3").streamId());
        FakePlane.FakeTransport transport = plane.last();
        assertEquals(2, transport.forwarders.size());
        assertEquals(binh.answered("3").ssrc(), transport.forwarders.get(1).spec.ssrc());
        assertEquals(
                binh.answered("3").rtxSsrc(), transport.forwarders.get(1).spec.rtxSsrc());
        assertEquals(
                1,
                an.heard(Notice.TrackSubscribed.class).stream()
                        .filter(notice ->
                                notice.trackSid().equals(known.tracks().get(0).sid()))
                        .count());
    }

    @Test
    void aLateTrackIsPromptedForAndAnUpdateComesFirst() {
        Client an = connected("an");
        Client binh = connected("binh");
        publish(an, Client.camera("cam-a"));
        settle();
        Notice.SectionsWanted wanted = binh.last(Notice.SectionsWanted.class);
        assertEquals(new Notice.SectionsWanted(0, 0), wanted);
        assertEquals(1, binh.knows("an").tracks().size());
        int updated = binh.heard.lastIndexOf(binh.last(Notice.Updated.class));
        assertTrue(updated < binh.heard.indexOf(wanted));
        offer(binh);
        assertEquals(Set.of(binh.knows("an").tracks().getFirst().sid()), binh.receives());
    }

    @Test
    void aPublisherHearsWhatWeBelieveOfItsNewTrack() {
        Client an = connected("an");
        publish(an, Client.camera("cam-a"));
        String sid = an.last(Notice.Published.class).track().sid();
        mailbox.advance(Duration.ofMillis(900));
        int before = an.heard(Notice.Updated.class).size();
        mailbox.advance(Duration.ofMillis(300));
        assertEquals(before + 1, an.heard(Notice.Updated.class).size());
        assertEquals(sid, an.knows("an").tracks().getFirst().sid());
    }

    @Test
    void moreTracksThanSectionsAreAskedForOnce() {
        Client an = connected("an");
        for (int i = 0; i < 5; i++) {
            publish(an, Client.camera("cam" + i));
        }
        Client binh = connected("binh");
        settle();
        assertEquals(List.of(new Notice.SectionsWanted(0, 2)), binh.heard(Notice.SectionsWanted.class));
        offer(binh);
        settle();
        assertEquals(1, binh.heard(Notice.SectionsWanted.class).size(), "the missing ones are on their way");
        binh.section(MediaKind.VIDEO, "recvonly", "");
        binh.section(MediaKind.VIDEO, "recvonly", "");
        offer(binh);
        assertEquals(5, binh.receives().size());
        settle();
        assertEquals(1, binh.heard(Notice.SectionsWanted.class).size());
    }

    @Test
    void aSectionIsInactiveOnceBeforeItCarriesAnotherTrack() {
        Client an = connected("an");
        String first = publish(an, Client.camera("cam1"));
        Client binh = connected("binh");
        assertEquals(Direction.SENDONLY, binh.answered("3").direction());
        an.stopSending(first);
        publish(an, Client.camera("cam2"));
        settle();
        offer(binh);
        assertEquals(Direction.INACTIVE, binh.answered("3").direction());
        assertEquals(Direction.SENDONLY, binh.answered("4").direction());
        assertTrue(plane.transports.get(1).forwarders.get(0).closed);
        assertEquals(1, binh.knows("an").tracks().size());
    }

    @Test
    void aSectionWaitsForItsTrackToBeAnnounced() {
        Client an = connected("an");
        String mid = an.section(MediaKind.VIDEO, "sendonly", "cam");
        offer(an);
        assertEquals(Direction.RECVONLY, an.answered(mid).direction());
        assertEquals(0, plane.last().fanouts.size());
        an.proxy().addTrack(Client.camera("cam"));
        mailbox.run();
        assertEquals(1, plane.last().fanouts.size());
        assertEquals(mid, plane.last().fanouts.getFirst().spec.mid());
    }

    @Test
    void noMoreTracksWaitForTheirSectionThanAClientCanMean() {
        Client an = connected("an");
        for (int i = 0; i < 64; i++) {
            an.proxy().addTrack(Client.camera("cam" + i));
        }
        mailbox.run();
        assertEquals(64, an.heard(Notice.Published.class).size());
        assertEquals(List.of(), an.heard(Notice.Replied.class));
        TrackRequest one = Client.camera("cam64");
        an.proxy().addTrack(one);
        mailbox.run();
        assertEquals(
                new Notice.Replied(0, Notice.Reason.LIMIT_EXCEEDED, "too many tracks wait", one),
                an.last(Notice.Replied.class));
        assertEquals(64, an.heard(Notice.Published.class).size());
        an.section(MediaKind.VIDEO, "sendonly", "cam7");
        offer(an);
        an.proxy().addTrack(one);
        mailbox.run();
        assertEquals(65, an.heard(Notice.Published.class).size(), "one that is carried makes place");
    }

    @Test
    void leavingIsTold() {
        Client an = connected("an");
        Client binh = connected("binh");
        an.proxy().leave();
        settle();
        assertEquals(ParticipantState.DISCONNECTED, binh.knows("an").state());
        assertEquals(LeaveReason.CLIENT_INITIATED, binh.knows("an").leaveReason());
        assertTrue(an.closed);
        assertTrue(plane.transports.getFirst().closed);
    }

    @Test
    void theSameIdentityReplacesTheOlder() {
        Client binh = connected("binh");
        Client older = connected("an");
        Client newer = connected("an");
        settle();
        assertEquals(
                new Notice.Left(LeaveReason.DUPLICATE_IDENTITY, Notice.LeaveAction.DISCONNECT),
                older.last(Notice.Left.class));
        assertEquals(newer.sid(), binh.knows("an").sid());
        assertEquals(ParticipantState.ACTIVE, binh.knows("an").state());
    }

    @Test
    void muteIsToldToEverybodyAndStopsForwarding() {
        Client an = connected("an");
        publish(an, Client.microphone("mic"));
        Client binh = connected("binh");
        String track = binh.knows("an").tracks().getFirst().sid();
        an.proxy().mute(track, true, "");
        settle();
        assertTrue(binh.knows("an").tracks().getFirst().muted());
        assertTrue(an.knows("an").tracks().getFirst().muted());
        assertTrue(plane.transports.getFirst().fanouts.getFirst().paused);
        an.proxy().mute("TR_none", true, "");
        mailbox.run();
        assertEquals(Notice.Reason.NOT_FOUND, an.last(Notice.Replied.class).reason());
    }

    @Test
    void iceRestartsWhenTheClientsCredentialsChange() {
        Client an = connected("an");
        offer(an);
        assertEquals(0, plane.last().restarts);
        an.ufrag = "cl2";
        offer(an);
        assertEquals(1, plane.last().restarts);
        assertEquals("u0r1", an.answered("0").ufrag());
    }

    @Test
    void whoNeverConnectsIsRemoved() {
        Client an = join("an");
        mailbox.advance(Duration.ofSeconds(61));
        assertEquals(LeaveReason.CONNECTION_TIMEOUT, an.last(Notice.Left.class).reason());
    }

    @Test
    void whoIsAwayInBothWaysIsRemovedLater() {
        Client an = connected("an");
        Client binh = connected("binh");
        an.proxy().linkLost(an);
        mailbox.advance(Duration.ofSeconds(60));
        assertEquals(ParticipantState.ACTIVE, binh.knows("an").state(), "media still runs");
        plane.transports.getFirst().state(TransportState.DISCONNECTED);
        mailbox.advance(Duration.ofSeconds(14));
        assertEquals(ParticipantState.ACTIVE, binh.knows("an").state());
        mailbox.advance(Duration.ofSeconds(2));
        assertEquals(ParticipantState.DISCONNECTED, binh.knows("an").state());
    }

    @Test
    void aBadOfferEndsOnlyItsSender() {
        Client an = connected("an");
        Client binh = connected("binh");
        binh.proxy().offer(new Offer(9, "v=0\r\nm=video\r\n"));
        mailbox.run();
        assertEquals(LeaveReason.STATE_MISMATCH, binh.last(Notice.Left.class).reason());
        assertFalse(an.closed);
    }

    @Test
    void aFingerprintThatCannotBeCheckedIsABadOffer() {
        Client an = connected("an");
        for (String bad : List.of(
                "sha-1 01" + ":02".repeat(19),
                "md5 01" + ":02".repeat(15),
                "sha-256 01:02",
                "sha-256 01" + ":0g".repeat(31),
                "sha-256 " + "01".repeat(32))) {
            Client binh = new Client("binh");
            binh.fingerprint = bad;
            join(binh, binh.admission(), binh.offer());
            assertEquals(
                    LeaveReason.STATE_MISMATCH, binh.last(Notice.Left.class).reason(), bad);
            assertEquals(null, plane.last().remote, bad);
        }
        for (String good : List.of("SHA-256 01" + ":ab".repeat(31), "sha-512 01" + ":AB".repeat(63))) {
            Client binh = new Client("binh");
            binh.fingerprint = good;
            join(binh, binh.admission(), binh.offer());
            assertEquals(1, binh.heard(Notice.Answered.class).size(), good);
        }
        assertFalse(an.closed);
    }

    @Test
    void aFullRoomTakesNobodyMore() {
        RoomOptions two = new RoomOptions(300, 20, 2, "");
        Client an = new Client("an");
        join(an, an.admission(Permissions.ALL, two), an.offer());
        connected("binh");
        Client cuong = join("cuong");
        assertEquals(LeaveReason.JOIN_FAILURE, cuong.last(Notice.Left.class).reason());
        an.proxy().leave();
        mailbox.run();
        Client dung = join("dung");
        assertEquals(1, dung.heard(Notice.Joined.class).size());
    }

    @Test
    void anEmptyRoomClosesAndANewOneTakesItsName() {
        Client an = connected("an");
        String first = an.last(Notice.Joined.class).room().sid();
        an.proxy().leave();
        mailbox.advance(Duration.ofSeconds(21));
        Client binh = connected("binh");
        assertFalse(binh.last(Notice.Joined.class).room().sid().equals(first));
    }

    @Test
    void aRoomThatClosesInTroubleGivesItsNameFree() {
        RoomWatcher broken = new RoomWatcher() {
            @Override
            public void onParticipantLeft(RoomView room, ParticipantView participant, boolean connected) {
                throw new IllegalStateException("left");
            }

            @Override
            public void onRoomFinished(RoomView room) {
                throw new IllegalStateException("finished");
            }
        };
        Rooms fragile = new Rooms(plane, new Random(1), () -> 0L, broken, new FakeData(), name -> mailbox);
        List<Client> clients = List.of(new Client("an"), new Client("binh"));
        for (Client client : clients) {
            client.joined = fragile.join("hop", client.admission(), client, List.of(), client.offer());
        }
        mailbox.run();
        fragile.close();
        assertThrows(IllegalStateException.class, mailbox::run);
        for (Client client : clients) {
            assertEquals(
                    LeaveReason.SERVER_SHUTDOWN, client.last(Notice.Left.class).reason());
        }
        Client late = new Client("late");
        late.joined = fragile.join("hop", late.admission(), late, List.of(), late.offer());
        mailbox.run();
        assertEquals(1, late.heard(Notice.Joined.class).size());
    }

    @Test
    void cameraAndMicrophoneAreOneStreamUnlessTheClientNeedsTheirNames() {
        Client an = connected("an");
        publish(an, Client.microphone("mic"));
        publish(an, Client.camera("cam"));
        Client binh = new Client("binh");
        binh.syncStreams = true;
        join(binh, binh.admission(), binh.offer());
        assertEquals(an.sid() + "|camera", binh.answered("0").streamId());
        assertEquals(an.sid() + "|camera", binh.answered("3").streamId());
        assertEquals(2, binh.receives().size());
    }
}
