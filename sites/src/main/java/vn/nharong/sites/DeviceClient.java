package vn.nharong.sites;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;

/** The server as one site's device sees it. Any thread; calls block, which costs a virtual thread nothing. */
final class DeviceClient {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final HttpClient http;
    private final URI base;
    private final String key;

    /** @param base {@code http://host:port} @param key of the device, kept in no log */
    DeviceClient(HttpClient http, URI base, String key) {
        this.http = http;
        this.base = base;
        this.key = key;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).header("Authorization", "Device " + key);
    }

    /** @return the answer's status */
    int post(String path, JsonObject body) throws IOException, InterruptedException {
        return post(path, "application/json", body.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** @param jpeg at most 12 KB */
    int still(byte[] jpeg) throws IOException, InterruptedException {
        return post("/api/kiosk/still", "image/jpeg", jpeg);
    }

    private int post(String path, String type, byte[] body) throws IOException, InterruptedException {
        HttpRequest request = request(path)
                .header("Content-Type", type)
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    /**
     * Hears what the site's screen is told, until the stream ends.
     *
     * @return status, 200 when there was a stream
     */
    int follow(Consumer<JsonObject> kiosk) throws IOException, InterruptedException {
        HttpRequest request = request("/api/kiosk/events")
                .header("Accept", "text/event-stream")
                .build();
        HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader in = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            if (answer.statusCode() != 200) {
                return answer.statusCode();
            }
            String event = "";
            StringBuilder text = new StringBuilder();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("event:")) {
                    event = line.substring(6).strip();
                } else if (line.startsWith("data:")) {
                    text.append(line, 5, line.length());
                } else if (line.isEmpty()) {
                    if (event.equals("snapshot")) {
                        tell(kiosk, text.toString());
                    }
                    event = "";
                    text.setLength(0);
                }
            }
            return 200;
        }
    }

    private static void tell(Consumer<JsonObject> kiosk, String text) throws IOException {
        JsonObject told;
        try {
            told = JsonParser.parseString(text).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw new IOException("the server's event is no Kiosk", e);
        }
        kiosk.accept(told);
    }
}
