package vn.nharong.control;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import vn.nharong.control.access.CommandDoor;
import vn.nharong.control.audit.Verdict;
import vn.nharong.control.directory.UnitImport;

/** The server that has the records open, for the command line. One thread. */
final class RunningServer {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    /** A list of a whole country, or the log of years. */
    private static final Duration ANSWER = Duration.ofMinutes(5);

    private static final int OK = 200;
    private static final int FORBIDDEN = 403;
    private final JsonMapper json = JsonMapper.builder().build();
    /** No upgrade to HTTP/2 is asked for: it would have the list kept back in a small buffer meanwhile. */
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    private final CommandDoor.Way way;

    private RunningServer(CommandDoor.Way way) {
        this.way = way;
    }

    /** Empty when none has left a sign in the folder; one that died may have. */
    static Optional<RunningServer> of(Path folder) {
        return CommandDoor.read(folder).map(RunningServer::new);
    }

    /** It does not answer, or is another: the records are to be opened here. */
    static final class Gone extends IOException {
        private static final long serialVersionUID = 1L;

        Gone(String why) {
            super(why);
        }
    }

    UnitImport.Preview take(byte[] list, LocalDate validFrom, boolean preview, String name) throws IOException {
        String query = "?validFrom=" + validFrom + "&preview=" + preview + "&name="
                + URLEncoder.encode(name, StandardCharsets.UTF_8);
        return json.readValue(post("/api/command/import" + query, list), UnitImport.Preview.class);
    }

    Verdict verify() throws IOException {
        return json.readValue(post("/api/command/verify", new byte[0]), Verdict.class);
    }

    /** Writes a copy of the whole house, made while it runs. */
    void backup(Path to) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(way.address() + "/api/command/backup"))
                .header("Authorization", way.authorization())
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<Path> answer;
        try {
            answer = client.send(request, HttpResponse.BodyHandlers.ofFile(to));
        } catch (java.net.ConnectException e) {
            throw new Gone("nobody listens");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        if (answer.statusCode() == FORBIDDEN) {
            throw new Gone("another server listens there now");
        }
        if (answer.statusCode() != OK) {
            throw new IOException("status " + answer.statusCode());
        }
    }

    private String post(String path, byte[] body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(way.address() + path))
                .header("Authorization", way.authorization())
                .header("Content-Type", "application/octet-stream")
                .timeout(ANSWER)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        HttpResponse<String> answer;
        try {
            answer = client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (java.net.http.HttpTimeoutException e) {
            if (e instanceof java.net.http.HttpConnectTimeoutException) {
                throw new Gone("no answer");
            }
            throw e;
        } catch (java.net.ConnectException e) {
            throw new Gone("nobody listens");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        if (answer.statusCode() == FORBIDDEN) {
            throw new Gone("another server");
        }
        if (answer.statusCode() != OK) {
            throw new IOException("the server answers " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }
}
