package vn.nharong.signal.map;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.util.Map;

/**
 * Reads protobuf's JSON form. Protobuf's own reader turns every number meant for an integer field into all its digits:
 * {@code {"pingReq":{"timestamp":1e999999999}}} keeps all cores at work for minutes and fills the memory. Such numbers
 * are refused before it sees them, also in quotes, where it takes them too.
 */
final class JsonText {
    /** A double ends at 1e308. */
    private static final int MAX_EXPONENT_DIGITS = 3;

    private static final JsonFormat.Parser PARSER = JsonFormat.parser().ignoringUnknownFields();

    private JsonText() {}

    static void merge(String text, Message.Builder into) throws InvalidProtocolBufferException {
        JsonElement json;
        try {
            json = JsonParser.parseString(text);
        } catch (JsonParseException e) {
            throw new InvalidProtocolBufferException("not JSON");
        }
        look(json);
        PARSER.merge(text, into);
    }

    /** As deep as Gson reads, which is 255. */
    private static void look(JsonElement json) throws InvalidProtocolBufferException {
        switch (json) {
            case JsonPrimitive value -> bounded(value.getAsString());
            case com.google.gson.JsonArray array -> {
                for (JsonElement each : array) {
                    look(each);
                }
            }
            case com.google.gson.JsonObject object -> {
                for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
                    bounded(entry.getKey());
                    look(entry.getValue());
                }
            }
            default -> {
                // null
            }
        }
    }

    private static void bounded(String text) throws InvalidProtocolBufferException {
        int exponentAt = Math.max(text.lastIndexOf('e'), text.lastIndexOf('E'));
        if (exponentAt < 1) {
            return;
        }
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Digits of any script: java.math.BigDecimal takes them.
            boolean part = Character.isDigit(c) || c == '+' || c == '-' || c == '.' && i < exponentAt;
            if (!part && i != exponentAt) {
                return;
            }
            if (i > exponentAt && Character.isDigit(c) && (digits > 0 || Character.digit(c, 10) != 0)) {
                digits++;
            }
        }
        if (digits > MAX_EXPONENT_DIGITS) {
            throw new InvalidProtocolBufferException("a number beyond all bounds");
        }
    }
}
