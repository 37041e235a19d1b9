package vn.nharong.loadtest.janus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JanusMessageTest {
    @Test
    void thePluginSpeaks() throws Exception {
        JanusMessage message = JanusMessage.parse(
                "{\"janus\":\"event\",\"sender\":7,\"transaction\":\"3\",\"plugindata\":{\"plugin\":\"janus.plugin.videoroom\","
                        + "\"data\":{\"videoroom\":\"attached\",\"streams\":[{\"mid\":\"0\",\"feed_id\":4503599627370495},9]}},"
                        + "\"jsep\":{\"type\":\"offer\",\"sdp\":\"v=0\"}}");
        assertEquals("event", message.kind());
        assertEquals("3", message.transaction());
        assertEquals("offer", message.sdpType());
        assertEquals("v=0", message.sdp());
        assertEquals("", message.failure());
        JsonObject stream = JanusMessage.list(message.data(), "streams").getFirst();
        assertEquals(4_503_599_627_370_495L, JanusMessage.id(stream, "feed_id"));
        assertEquals(1, JanusMessage.list(message.data(), "streams").size());
    }

    @Test
    void bothKindsOfFailure() throws Exception {
        assertEquals(
                "Unauthorized request (403)",
                JanusMessage.parse("{\"janus\":\"error\",\"error\":{\"code\":403,\"reason\":\"Unauthorized request\"}}")
                        .failure());
        assertEquals(
                "No such room (426)",
                JanusMessage.parse(
                                "{\"janus\":\"event\",\"plugindata\":{\"data\":{\"videoroom\":\"event\",\"error_code\":426,"
                                        + "\"error\":\"No such room\"}}}")
                        .failure());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "hello",
                "{",
                "{\"janus\":{}}",
                "{\"transaction\":\"1\"}",
                "{\"janus\":\"event\",\"plugindata\":7}",
                "{\"janus\":\"event\",\"plugindata\":{\"data\":[]}}",
                "{\"janus\":\"event\",\"jsep\":\"v=0\"}",
                "{\"janus\":\"error\",\"error\":\"no\"}",
                "{\"janus\":\"success\",\"data\":null}"
            })
    void whatIsNoneIsRefused(String text) {
        String said =
                assertThrows(JanusRefused.class, () -> JanusMessage.parse(text)).getMessage();
        assertTrue(said.startsWith("a message that"), said);
    }

    @Test
    void neitherDeepNorLongOnesDoHarm() {
        assertThrows(JanusRefused.class, () -> JanusMessage.parse("[".repeat(500_000)));
        assertThrows(JanusRefused.class, () -> JanusMessage.parse(" ".repeat(JanusMessage.MAX_LENGTH + 1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"id\":0}",
                "{\"id\":-1}",
                "{\"id\":\"x\"}",
                "{\"id\":[]}",
                "{\"id\":{}}",
                "{\"id\":null}"
            })
    void anIdIsANumber(String text) {
        JsonObject of = com.google.gson.JsonParser.parseString(text).getAsJsonObject();
        assertTrue(assertThrows(JanusRefused.class, () -> JanusMessage.id(of, "id"))
                .getMessage()
                .contains("id"));
    }
}
