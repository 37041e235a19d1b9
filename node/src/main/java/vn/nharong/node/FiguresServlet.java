package vn.nharong.node;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import vn.nharong.signal.token.TokenRefused;
import vn.nharong.signal.token.Tokens;

/**
 * {@code GET /api/figures}: what the process uses and carries, as JSON, for who has the API key: a bearer token with the grant
 * {@code roomList}, as for listing rooms. 401 without a good token, 403 without the grant. Container's threads.
 */
final class FiguresServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String BEARER = "Bearer ";

    private final transient Tokens tokens;
    private final transient Supplier<String> figures;

    /** @param figures JSON of now */
    FiguresServlet(Tokens tokens, Supplier<String> figures) {
        this.tokens = tokens;
        this.figures = figures;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        String header = request.getHeader("Authorization");
        try {
            if (!tokens.verify(header != null && header.startsWith(BEARER) ? header.substring(BEARER.length()) : "")
                    .roomList()) {
                refuse(
                        response,
                        HttpServletResponse.SC_FORBIDDEN,
                        "thiếu quyền roomList (the token lacks the grant roomList)");
                return;
            }
        } catch (TokenRefused e) {
            response.setHeader("WWW-Authenticate", "Bearer");
            refuse(
                    response,
                    HttpServletResponse.SC_UNAUTHORIZED,
                    "cần token ký bằng khóa API (a token signed with the API key is needed)");
            return;
        }
        response.setContentType("application/json;charset=UTF-8");
        response.getOutputStream().write(figures.get().getBytes(StandardCharsets.UTF_8));
    }

    private static void refuse(HttpServletResponse response, int status, String why) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain;charset=UTF-8");
        response.getOutputStream().write(why.getBytes(StandardCharsets.UTF_8));
    }
}
