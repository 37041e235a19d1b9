package vn.nharong.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import livekit.LivekitModels;
import livekit.LivekitRtc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import vn.nharong.bus.Conduct;
import vn.nharong.bus.MediaNode;
import vn.nharong.bus.Ticket;
import vn.nharong.sfu.room.Permissions;
import vn.nharong.sfu.room.RoomOptions;
import vn.nharong.signal.token.ApiKey;
import vn.nharong.signal.token.Grant;
import vn.nharong.signal.token.Tokens;

/** Which key opens which door: conducted rooms are opened by their conductor's tickets, and by nothing else. */
class ConductedDoorTest {
    private static final String ROOM = "meeting:toan-tinh";

    @RegisterExtension
    final TestServer server = new TestServer();

    private String ticket(String identity, boolean publishes) {
        return server.media()
                .ticket(new Ticket(
                        ROOM,
                        identity,
                        "Xã Ia Dom",
                        publishes,
                        Instant.now(),
                        Instant.now().plusSeconds(600)));
    }

    private int status(String token) throws Exception {
        return server.get("/rtc/v1/validate?access_token=" + token + "&join_request=" + TestServer.joinRequest())
                .statusCode();
    }

    private LivekitRtc.JoinResponse joined(SignalPeer peer, String token) throws Exception {
        server.connect(peer, "access_token=" + token + "&join_request=" + TestServer.joinRequest());
        return peer.next(LivekitRtc.SignalResponse.MessageCase.JOIN).getJoin();
    }

    @Test
    void aTicketOpensTheRoomWhileItIsOpen() throws Exception {
        String ticket = ticket("ia-dom", true);
        assertEquals(503, status(ticket), "the meeting is not open");
        server.media().open(ROOM, Instant.EPOCH).join();
        server.media().open(ROOM, Instant.EPOCH).join();
        assertEquals(200, status(ticket));
        SignalPeer peer = new SignalPeer();
        LivekitRtc.JoinResponse join = joined(peer, ticket);
        assertEquals(ROOM, join.getRoom().getName());
        assertEquals("Xã Ia Dom", join.getParticipant().getName());
        assertTrue(join.getParticipant().getPermission().getCanPublish());
        assertFalse(join.getParticipant().getPermission().getCanUpdateMetadata());
        LivekitModels.ParticipantInfo programme = join.getOtherParticipants(0);
        assertEquals(MediaNode.PROGRAMME, programme.getIdentity());
        assertEquals(LivekitModels.ParticipantInfo.Kind.AGENT, programme.getKind());
        assertEquals("picture-0", programme.getTracks(0).getName());
        String refreshed =
                peer.next(LivekitRtc.SignalResponse.MessageCase.REFRESH_TOKEN).getRefreshToken();
        assertEquals(200, status(refreshed), "signed by the same key");
        server.media()
                .conduct(ROOM, new Conduct(List.of(), java.util.Set.of(), java.util.Set.of(), java.util.Set.of(), "{}"))
                .join();
        while (!peer.next(LivekitRtc.SignalResponse.MessageCase.ROOM_UPDATE)
                .getRoomUpdate()
                .getRoom()
                .getMetadata()
                .equals("{}")) {
            // Counts may be told first.
        }
        server.media().dismiss(ROOM, "nobody", Instant.now()).join();
        server.media().close(ROOM).join();
        server.media().close(ROOM).join();
        assertEquals(
                LivekitModels.DisconnectReason.ROOM_DELETED,
                peer.next(LivekitRtc.SignalResponse.MessageCase.LEAVE)
                        .getLeave()
                        .getReason());
        assertEquals(503, status(ticket));
        assertNull(server.hooks.poll(), "webhooks belong to the other API");
    }

    private String issued(Instant when) {
        return server.media()
                .ticket(new Ticket(
                        ROOM, "ia-dom", "Xã Ia Dom", true, when, Instant.now().plusSeconds(600)));
    }

    @Test
    void aTicketEndsWithItsRight() throws Exception {
        Instant morning = Instant.now().minusSeconds(6 * 3600);
        server.media().open(ROOM, morning).join();
        String yesterdays = issued(morning.minusMillis(1));
        assertEquals(401, status(yesterdays), "of a time whose ended rights nobody knows");
        String ticket = issued(morning);
        SignalPeer peer = new SignalPeer();
        joined(peer, ticket);
        String renewed =
                peer.next(LivekitRtc.SignalResponse.MessageCase.REFRESH_TOKEN).getRefreshToken();
        assertEquals(200, status(ticket), "hours later, after a break");
        assertEquals(200, status(renewed));

        server.media().dismiss(ROOM, "ia-dom", morning.plusMillis(1)).join();
        assertEquals(
                LivekitModels.DisconnectReason.PARTICIPANT_REMOVED,
                peer.next(LivekitRtc.SignalResponse.MessageCase.LEAVE)
                        .getLeave()
                        .getReason());
        assertEquals(401, status(ticket));
        assertEquals(401, status(renewed), "renewing it made no new right of it");
        assertEquals(200, status(ticket("duc-co", true)), "nobody else's");

        String again = issued(morning.plusMillis(2));
        assertEquals(200, status(again), "called again");
        SignalPeer back = new SignalPeer();
        joined(back, again);
        server.media().dismiss(ROOM, "ia-dom", morning.plusMillis(1)).join();
        server.media()
                .conduct(ROOM, new Conduct(List.of(), Set.of(), Set.of(), Set.of(), "{}"))
                .join();
        while (!back.next(LivekitRtc.SignalResponse.MessageCase.ROOM_UPDATE)
                .getRoomUpdate()
                .getRoom()
                .getMetadata()
                .equals("{}")) {
            // It is still here: an order that came late is about the ticket before.
        }
        server.media().open(ROOM, morning.plusMillis(3)).join();
        assertEquals(401, status(again));
    }

    @Test
    void aViewersTicketPublishesNothing() throws Exception {
        server.media().open(ROOM, Instant.EPOCH).join();
        assertFalse(joined(new SignalPeer(), ticket("viewer", false))
                .getParticipant()
                .getPermission()
                .getCanPublish());
    }

    @Test
    void theApiKeyOpensNoConductedRoomAndTheConductorsKeyNoOther() throws Exception {
        server.media().open(ROOM, Instant.EPOCH).join();
        assertEquals(401, status(TestServer.token("an", ROOM)));
        List<String> kept = Files.readAllLines(server.config(0).data().resolve("conductor-key"));
        Tokens conductor = new Tokens(new ApiKey(kept.get(0), kept.get(1)), Clock.systemUTC());
        String stray = conductor.mint(
                new Grant(
                        "an",
                        "an",
                        "",
                        Map.of(),
                        0,
                        "hop",
                        true,
                        true,
                        true,
                        true,
                        Permissions.ALL,
                        RoomOptions.DEFAULT,
                        0),
                Instant.now().plusSeconds(600));
        assertEquals(401, status(stray));
        assertEquals(200, status(TestServer.token("an", "hop")));
        record Call(String method, String body, String token, int status) {}
        String admin = TestServer.token("admin", ROOM);
        for (Call one : List.of(
                new Call("CreateRoom", "{\"name\":\"" + ROOM + "\"}", admin, 403),
                new Call("CreateRoom", "{\"name\":\"meeting:other\"}", admin, 403),
                new Call("DeleteRoom", "{\"room\":\"" + ROOM + "\"}", admin, 404),
                new Call("ListParticipants", "{\"room\":\"" + ROOM + "\"}", admin, 404),
                new Call("UpdateRoomMetadata", "{\"room\":\"" + ROOM + "\",\"metadata\":\"x\"}", admin, 404),
                new Call("RemoveParticipant", "{\"room\":\"" + ROOM + "\",\"identity\":\"an\"}", admin, 404),
                new Call(
                        "MutePublishedTrack",
                        "{\"room\":\"" + ROOM + "\",\"identity\":\"an\",\"track_sid\":\"TR_x\"}",
                        admin,
                        404),
                new Call("SendData", "{\"room\":\"" + ROOM + "\"}", admin, 404),
                new Call("ListRooms", "{}", stray, 401))) {
            assertEquals(
                    one.status(),
                    server.post(
                                    "/twirp/livekit.RoomService/" + one.method(),
                                    "application/json",
                                    one.body(),
                                    "Authorization",
                                    "Bearer " + one.token())
                            .statusCode(),
                    one.method());
        }
        assertEquals(
                "{}",
                server.post(
                                "/twirp/livekit.RoomService/ListRooms",
                                "application/json",
                                "{}",
                                "Authorization",
                                "Bearer " + admin)
                        .body());
        assertEquals(
                400,
                server.post("/api/join", "application/json", "{\"room\":\" " + ROOM + "\",\"name\":\"An\"}")
                        .statusCode());
    }

    @Test
    void theConductorsKeyOutlivesTheProcessAndIsNobodyElses() throws Exception {
        String ticket = ticket("ia-dom", true);
        Path file = server.config(0).data().resolve("conductor-key");
        assertEquals(
                "rw-------",
                java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        server.close();
        server.start(List.of());
        server.media().open(ROOM, Instant.EPOCH).join();
        assertEquals(200, status(ticket));
    }

    @Test
    void ordersThatMakeNoSenseAreRefused() {
        MediaNode media = server.media();
        assertThrows(
                CompletionException.class,
                () -> media.open("hop", Instant.EPOCH).join());
        assertThrows(
                CompletionException.class,
                () -> media.conduct("meeting:never-opened", Conduct.NOTHING).join());
        media.dismiss("meeting:never-opened", "an", Instant.now()).join();
        assertThrows(
                IllegalArgumentException.class,
                () -> media.ticket(new Ticket("hop", "an", "An", true, Instant.now(), Instant.now())));
        assertThrows(
                IllegalArgumentException.class,
                () -> media.ticket(new Ticket(ROOM, "", "An", true, Instant.now(), Instant.now())));
    }
}
