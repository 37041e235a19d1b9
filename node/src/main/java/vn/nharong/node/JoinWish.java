package vn.nharong.node;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import vn.nharong.sfu.room.Rooms;

/**
 * What a guest asks for at the door.
 *
 * @param room not empty, stripped
 * @param name not empty, stripped
 * @param identity one that was given before, empty for none
 * @param resume the secret that came with it, empty for none
 */
record JoinWish(String room, String name, String identity, String resume) {
    private static final int MAX_ROOM = 64;
    private static final int MAX_NAME = 80;

    /** Why a wish cannot be taken; the code is stable, the page has its words. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final String code;

        Refused(String code, String detail) {
            super(detail);
            this.code = code;
        }

        String code() {
            return code;
        }

        /** What was wrong, in English, without any part of the request. */
        String detail() {
            return String.valueOf(getMessage());
        }
    }

    /** Reads a stranger's JSON. */
    static JoinWish parse(byte[] body) throws Refused {
        JsonObject wish;
        try {
            wish = JsonParser.parseString(new String(body, StandardCharsets.UTF_8))
                    .getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw new Refused("not-json", "The request is not a JSON object");
        }
        String room = text(wish, "room").strip();
        String name = text(wish, "name").strip();
        if (unfit(room, MAX_ROOM) || Rooms.conducted(room)) {
            throw new Refused("room-invalid", "The room's name is empty, too long, reserved or has control characters");
        }
        if (unfit(name, MAX_NAME)) {
            throw new Refused("name-invalid", "The name is empty, too long or has control characters");
        }
        return new JoinWish(room, name, text(wish, "identity"), text(wish, "resume"));
    }

    private static String text(JsonObject object, String name) {
        JsonElement value = object.get(name);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
    }

    private static boolean unfit(String text, int max) {
        return text.isEmpty()
                || text.codePointCount(0, text.length()) > max
                || text.codePoints().anyMatch(Character::isISOControl);
    }
}
