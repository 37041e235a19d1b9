package vn.nharong.loadtest;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What the server says it uses and carries ({@code /api/figures}), second by second. One thread. */
final class ServerFigures {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http;
    private final URI url;
    private final AccessTokens tokens;
    private final List<JsonObject> samples = new ArrayList<>();
    private @Nullable JsonObject empty;

    ServerFigures(HttpClient http, URI url, AccessTokens tokens) {
        this.http = http;
        this.url = url;
        this.tokens = tokens;
    }

    /** Asks whether there is a server and the key is its own, and what it uses with nobody there. */
    void greet() throws LoadOptions.Refused, InterruptedException {
        try {
            HttpResponse<String> answer = ask();
            switch (answer.statusCode()) {
                case 200 -> empty = JsonParser.parseString(answer.body()).getAsJsonObject();
                case 401, 403 -> throw new LoadOptions.Refused("server.key", url.toString());
                case 404 -> throw new LoadOptions.Refused("server.other", url.toString());
                default ->
                    throw new LoadOptions.Refused("server.status", url.toString(), String.valueOf(answer.statusCode()));
            }
        } catch (SSLException e) {
            throw new LoadOptions.Refused("server.certificate", url.toString(), said(e));
        } catch (IOException | JsonParseException | IllegalStateException e) {
            throw new LoadOptions.Refused("server.none", url.toString(), said(e));
        }
    }

    static String said(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null) {
                return cause.getMessage();
            }
        }
        return thrown.getClass().getSimpleName();
    }

    /** One more sample. @return whether it came */
    boolean sample() throws InterruptedException {
        try {
            HttpResponse<String> answer = ask();
            if (answer.statusCode() == 200) {
                samples.add(JsonParser.parseString(answer.body()).getAsJsonObject());
                return true;
            }
        } catch (IOException | JsonParseException | IllegalStateException e) {
            // the server is busy or gone: the sites tell which
        }
        return false;
    }

    /** What comes from now on counts. */
    void begin() throws InterruptedException {
        samples.clear();
        boolean unused = sample();
    }

    private HttpResponse<String> ask() throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(url.resolve("/api/figures"))
                        .header("Authorization", "Bearer " + tokens.administrator())
                        .timeout(PATIENCE)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    List<JsonObject> samples() {
        return samples;
    }

    /** With nobody there. */
    JsonObject empty() {
        return empty == null ? new JsonObject() : empty;
    }

    JsonObject latest() {
        return samples.isEmpty() ? empty() : samples.getLast();
    }

    /** A number of a sample, by its path; NaN where the server does not tell it. */
    static double number(JsonObject sample, String group, String name) {
        return sample.has(group) && sample.getAsJsonObject(group).has(name)
                ? sample.getAsJsonObject(group).get(name).getAsDouble()
                : Double.NaN;
    }

    /** How much a counter rose over the samples. */
    double rise(String group, String name) {
        return samples.size() < 2
                ? Double.NaN
                : number(samples.getLast(), group, name) - number(samples.getFirst(), group, name);
    }

    /** Processors in use on average. */
    double cores() {
        return samples.size() < 2
                ? Double.NaN
                : rise("process", "cpu_ns")
                        / (samples.getLast().get("uptime_ns").getAsDouble()
                                - samples.getFirst().get("uptime_ns").getAsDouble());
    }

    /** The most of any sample. */
    double most(String group, String name) {
        return samples.stream()
                .mapToDouble(sample -> number(sample, group, name))
                .max()
                .orElse(Double.NaN);
    }
}
