package vn.nharong.bench.live;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
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

/** One person's session at a house with sample data, from the server's own machine. Any thread. */
final class House {
    private static final String DEVICE_COOKIE = "__Host-nharong-device";

    private final HttpClient http;
    private final URI base;
    private String cookie = "";
    private String csrf = "";

    private House(HttpClient http, URI base) {
        this.http = http;
        this.base = base;
    }

    /** Signs in as the sample province's account of that role. */
    static House as(HttpClient http, URI base, String role) throws IOException, InterruptedException {
        House house = new House(http, base);
        JsonObject wish = new JsonObject();
        wish.addProperty("role", role);
        house.cookie = cookie(house.ask("POST", "/api/demo/sign-in", wish));
        JsonObject me = body(house.ask("GET", "/api/me", null)).getAsJsonObject();
        house.csrf = me.get("csrf").getAsString();
        return house;
    }

    /** A key of this site's own screen. */
    static String deviceKey(HttpClient http, URI base, String site) throws IOException, InterruptedException {
        JsonObject wish = new JsonObject();
        wish.addProperty("role", "SITE");
        wish.addProperty("site", site);
        String cookie = cookie(new House(http, base).ask("POST", "/api/demo/sign-in", wish));
        if (!cookie.startsWith(DEVICE_COOKIE + "=")) {
            throw new IOException("no key for a device");
        }
        return cookie.substring(DEVICE_COOKIE.length() + 1);
    }

    /** The sites of the sample province. */
    static JsonObject choice(HttpClient http, URI base) throws IOException, InterruptedException {
        return body(new House(http, base).ask("GET", "/api/demo", null)).getAsJsonObject();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie).header("X-CSRF-Token", csrf);
        }
        return request;
    }

    private HttpResponse<String> ask(String method, String path, @org.jspecify.annotations.Nullable JsonObject body)
            throws IOException, InterruptedException {
        HttpRequest.BodyPublisher content = body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body.toString());
        HttpRequest request = request(path)
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .method(method, content)
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer;
    }

    private static String cookie(HttpResponse<String> answer) {
        String given = answer.headers().firstValue("Set-Cookie").orElse("");
        int end = given.indexOf(';');
        return end < 0 ? given : given.substring(0, end);
    }

    private static JsonElement body(HttpResponse<String> answer) {
        return answer.body().isEmpty() ? new JsonObject() : JsonParser.parseString(answer.body());
    }

    JsonObject post(String path, JsonObject body) throws IOException, InterruptedException {
        return body(ask("POST", path, body)).getAsJsonObject();
    }

    JsonObject get(String path) throws IOException, InterruptedException {
        return body(ask("GET", path, null)).getAsJsonObject();
    }

    /** Hears a stream of events on a virtual thread until the process ends. */
    void follow(String path, Consumer<JsonObject> event) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = http.send(
                request(path).header("Accept", "text/event-stream").build(), HttpResponse.BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            throw new IOException(path + ": " + answer.statusCode());
        }
        Thread.ofVirtual().name("events").start(() -> {
            try (BufferedReader in = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    if (line.startsWith("data:")) {
                        event.accept(JsonParser.parseString(line.substring(5)).getAsJsonObject());
                    }
                }
            } catch (IOException e) {
                System.err.println("events of " + path + " are cut: " + e.getMessage());
            }
        });
    }
}
