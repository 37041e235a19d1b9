package vn.nharong.node;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import vn.nharong.door.Door;
import vn.nharong.door.FailedTries;

/**
 * {@code …/validate} tells clients what is wrong with a token: whoever asks with wrong ones again and again waits. Counted by
 * address alone: a stranger who names an API key must not shut out those who have it. Joining is never slowed: behind one
 * address a whole office may be in a meeting, and no number of tries finds a signature of 256 bits.
 */
final class TokenTries extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final String ASKED = "/validate";

    private final transient FailedTries tries;

    TokenTries(FailedTries tries) {
        this.tries = tries;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getPathInfo();
        if (path == null || !path.endsWith(ASKED)) {
            chain.doFilter(request, response);
            return;
        }
        int seconds = tries.begin(Door.TOKEN, null, request.getRemoteAddr());
        if (seconds > 0) {
            response.setStatus(429);
            response.setHeader("Retry-After", String.valueOf(seconds));
            response.setContentType("text/plain;charset=UTF-8");
            response.getOutputStream()
                    .write(("Sai nhiều lần, xin thử lại sau " + seconds + " giây. (Too many wrong tokens, try again in "
                                    + seconds + " s.)")
                            .getBytes(StandardCharsets.UTF_8));
            return;
        }
        chain.doFilter(request, response);
        if (response.getStatus() == HttpServletResponse.SC_UNAUTHORIZED) {
            tries.failed(Door.TOKEN, request.getRemoteAddr());
        }
    }
}
