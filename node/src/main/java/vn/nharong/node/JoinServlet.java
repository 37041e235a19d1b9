package vn.nharong.node;

import com.google.gson.JsonObject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import vn.nharong.sfu.room.Permissions;
import vn.nharong.sfu.room.RoomOptions;
import vn.nharong.signal.token.ApiKey;
import vn.nharong.signal.token.Grant;
import vn.nharong.signal.token.Tokens;

/**
 * {@code POST /api/join}: a guest names a room and itself and gets a ticket. The identity is ours, at random; who brings
 * back the secret that came with it gets it again, after a reload or a restart of the server (the secret is computed,
 * nothing is stored). Who may is decided by whom we are part of: alone, the media server is open to whoever reaches it; beside
 * meetings, guests enter only where that was wanted (docs/adr/0026-who-comes-in.md). Either way at a bounded rate an address. Errors are problem details (RFC 9457) with a stable {@code code}.
 */
final class JoinServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int MAX_BODY = 8192;
    private static final Duration LIFETIME = Duration.ofHours(12);

    private final transient ApiKey key;
    private final transient Tokens tokens;
    private final transient Clock clock;
    private final transient Predicate<HttpServletRequest> open;
    private final transient JoinAllowance allowance = new JoinAllowance(System::nanoTime);
    private final transient SecureRandom random = new SecureRandom();

    /** @param open whether whoever sends this may have a ticket at all */
    JoinServlet(ApiKey key, Tokens tokens, Clock clock, Predicate<HttpServletRequest> open) {
        this.open = open;
        this.key = key;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        int seconds = allowance.take(request.getRemoteAddr());
        if (seconds > 0) {
            response.setHeader("Retry-After", String.valueOf(seconds));
            problem(
                    response,
                    429,
                    "too-many",
                    "Quá nhiều lượt xin vào họp từ địa chỉ này, xin thử lại sau " + seconds
                            + " giây. (Too many requests to join from this address, try again in " + seconds + " s.)");
            return;
        }
        if (!open.test(request)) {
            problem(
                    response,
                    403,
                    "rooms-closed",
                    "Phòng họp cho khách không mở ở đây; hãy đăng nhập hoặc dùng đường dẫn của cuộc họp."
                            + " (Guest rooms are not open here; sign in, or use a meeting's link.)");
            return;
        }
        byte[] body = request.getInputStream().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            problem(response, 413, "too-large", "The request is too large");
            return;
        }
        JoinWish wish;
        try {
            wish = JoinWish.parse(body);
        } catch (JoinWish.Refused e) {
            problem(response, 400, e.code(), e.detail());
            return;
        }
        String identity = wish.identity();
        if (identity.isEmpty() || !same(resume(identity), wish.resume())) {
            identity = newIdentity();
        }
        Grant grant = new Grant(
                identity,
                wish.name(),
                "",
                Map.of(),
                0,
                wish.room(),
                true,
                false,
                false,
                false,
                Permissions.ALL,
                RoomOptions.DEFAULT,
                0);
        JsonObject ticket = new JsonObject();
        ticket.addProperty("token", tokens.mint(grant, clock.instant().plus(LIFETIME)));
        // Relative: the page knows by which of our addresses it came.
        ticket.addProperty("url", "/");
        ticket.addProperty("identity", identity);
        ticket.addProperty("resume", resume(identity));
        write(response, 200, "application/json", ticket);
    }

    private String newIdentity() {
        byte[] raw = new byte[9];
        random.nextBytes(raw);
        return "guest-" + Base64.getUrlEncoder().withoutPadding().encodeToString(raw);
    }

    private String resume(String identity) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.secret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] tag = mac.doFinal(("resume " + identity).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(tag);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private static boolean same(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private static void problem(HttpServletResponse response, int status, String code, String detail)
            throws IOException {
        JsonObject problem = new JsonObject();
        problem.addProperty("type", "about:blank");
        problem.addProperty("title", detail);
        problem.addProperty("status", status);
        problem.addProperty("code", code);
        problem.addProperty("detail", detail);
        write(response, status, "application/problem+json", problem);
    }

    private static void write(HttpServletResponse response, int status, String type, JsonObject object)
            throws IOException {
        response.setStatus(status);
        response.setContentType(type);
        response.getOutputStream().write(object.toString().getBytes(StandardCharsets.UTF_8));
    }
}
