package vn.nharong.signal.edge;

import com.google.gson.JsonObject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nharong.signal.map.ApiRefused;
import vn.nharong.signal.map.ApiRefused.Code;
import vn.nharong.signal.map.RoomService;
import vn.nharong.signal.token.Grant;
import vn.nharong.signal.token.TokenRefused;
import vn.nharong.signal.token.Tokens;

/** {@code POST /twirp/livekit.RoomService/METHOD}: protobuf or JSON, answered in kind. Container's threads. */
public final class TwirpServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(TwirpServlet.class);
    private static final int MAX_BODY = 10 << 20;

    private final transient Tokens tokens;
    private final transient RoomService service;

    public TwirpServlet(Tokens tokens, RoomService service) {
        this.tokens = tokens;
        this.service = service;
    }

    @Override
    protected void doOptions(HttpServletRequest request, HttpServletResponse response) {
        Cors.allow(response);
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Cors.allow(response);
        try {
            Grant grant = authorize(request);
            String type = request.getContentType() == null
                    ? ""
                    : request.getContentType().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
            boolean json = type.equals("application/json");
            if (!json && !type.equals("application/protobuf")) {
                throw new ApiRefused(Code.BAD_ROUTE, "unexpected Content-Type");
            }
            byte[] body = request.getInputStream().readNBytes(MAX_BODY + 1);
            if (body.length > MAX_BODY) {
                throw new ApiRefused(Code.RESOURCE_EXHAUSTED, "the request is too large");
            }
            byte[] answer = service.call(method(request), body, json, grant);
            response.setContentType(type);
            response.setContentLength(answer.length);
            response.getOutputStream().write(answer);
        } catch (ApiRefused refused) {
            refuse(response, refused);
        } catch (IllegalStateException e) {
            LOG.error("server API call failed", e);
            refuse(response, new ApiRefused(Code.INTERNAL, "internal error"));
        }
    }

    private static String method(HttpServletRequest request) throws ApiRefused {
        String path = request.getPathInfo() == null ? "" : request.getPathInfo();
        String service = "/livekit.RoomService/";
        if (path.startsWith(service)) {
            return path.substring(service.length());
        }
        if (path.startsWith("/livekit.")) {
            throw new ApiRefused(Code.UNIMPLEMENTED, "this service is not implemented");
        }
        throw new ApiRefused(Code.BAD_ROUTE, "no such service");
    }

    private Grant authorize(HttpServletRequest request) throws ApiRefused {
        String header = request.getHeader("Authorization");
        try {
            return tokens.verify(header != null && header.startsWith("Bearer ") ? header.substring(7) : "");
        } catch (TokenRefused e) {
            throw new ApiRefused(Code.UNAUTHENTICATED, String.valueOf(e.getMessage()));
        }
    }

    private static void refuse(HttpServletResponse response, ApiRefused refused) throws IOException {
        JsonObject error = new JsonObject();
        error.addProperty("code", refused.code().name().toLowerCase(Locale.ROOT));
        error.addProperty("msg", refused.getMessage());
        JsonObject meta = new JsonObject();
        refused.meta().forEach(meta::addProperty);
        error.add("meta", meta);
        response.setStatus(refused.code().status());
        // Exactly this: a charset behind it makes the npm SDK show the raw text.
        response.setContentType("application/json");
        response.getOutputStream().write(error.toString().getBytes(StandardCharsets.UTF_8));
    }
}
