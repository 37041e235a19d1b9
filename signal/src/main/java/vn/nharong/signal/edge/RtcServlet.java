package vn.nharong.signal.edge;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import vn.nharong.sfu.room.Rooms;
import vn.nharong.signal.map.FromWire;
import vn.nharong.signal.map.JoinWish;
import vn.nharong.signal.map.WireRefused;
import vn.nharong.signal.session.SignalSession;
import vn.nharong.signal.token.Grant;
import vn.nharong.signal.token.KeyRing;
import vn.nharong.signal.token.TokenRefused;
import vn.nharong.signal.token.Tokens;

/**
 * {@code /rtc/v1} and {@code /rtc/v1/validate}. Everything is decided before the upgrade, so that a refused client gets
 * a status and a sentence. {@code /rtc} (two peer connections) answers 404, which tells clients that it is not there.
 * Container's threads.
 */
public final class RtcServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Rooms rooms;
    private final transient KeyRing keys;
    private final transient LongSupplier wallMillis;

    public RtcServlet(Rooms rooms, KeyRing keys, LongSupplier wallMillis) {
        this.rooms = rooms;
        this.keys = keys;
        this.wallMillis = wallMillis;
    }

    /** A client that may come in. */
    private record Visitor(Grant grant, JoinWish wish) {}

    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final int status;

        Refused(int status, @Nullable String reason) {
            super(reason);
            this.status = status;
        }
    }

    @Override
    protected void doOptions(HttpServletRequest request, HttpServletResponse response) {
        Cors.allow(response);
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Cors.allow(response);
        try {
            switch (request.getPathInfo() == null ? "" : request.getPathInfo()) {
                case "/v1" -> {
                    if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
                        throw new Refused(HttpServletResponse.SC_NOT_FOUND, "expects a WebSocket");
                    }
                    upgrade(request, response, admit(request));
                }
                // The older path. A plain request gets 404, as /rtc/validate does, so that clients of today stay on v1;
                // a WebSocket is what the client's own check of the connection tries first.
                case "" -> {
                    if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
                        throw new Refused(HttpServletResponse.SC_NOT_FOUND, "not found");
                    }
                    boolean autoSubscribe = !"0".equals(request.getParameter("auto_subscribe"));
                    upgrade(request, response, new Visitor(allowed(request), JoinWish.signallingOnly(autoSubscribe)));
                }
                case "/v1/validate" -> {
                    admit(request);
                    plain(response, HttpServletResponse.SC_OK, "success");
                }
                default -> throw new Refused(HttpServletResponse.SC_NOT_FOUND, "not found");
            }
        } catch (Refused refused) {
            plain(response, refused.status, refused.getMessage());
        }
    }

    private static void plain(HttpServletResponse response, int status, @Nullable String text) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain;charset=UTF-8");
        response.getOutputStream().write((text == null ? "" : text).getBytes(StandardCharsets.UTF_8));
    }

    private Visitor admit(HttpServletRequest request) throws Refused {
        Grant grant = allowed(request);
        String join = request.getParameter("join_request");
        if (join == null || join.isEmpty()) {
            throw new Refused(HttpServletResponse.SC_BAD_REQUEST, "join_request is missing");
        }
        try {
            return new Visitor(grant, FromWire.join(join));
        } catch (WireRefused e) {
            throw new Refused(HttpServletResponse.SC_BAD_REQUEST, "join_request cannot be read");
        }
    }

    /** A grant that is well-formed and allows to join. */
    private Grant allowed(HttpServletRequest request) throws Refused {
        Grant grant = authorize(request);
        String reason = Tokens.malformed(grant);
        if (reason != null) {
            throw new Refused(HttpServletResponse.SC_BAD_REQUEST, reason);
        }
        if (!grant.roomJoin()) {
            throw new Refused(HttpServletResponse.SC_UNAUTHORIZED, "the token does not allow to join");
        }
        if (!rooms.joinable(grant.room())) {
            // Not 404, which sends clients to the older path; a client that was in it before a restart tries again.
            throw new Refused(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "the meeting is not open");
        }
        if (!rooms.admits(grant.room(), grant.identity(), grant.issuedMillis())) {
            throw new Refused(HttpServletResponse.SC_UNAUTHORIZED, "the right to join has ended");
        }
        return grant;
    }

    private Grant authorize(HttpServletRequest request) throws Refused {
        String header = request.getHeader("Authorization");
        String query = request.getParameter("access_token");
        String token = header != null && header.startsWith("Bearer ") ? header.substring(7) : query;
        try {
            return keys.verify(token == null ? "" : token);
        } catch (TokenRefused e) {
            throw new Refused(HttpServletResponse.SC_UNAUTHORIZED, e.getMessage());
        }
    }

    private void upgrade(HttpServletRequest request, HttpServletResponse response, Visitor visitor)
            throws IOException, Refused {
        ServerContainer container =
                (ServerContainer) getServletContext().getAttribute("jakarta.websocket.server.ServerContainer");
        // Firefox gives a received track no other name than its stream's (livekit-client reads the track out of it).
        String agent = request.getHeader("User-Agent");
        boolean syncStreams = agent == null || !agent.contains("Firefox/");
        SignalEndpoint endpoint = new SignalEndpoint(
                out -> new SignalSession(rooms, keys, out, wallMillis, visitor.grant(), visitor.wish(), syncStreams));
        ServerEndpointConfig config = ServerEndpointConfig.Builder.create(SignalEndpoint.class, "/rtc/v1")
                .configurator(new PerSocket(endpoint))
                .build();
        try {
            container.upgradeHttpToWebSocket(request, response, config, Map.of());
        } catch (DeploymentException e) {
            throw new Refused(HttpServletResponse.SC_BAD_REQUEST, "not a WebSocket handshake");
        }
    }

    @Override
    public void init() throws ServletException {
        if (getServletContext().getAttribute("jakarta.websocket.server.ServerContainer") == null) {
            throw new ServletException("no WebSocket container");
        }
    }

    /** Hands out the endpoint that was made for this socket. */
    private static final class PerSocket extends ServerEndpointConfig.Configurator {
        private final SignalEndpoint endpoint;

        PerSocket(SignalEndpoint endpoint) {
            this.endpoint = endpoint;
        }

        @Override
        public <T> T getEndpointInstance(Class<T> type) {
            return type.cast(endpoint);
        }

        /** No compression: a deflater per socket costs more memory than the messages are worth. */
        @Override
        public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
            return List.of();
        }
    }
}
