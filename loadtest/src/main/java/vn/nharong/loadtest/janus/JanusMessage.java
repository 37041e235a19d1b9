package vn.nharong.loadtest.janus;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;

/**
 * One message that Janus sent, read.
 *
 * @param kind {@code success}, {@code ack}, {@code event}, {@code error}, {@code hangup}, {@code timeout}, …
 * @param transaction of the request it belongs to; empty for what comes by itself
 * @param data of the core, or of the plugin where one speaks; empty when there is none
 * @param sdp of its JSEP; empty when there is none
 * @param sdpType {@code offer} or {@code answer}
 * @param failure what went wrong, of the core or of the plugin; empty when nothing did
 */
record JanusMessage(String kind, String transaction, JsonObject data, String sdp, String sdpType, String failure) {
    /** What a room with hundreds of sections needs stays far below. */
    static final int MAX_LENGTH = 1 << 20;

    static JanusMessage parse(String text) throws JanusRefused {
        if (text.length() > MAX_LENGTH) {
            throw new JanusRefused("a message longer than " + MAX_LENGTH);
        }
        try {
            JsonObject root = JsonParser.parseString(text).getAsJsonObject();
            JsonObject plugin = child(root, "plugindata");
            JsonObject data = plugin.has("data") ? child(plugin, "data") : child(root, "data");
            JsonObject jsep = child(root, "jsep");
            String failure = "";
            if (root.has("error")) {
                JsonObject error = child(root, "error");
                failure = text(error, "reason") + " (" + text(error, "code") + ")";
            } else if (data.has("error") || data.has("error_code")) {
                failure = text(data, "error") + " (" + text(data, "error_code") + ")";
            }
            String kind = text(root, "janus");
            if (kind.isEmpty()) {
                throw new JanusRefused("a message that does not say what it is: " + abridged(text));
            }
            return new JanusMessage(
                    kind, text(root, "transaction"), data, text(jsep, "sdp"), text(jsep, "type"), failure);
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException | StackOverflowError e) {
            throw new JanusRefused("a message that is no JSON of Janus: " + abridged(text));
        }
    }

    private static String abridged(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }

    private static JsonObject child(JsonObject of, String name) {
        if (!of.has(name)) {
            return new JsonObject();
        }
        if (of.get(name) instanceof JsonObject child) {
            return child;
        }
        throw new JsonParseException(name);
    }

    /** Empty where there is none. */
    static String text(JsonObject of, String name) {
        return of.has(name) && of.get(name).isJsonPrimitive() ? of.get(name).getAsString() : "";
    }

    /** A number that Janus gave to something of its own. */
    static long id(JsonObject of, String name) throws JanusRefused {
        try {
            long id = of.has(name) ? of.get(name).getAsLong() : 0;
            if (id > 0) {
                return id;
            }
        } catch (NumberFormatException | UnsupportedOperationException | IllegalStateException e) {
            // told below
        }
        throw new JanusRefused("no number where there must be one: " + name);
    }

    /** The objects of an array; none where there is no such array. */
    static List<JsonObject> list(JsonObject of, String name) {
        List<JsonObject> list = new ArrayList<>();
        if (of.has(name) && of.get(name) instanceof JsonArray array) {
            for (JsonElement each : array) {
                if (each instanceof JsonObject object) {
                    list.add(object);
                }
            }
        }
        return list;
    }
}
