package vn.nharong.control;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http2.Http2Protocol;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.nharong.bus.Conduct;
import vn.nharong.bus.LoopLoad;
import vn.nharong.bus.MediaFacts;
import vn.nharong.bus.MediaNode;
import vn.nharong.bus.Ticket;
import vn.nharong.control.access.Cookies;
import vn.nharong.door.FailedTries;

/** The meeting application in a server of its own, over real sockets, without media. */
public final class HouseServer implements AutoCloseable {
    public static final Settings.Certificate CERTIFICATE =
            new Settings.Certificate(Instant.parse("2031-05-06T07:08:09Z"), "CN=house");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    public final FailedTries tries = new FailedTries(Clock.systemUTC());
    private final Tomcat tomcat = new Tomcat();
    private final Connector connector = new Connector("HTTP/1.1");
    private final HttpClient client = HttpClient.newHttpClient();
    private final Control control;

    /** What a house is started with. */
    public record House(
            Path data,
            @Nullable String database,
            boolean empty,
            boolean openRooms,
            @Nullable String timeServer) {
        public static House sample(Path data) {
            return new House(data, null, false, false, null);
        }

        public static House empty(Path data) {
            return new House(data, null, true, false, null);
        }
    }

    public static HouseServer start(House house) {
        return start(house, made -> {});
    }

    /** @param more what a test adds to the application before it starts */
    public static HouseServer start(House house, ApplicationContextInitializer<ConfigurableApplicationContext> more) {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        return new HouseServer(house, more);
    }

    private HouseServer(House house, ApplicationContextInitializer<ConfigurableApplicationContext> more) {
        tomcat.setSilent(true);
        tomcat.setBaseDir(house.data.resolve("tmp").toString());
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        // As browsers come over HTTPS; the client asks for it by itself.
        connector.addUpgradeProtocol(new Http2Protocol());
        tomcat.setConnector(connector);
        Context context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "page", new Page());
        Tomcat.addServlet(context, "guests", new Guests());
        context.addServletMappingDecoded("/guests", "guests");
        Settings settings = new Settings(
                house.data,
                house.database,
                house.empty,
                house.openRooms,
                0,
                tries,
                "127.0.0.1",
                this::port,
                () -> CERTIFICATE,
                house.timeServer);
        control = Control.start(
                settings,
                new NoMedia(),
                application -> {
                    context.addServletContainerInitializer(application, Set.of());
                    return begin(context);
                },
                "page",
                List.of(more));
    }

    private ServletContext begin(Context context) {
        try {
            tomcat.start();
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
        return context.getServletContext();
    }

    public int port() {
        return connector.getLocalPort();
    }

    public Control control() {
        return control;
    }

    public ConfigurableApplicationContext context() {
        return control.context();
    }

    public <T> T bean(Class<T> type) {
        return control.context().getBean(type);
    }

    /** Somebody's browser, with nothing in it yet. */
    public Browser browser() {
        return new Browser();
    }

    /** Signed in to the sample province. */
    public Browser demo(String role) throws Exception {
        Browser browser = browser();
        Answer answer = browser.post("/api/demo/sign-in", "{\"role\":\"" + role + "\"}");
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.toString());
        }
        return browser;
    }

    @Override
    public void close() {
        control.close();
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What came back. */
    public record Answer(int status, String body, HttpResponse<String> whole) {
        public JsonNode json() {
            return JSON.readTree(body);
        }

        /** Of a refusal; empty otherwise. */
        public String code() {
            return body.startsWith("{") ? json().path("code").asString("") : "";
        }

        public String header(String name) {
            return whole.headers().firstValue(name).orElse("");
        }

        @Override
        public String toString() {
            return status + " " + body;
        }
    }

    /** Cookies and headers as a browser has them: a cookie of ours is kept, whatever it says of Secure, as on loopback. */
    public final class Browser {
        public @Nullable String session;
        public @Nullable String device;
        public @Nullable String guest;
        /** Sent with every call: name, value, name, value … */
        public final List<String> headers = new ArrayList<>();

        private @Nullable String csrf;

        public Answer get(String path, String... more) throws Exception {
            return send(request(path).GET(), more);
        }

        /** With the token that the page has got from {@code /api/me}. */
        public Answer post(String path, String body, String... more) throws Exception {
            return change("POST", path, body, more);
        }

        public Answer patch(String path, String body, String... more) throws Exception {
            return change("PATCH", path, body, more);
        }

        private Answer change(String method, String path, String body, String... more) throws Exception {
            HttpRequest.Builder request = request(path)
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .header("Content-Type", "application/json");
            String token = csrf();
            if (token != null) {
                request.header("X-CSRF-Token", token);
            }
            return send(request, more);
        }

        /** A file in a form, as pages send it. */
        public Answer upload(String path, byte[] file, String... fields) throws Exception {
            String mark = "----test";
            java.io.ByteArrayOutputStream body = new java.io.ByteArrayOutputStream();
            body.writeBytes(("--" + mark + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n"
                            + "Content-Type: text/csv\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            body.writeBytes(file);
            for (int i = 0; i + 1 < fields.length; i += 2) {
                body.writeBytes(("\r\n--" + mark + "\r\nContent-Disposition: form-data; name=\"" + fields[i]
                                + "\"\r\n\r\n" + fields[i + 1])
                        .getBytes(StandardCharsets.UTF_8));
            }
            body.writeBytes(("\r\n--" + mark + "--\r\n").getBytes(StandardCharsets.UTF_8));
            HttpRequest.Builder request = request(path)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                    .header("Content-Type", "multipart/form-data; boundary=" + mark);
            String token = csrf();
            if (token != null) {
                request.header("X-CSRF-Token", token);
            }
            return send(request);
        }

        /** The page's token, asked for once; null when nobody is signed in. */
        public @Nullable String csrf() throws Exception {
            if (csrf == null && (session != null || device != null)) {
                Answer me = get("/api/me");
                csrf = me.status() == 200 ? me.json().path("csrf").asString("") : null;
            }
            if (csrf == null && guest != null) {
                return vn.nharong.control.identity.Secrets.csrf(guest);
            }
            return csrf;
        }

        public HttpRequest.Builder request(String path) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
            StringBuilder cookies = new StringBuilder();
            if (session != null) {
                cookies.append(Cookies.SESSION).append('=').append(session).append("; ");
            }
            if (device != null) {
                cookies.append(Cookies.DEVICE).append('=').append(device).append("; ");
            }
            if (guest != null) {
                cookies.append(Cookies.GUEST).append('=').append(guest);
            }
            if (!cookies.isEmpty()) {
                request.header("Cookie", cookies.toString());
            }
            for (int i = 0; i + 1 < headers.size(); i += 2) {
                request.header(headers.get(i), headers.get(i + 1));
            }
            return request;
        }

        private Answer send(HttpRequest.Builder request, String... more) throws Exception {
            for (int i = 0; i + 1 < more.length; i += 2) {
                request.setHeader(more[i], more[i + 1]);
            }
            HttpResponse<String> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            keep(response);
            return new Answer(response.statusCode(), response.body(), response);
        }

        /** A stream of events, line by line, until the server ends it. */
        public CompletableFuture<List<String>> events(String path) {
            return client.sendAsync(request(path).build(), HttpResponse.BodyHandlers.ofLines())
                    .thenApply(response -> response.body().toList());
        }

        private void keep(HttpResponse<String> response) {
            for (String cookie : response.headers().allValues("Set-Cookie")) {
                String[] parts = cookie.split("[=;]", 3);
                String value = parts[1].isEmpty() ? null : parts[1];
                if (parts[0].equals(Cookies.SESSION)) {
                    session = value;
                    csrf = null;
                } else if (parts[0].equals(Cookies.DEVICE)) {
                    device = value;
                    csrf = null;
                } else if (parts[0].equals(Cookies.GUEST)) {
                    guest = value;
                }
            }
        }
    }

    private static final class Page extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().write("page");
        }
    }

    /** As the media server asks when somebody wants a ticket into a room. */
    private final class Guests extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().write(String.valueOf(control.guestsMayEnter(request)));
        }
    }

    private static final class NoMedia implements MediaNode {
        @Override
        public CompletableFuture<Void> open(String room, java.time.Instant from) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Void> close(String room) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Void> conduct(String room, Conduct conduct) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Void> dismiss(String room, String identity, java.time.Instant until) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public String ticket(Ticket ticket) {
            return "";
        }

        @Override
        public void watch(MediaFacts facts) {}

        @Override
        public List<LoopLoad> loops() {
            return List.of();
        }
    }

    /** The bytes of a list that stands among the resources. */
    public static byte[] resource(String name) throws IOException {
        try (java.io.InputStream in = HouseServer.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }
}
