package vn.nharong.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import livekit.LivekitModels;
import livekit.LivekitRtc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import vn.nharong.sfu.room.Permissions;
import vn.nharong.sfu.room.RoomOptions;
import vn.nharong.signal.token.Grant;

/** Signalling over a real socket: who gets in, what is answered, what ends the connection. */
class SignallingTest {
    @RegisterExtension
    final TestServer server = new TestServer();

    @Test
    void joinSpeakLeave() throws Exception {
        SignalPeer an = new SignalPeer();
        WebSocket socket = server.join(an, "an");
        LivekitRtc.SignalResponse first = an.heard.poll(5, TimeUnit.SECONDS);
        assertNotNull(first);
        assertTrue(first.hasJoin());
        assertEquals("an", first.getJoin().getParticipant().getIdentity());
        assertEquals(
                1,
                an.next(LivekitRtc.SignalResponse.MessageCase.ANSWER)
                        .getAnswer()
                        .getId());
        TestServer.send(socket, LivekitRtc.SignalRequest.newBuilder().setPing(1));
        long pong = an.next(LivekitRtc.SignalResponse.MessageCase.PONG).getPong();
        assertTrue(Math.abs(pong - System.currentTimeMillis()) < 5000, "milliseconds");
        TestServer.send(
                socket,
                LivekitRtc.SignalRequest.newBuilder()
                        .setPingReq(LivekitRtc.Ping.newBuilder().setTimestamp(77)));
        assertEquals(
                77,
                an.next(LivekitRtc.SignalResponse.MessageCase.PONG_RESP)
                        .getPongResp()
                        .getLastPingTimestamp());
        SignalPeer binh = new SignalPeer();
        server.join(binh, "binh");
        assertEquals(
                "an",
                binh.next(LivekitRtc.SignalResponse.MessageCase.JOIN)
                        .getJoin()
                        .getOtherParticipants(0)
                        .getIdentity());
        assertEquals(
                "binh",
                an.next(LivekitRtc.SignalResponse.MessageCase.UPDATE)
                        .getUpdate()
                        .getParticipants(0)
                        .getIdentity());
        TestServer.send(
                socket, LivekitRtc.SignalRequest.newBuilder().setLeave(LivekitRtc.LeaveRequest.getDefaultInstance()));
        assertEquals(
                LivekitModels.ParticipantInfo.State.DISCONNECTED,
                binh.next(LivekitRtc.SignalResponse.MessageCase.UPDATE)
                        .getUpdate()
                        .getParticipants(0)
                        .getState());
        assertNotNull(an.closes.poll(5, TimeUnit.SECONDS));
    }

    @Test
    void whoWritesTextIsAnsweredInText() throws Exception {
        SignalPeer an = new SignalPeer();
        WebSocket socket = server.join(an, "an");
        an.next(LivekitRtc.SignalResponse.MessageCase.ANSWER);
        socket.sendText("{\"pingReq\":{\"timestamp\":\"5\"}}", true).join();
        String answer = an.texts.poll(5, TimeUnit.SECONDS);
        assertNotNull(answer);
        assertTrue(answer.contains("\"pongResp\""), answer);
    }

    @Test
    void nonsenseEndsTheConnection() throws Exception {
        SignalPeer an = new SignalPeer();
        WebSocket socket = server.join(an, "an");
        an.next(LivekitRtc.SignalResponse.MessageCase.JOIN);
        socket.sendBinary(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}), true).join();
        assertNotNull(an.closes.poll(5, TimeUnit.SECONDS));
    }

    @Test
    void whoSendsWithoutEndIsCutOff() throws Exception {
        SignalPeer an = new SignalPeer();
        WebSocket socket = server.join(an, "an");
        an.next(LivekitRtc.SignalResponse.MessageCase.JOIN);
        ByteBuffer ping = ByteBuffer.wrap(LivekitRtc.SignalRequest.newBuilder()
                .setUpdateLayers(LivekitRtc.UpdateVideoLayers.getDefaultInstance())
                .build()
                .toByteArray());
        for (int i = 0; i < 5000 && an.closes.isEmpty(); i++) {
            try {
                socket.sendBinary(ping.duplicate(), true).join();
            } catch (CompletionException closed) {
                break;
            }
        }
        assertEquals(1008, an.closes.poll(5, TimeUnit.SECONDS));
    }

    @Test
    void whoMayNotJoinIsToldBeforeTheUpgrade() throws Exception {
        String request = "&join_request=" + TestServer.joinRequest();
        record Case(String query, int status) {}
        String noRoom = TestServer.token("an", "");
        String noJoin = TestServer.TOKENS.mint(
                new Grant(
                        "an",
                        "",
                        "",
                        Map.of(),
                        0,
                        "hop",
                        false,
                        true,
                        true,
                        true,
                        Permissions.ALL,
                        RoomOptions.DEFAULT,
                        0),
                Instant.now().plusSeconds(60));
        for (Case one : List.of(
                new Case("access_token=x" + request, 401),
                new Case("access_token=" + noJoin + request, 401),
                new Case("access_token=" + noRoom + request, 400),
                new Case("access_token=" + TestServer.token("", "hop") + request, 400),
                new Case("access_token=" + TestServer.token("an", "hop"), 400),
                new Case("access_token=" + TestServer.token("an", "hop") + "&join_request=AAAA", 400))) {
            CompletionException failure =
                    assertThrows(CompletionException.class, () -> server.connect(new SignalPeer(), one.query()));
            WebSocketHandshakeException refused =
                    assertInstanceOf(WebSocketHandshakeException.class, failure.getCause());
            assertEquals(one.status(), refused.getResponse().statusCode(), one.query());
            HttpResponse<String> validated = server.get("/rtc/v1/validate?" + one.query());
            assertEquals(one.status(), validated.statusCode());
            assertEquals(
                    "*",
                    validated
                            .headers()
                            .firstValue("Access-Control-Allow-Origin")
                            .orElse(""));
        }
        HttpResponse<String> good =
                server.get("/rtc/v1/validate?access_token=" + TestServer.token("an", "hop") + request);
        assertEquals(200, good.statusCode());
        assertEquals("success", good.body());
        assertEquals(
                404,
                server.get("/rtc/validate?access_token=" + TestServer.token("an", "hop"))
                        .statusCode());
        assertEquals(
                404,
                server.get("/rtc?access_token=" + TestServer.token("an", "hop")).statusCode());
        assertEquals(404, server.get("/rtc/v1").statusCode());
    }

    @Test
    void aTokenOfSixtyKilobytesFitsIntoTheRequestLine() throws Exception {
        String token = TestServer.TOKENS.mint(
                new Grant(
                        "an",
                        "",
                        "m".repeat(40_000),
                        Map.of(),
                        0,
                        "hop",
                        true,
                        false,
                        false,
                        false,
                        Permissions.ALL,
                        RoomOptions.DEFAULT,
                        0),
                Instant.now().plusSeconds(60));
        assertTrue(token.length() > 50_000);
        assertEquals(
                200,
                server.get("/rtc/v1/validate?access_token=" + token + "&join_request=" + TestServer.joinRequest())
                        .statusCode());
    }
}
