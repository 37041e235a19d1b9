package vn.nharong.node;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * Sends a page that another machine opens by plain HTTP to HTTPS, where browsers give it camera and microphone. What
 * programs use stays, and so does the page that tells how to trust us. {@code /https} before a path sends from anywhere:
 * the page knows by itself that it is not secure, but not the port on which it would be.
 */
final class ToHttps extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final String ASKED = "/https";
    private static final List<String> STAYS =
            List.of("/healthz", "/rtc", "/twirp", "/api/figures", "/authority", "/settings");

    private final transient IntSupplier port;

    /** @param port of HTTPS, known once the server listens */
    ToHttps(IntSupplier port) {
        this.port = port;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getRequestURI();
        boolean asked = path.equals(ASKED) || path.startsWith(ASKED + "/");
        if (!asked && (request.isSecure() || fromHere(request) || STAYS.stream().anyMatch(path::startsWith))) {
            chain.doFilter(request, response);
            return;
        }
        if (asked) {
            path = path.equals(ASKED) ? "/" : path.substring(ASKED.length());
        }
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        response.setStatus(HttpServletResponse.SC_TEMPORARY_REDIRECT);
        response.setHeader(
                "Location",
                "https://" + host(request) + ":" + port.getAsInt() + (path.startsWith("//") ? "/" : path) + query);
    }

    private static boolean fromHere(HttpServletRequest request) {
        try {
            return InetAddress.ofLiteral(request.getRemoteAddr()).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String host(HttpServletRequest request) {
        String name = request.getServerName();
        return name.indexOf(':') >= 0 && !name.startsWith("[") ? "[" + name + "]" : name;
    }
}
