package vn.nharong.loadtest.janus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against one that speaks WebSocket (RFC 6455) and says what a test wants. */
@Timeout(30)
class JanusSessionTest {
    private static final String CREATED = "{\"janus\":\"success\",\"transaction\":\"1\",\"data\":{\"id\":77}}";
    private static final String END = "end";

    private final ScheduledExecutorService times = Executors.newSingleThreadScheduledExecutor();
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<JsonObject> heard = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    private final ServerSocket server;

    JanusSessionTest() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void end() throws Exception {
        times.shutdownNow();
        http.shutdownNow();
        server.close();
    }

    /** @param answers what is said to a request; {@link #END}: hangs up */
    private URI serve(UnaryOperator<String> answers) {
        Thread.ofVirtual().start(() -> {
            try (Socket socket = server.accept()) {
                talk(socket, answers);
            } catch (Exception e) {
                // the test is over, or has hung up
            }
        });
        return URI.create("ws://127.0.0.1:" + server.getLocalPort());
    }

    private void talk(Socket socket, UnaryOperator<String> answers) throws Exception {
        InputStream in = socket.getInputStream();
        OutputStream out = socket.getOutputStream();
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) in.read());
        }
        String key = head.toString()
                .lines()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("sec-websocket-key:"))
                .map(line -> line.substring(18).strip())
                .findFirst()
                .orElseThrow();
        byte[] accept = MessageDigest.getInstance("SHA-1")
                .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
        out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Protocol: janus-protocol\r\nSec-WebSocket-Accept: "
                        + Base64.getEncoder().encodeToString(accept) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        DataInputStream data = new DataInputStream(in);
        while (true) {
            data.readByte();
            int length = data.readByte() & 0x7f;
            length = length == 126 ? data.readUnsignedShort() : length;
            byte[] mask = data.readNBytes(4);
            byte[] text = data.readNBytes(length);
            for (int i = 0; i < text.length; i++) {
                text[i] ^= mask[i % 4];
            }
            String request = new String(text, StandardCharsets.UTF_8);
            heard.add(JsonParser.parseString(request).getAsJsonObject());
            String answer = answers.apply(request);
            if (answer.equals(END)) {
                return;
            }
            if (!answer.isEmpty()) {
                for (String each : answer.split("\n", -1)) {
                    frame(out, each.getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }

    private static void frame(OutputStream out, byte[] text) throws IOException {
        out.write(0x81);
        if (text.length < 126) {
            out.write(text.length);
        } else {
            out.write(126);
            out.write(text.length >> 8);
            out.write(text.length);
        }
        out.write(text);
        out.flush();
    }

    private JanusSession open(URI url) throws Exception {
        return JanusSession.open(http, url, "secret", times, ends::add);
    }

    private static String created(String request, String then) {
        return request.contains("\"create\"") ? CREATED : then;
    }

    @Test
    void anEventAnswersAfterTheAcknowledgement() throws Exception {
        JanusSession session = open(
                serve(
                        request -> created(
                                request,
                                request.contains("\"destroy\"")
                                        ? "{\"janus\":\"success\",\"transaction\":\"3\"}"
                                        : "{\"janus\":\"event\",\"sender\":1}\n{\"janus\":\"ack\",\"transaction\":\"2\"}\n"
                                                + "{\"janus\":\"event\",\"transaction\":\"2\",\"plugindata\":{\"data\":{\"started\":\"ok\"}}}")));
        JanusMessage answer = session.say(5, new JsonObject(), "", "", true);
        assertEquals("ok", JanusMessage.text(answer.data(), "started"));
        session.close();
        assertEquals(77, heard.get(1).get("session_id").getAsLong());
        assertEquals("secret", heard.get(1).get("apisecret").getAsString());
        assertEquals("destroy", heard.get(2).get("janus").getAsString());
        assertTrue(ends.isEmpty(), ends::toString);
    }

    @Test
    void aRefusalIsTold() throws Exception {
        URI url = serve(
                request ->
                        "{\"janus\":\"error\",\"transaction\":\"1\",\"error\":{\"code\":403,\"reason\":\"Unauthorized request\"}}");
        assertEquals(
                "Janus refuses: Unauthorized request (403)",
                assertThrows(JanusRefused.class, () -> open(url)).getMessage());
    }

    @Test
    void whoDiesInTheMiddleIsMissedAtOnce() throws Exception {
        JanusSession session = open(serve(request -> created(request, END)));
        JanusRefused refused = assertThrows(JanusRefused.class, () -> session.say(5, new JsonObject(), "", "", true));
        assertTrue(refused.getMessage().contains("Janus"), refused.getMessage());
        assertEquals(refused.getMessage(), ends.poll(5, TimeUnit.SECONDS));
        assertTrue(assertThrows(JanusRefused.class, () -> session.attach("x"))
                .getMessage()
                .contains("over"));
    }

    @Test
    void whatIsNoJsonEndsIt() throws Exception {
        JanusSession session = open(serve(request -> created(request, "<html>")));
        assertTrue(assertThrows(JanusRefused.class, () -> session.attach("x"))
                .getMessage()
                .contains("no JSON of Janus: <html>"));
    }

    @Test
    void anAnswerWithoutANumberIsNone() throws Exception {
        JanusSession session = open(serve(
                request -> created(request, "{\"janus\":\"success\",\"transaction\":\"2\",\"data\":{\"id\":\"me\"}}")));
        assertTrue(assertThrows(JanusRefused.class, () -> session.attach("x"))
                .getMessage()
                .contains("no number"));
    }

    @Test
    void aHangUpOfAConnectionIsHeard() throws Exception {
        JanusSession session = open(serve(request -> created(
                request,
                "{\"janus\":\"hangup\",\"reason\":\"ICE failed\"}\n{\"janus\":\"success\",\"transaction\":\"2\","
                        + "\"data\":{\"id\":9}}")));
        assertThrows(JanusRefused.class, () -> {
            long unused = session.attach("x");
            throw new JanusRefused("attached before the end was heard");
        });
        assertTrue(String.valueOf(ends.poll(5, TimeUnit.SECONDS)).contains("hangup"));
    }

    @Test
    void nobodyIsThere() throws Exception {
        URI url = serve(request -> "");
        server.close();
        assertTrue(
                assertThrows(JanusRefused.class, () -> open(url)).getMessage().startsWith("no connection to Janus"));
    }
}
