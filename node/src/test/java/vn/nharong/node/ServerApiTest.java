package vn.nharong.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import livekit.LivekitModels;
import livekit.LivekitRoom;
import livekit.LivekitRtc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The server API in both forms, and what it tells by webhook. */
class ServerApiTest {
    @RegisterExtension
    final TestServer server = new TestServer();

    @Test
    void theServerApiInBothForms() throws Exception {
        String admin = TestServer.token("admin", "hop");
        String auth = "Bearer " + admin;
        String base = "/twirp/livekit.RoomService/";
        HttpResponse<String> made = server.post(
                base + "CreateRoom",
                "application/json;charset=UTF-8",
                "{\"name\":\"hop\",\"max_participants\":2,\"emptyTimeout\":60,\"unknown\":1}",
                "Authorization",
                auth);
        assertEquals(200, made.statusCode(), made.body());
        assertEquals(
                "application/json", made.headers().firstValue("Content-Type").orElse(""));
        assertEquals(
                "hop",
                JsonParser.parseString(made.body())
                        .getAsJsonObject()
                        .get("name")
                        .getAsString());
        HttpResponse<byte[]> listed = server.client.send(
                HttpRequest.newBuilder(server.http(base + "ListRooms"))
                        .header("Content-Type", "application/protobuf")
                        .header("Authorization", auth)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(LivekitRoom.ListRoomsRequest.newBuilder()
                                .addNames("hop")
                                .build()
                                .toByteArray()))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        LivekitRoom.ListRoomsResponse rooms = LivekitRoom.ListRoomsResponse.parseFrom(listed.body());
        assertEquals(2, rooms.getRooms(0).getMaxParticipants());
        assertEquals(60, rooms.getRooms(0).getEmptyTimeout());

        SignalPeer an = new SignalPeer();
        server.join(an, "an");
        an.next(LivekitRtc.SignalResponse.MessageCase.JOIN);
        String who = "{\"room\":\"hop\",\"identity\":\"an\"}";
        assertTrue(server.post(base + "GetParticipant", "application/json", who, "Authorization", auth)
                .body()
                .contains("\"identity\":\"an\""));
        HttpResponse<String> updated = server.post(
                base + "UpdateParticipant",
                "application/json",
                "{\"room\":\"hop\",\"identity\":\"an\",\"name\":\"An mới\",\"attributes\":{\"k\":\"v\"}}",
                "Authorization",
                auth);
        assertTrue(updated.body().contains("An mới"), updated.body());
        server.post(
                base + "UpdateRoomMetadata",
                "application/json",
                "{\"room\":\"hop\",\"metadata\":\"chương trình\"}",
                "Authorization",
                auth);
        while (!an.next(LivekitRtc.SignalResponse.MessageCase.ROOM_UPDATE)
                .getRoomUpdate()
                .getRoom()
                .getMetadata()
                .equals("chương trình")) {
            // Counts of the room may be told first.
        }
        record Refusal(String method, String body, String token, int status, String code) {}
        String other = TestServer.token("admin", "other");
        for (Refusal one : List.of(
                new Refusal("GetParticipant", who, other, 401, "unauthenticated"),
                new Refusal("GetParticipant", who, "x", 401, "unauthenticated"),
                new Refusal("GetParticipant", "{\"room\":\"hop\",\"identity\":\"?\"}", admin, 404, "not_found"),
                new Refusal("DeleteRoom", "{\"room\":\"none\"}", admin, 404, "not_found"),
                new Refusal("CreateRoom", "{}", admin, 400, "invalid_argument"),
                new Refusal("CreateRoom", "{", admin, 400, "malformed"),
                new Refusal("MoveParticipant", "{}", admin, 501, "unimplemented"),
                new Refusal("Nothing", "{}", admin, 404, "bad_route"))) {
            HttpResponse<String> refused = server.post(
                    base + one.method(), "application/json", one.body(), "Authorization", "Bearer " + one.token());
            assertEquals(one.status(), refused.statusCode(), one.toString());
            assertEquals(
                    "application/json",
                    refused.headers().firstValue("Content-Type").orElse(""));
            assertEquals(
                    one.code(),
                    JsonParser.parseString(refused.body())
                            .getAsJsonObject()
                            .get("code")
                            .getAsString());
        }
        assertEquals(
                200,
                server.post(base + "RemoveParticipant", "application/json", who, "Authorization", auth)
                        .statusCode());
        assertEquals(
                LivekitModels.DisconnectReason.PARTICIPANT_REMOVED,
                an.next(LivekitRtc.SignalResponse.MessageCase.LEAVE).getLeave().getReason());
        SignalPeer binh = new SignalPeer();
        server.join(binh, "binh");
        binh.next(LivekitRtc.SignalResponse.MessageCase.JOIN);
        server.post(base + "DeleteRoom", "application/json", "{\"room\":\"hop\"}", "Authorization", auth);
        assertEquals(
                LivekitModels.DisconnectReason.ROOM_DELETED,
                binh.next(LivekitRtc.SignalResponse.MessageCase.LEAVE)
                        .getLeave()
                        .getReason());
    }

    @Test
    void webhooksAreSignedAndInOrder() throws Exception {
        SignalPeer an = new SignalPeer();
        WebSocket socket = server.join(an, "an");
        an.next(LivekitRtc.SignalResponse.MessageCase.JOIN);
        TestServer.send(
                socket, LivekitRtc.SignalRequest.newBuilder().setLeave(LivekitRtc.LeaveRequest.getDefaultInstance()));
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            TestServer.HookCall call = server.hooks.poll(5, TimeUnit.SECONDS);
            assertNotNull(call);
            assertEquals("application/webhook+json", call.type());
            com.auth0.jwt.interfaces.DecodedJWT jwt = com.auth0
                    .jwt
                    .JWT
                    .require(com.auth0.jwt.algorithms.Algorithm.HMAC256(TestServer.KEY.secret()))
                    .withIssuer(TestServer.KEY.id())
                    .build()
                    .verify(call.authorization());
            byte[] digest = java.security.MessageDigest.getInstance("SHA-256").digest(call.body());
            assertEquals(
                    Base64.getEncoder().encodeToString(digest),
                    jwt.getClaim("sha256").asString());
            events.add(JsonParser.parseString(new String(call.body(), StandardCharsets.UTF_8))
                    .getAsJsonObject()
                    .get("event")
                    .getAsString());
        }
        assertEquals(List.of("room_started", "participant_connection_aborted"), events);
    }
}
