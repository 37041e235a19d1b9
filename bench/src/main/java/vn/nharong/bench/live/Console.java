package vn.nharong.bench.live;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What an operator's screen knows of a meeting, and since when. Any thread; its lock guards it. */
final class Console {
    private final Map<String, JsonObject> seats = new HashMap<>();
    private @Nullable JsonObject floor;
    private int events;

    /** A snapshot or a patch. */
    synchronized void take(JsonObject told) {
        events++;
        if (told.has("seats")) {
            for (JsonElement each : told.getAsJsonArray("seats")) {
                JsonObject seat = each.getAsJsonObject();
                seats.put(seat.get("id").getAsString(), seat);
            }
        }
        if (told.has("floor") && told.get("floor").isJsonObject()) {
            floor = told.getAsJsonObject("floor");
        }
        notifyAll();
    }

    synchronized int count(Predicate<JsonObject> which) {
        return (int) seats.values().stream().filter(which).count();
    }

    synchronized int events() {
        return events;
    }

    static boolean connected(JsonObject seat) {
        return seat.get("connected").getAsBoolean();
    }

    static boolean checked(JsonObject seat) {
        return connected(seat) && !seat.get("state").getAsString().equals("CONNECTED");
    }

    static boolean present(JsonObject seat) {
        return seat.get("present").getAsBoolean();
    }

    /** Waits for so many. @return how many there are after at most so long */
    synchronized int await(Predicate<JsonObject> which, int wanted, long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        while (count(which) < wanted && System.nanoTime() < end) {
            wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
        }
        return count(which);
    }

    /** The floor's request of that seat, once it is on the screen. @throws IllegalStateException when it never is */
    synchronized String request(String seat) throws InterruptedException {
        long end = System.nanoTime() + 5_000_000_000L;
        while (System.nanoTime() < end) {
            if (floor != null) {
                for (JsonElement each : floor.getAsJsonArray("queue")) {
                    JsonObject request = each.getAsJsonObject();
                    if (request.get("seat").getAsString().equals(seat)) {
                        return request.get("id").getAsString();
                    }
                }
            }
            wait(200);
        }
        throw new IllegalStateException("a request for the floor is not on the operator's screen");
    }

    /** Waits until that seat speaks on this screen. @return when it did, or 0 after at most so long */
    synchronized long awaitSpeaking(String seat, long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        while (System.nanoTime() < end) {
            JsonElement speaking = floor == null ? null : floor.get("speaking");
            if (speaking != null
                    && speaking.isJsonObject()
                    && speaking.getAsJsonObject().get("seat").getAsString().equals(seat)) {
                return System.nanoTime();
            }
            wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
        }
        return 0;
    }
}
