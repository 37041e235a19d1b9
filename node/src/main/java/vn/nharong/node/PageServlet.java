package vn.nharong.node;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The page's files: from a folder, or from inside the program. Addresses of the page's own views get the page itself. */
final class PageServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html;charset=UTF-8"),
            Map.entry("js", "text/javascript;charset=UTF-8"),
            Map.entry("mjs", "text/javascript;charset=UTF-8"),
            Map.entry("css", "text/css;charset=UTF-8"),
            Map.entry("json", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("woff", "font/woff"),
            Map.entry("wasm", "application/wasm"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("txt", "text/plain;charset=UTF-8"));

    private static final Set<String> VIEWS =
            Set.of("/ui", "/kiosk", "/directory", "/health", "/accounts", "/account", "/password");

    private final transient @Nullable Path folder;

    PageServlet(@Nullable Path folder) {
        this.folder = folder;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
        if (path.startsWith("/api/") || path.startsWith("/twirp/") || path.startsWith("/settings/")) {
            plain(response, HttpServletResponse.SC_NOT_FOUND, "not found");
            return;
        }
        byte[] content = read(path.equals("/") ? "/index.html" : path);
        if (content != null && !path.equals("/")) {
            // The build puts a hash into the names of these: what they hold never changes.
            boolean hashed = path.startsWith("/assets/");
            answer(response, path, content, hashed ? "public, max-age=31536000, immutable" : "no-cache");
            return;
        }
        byte[] page = content != null ? content : view(path) ? read("/index.html") : null;
        if (page != null) {
            answer(response, "/index.html", page, "no-cache");
        } else if (path.equals("/")) {
            // Clients look here whether the server is there.
            plain(response, HttpServletResponse.SC_OK, "OK");
        } else {
            missing(request, response);
        }
    }

    /** Whoever comes with a browser gets the page, which says so in the person's language; programs get a word. */
    private void missing(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String accepted = request.getHeader("Accept");
        byte[] page = accepted != null && accepted.contains("text/html") ? read("/index.html") : null;
        if (page == null) {
            plain(response, HttpServletResponse.SC_NOT_FOUND, "not found");
            return;
        }
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        answer(response, "/index.html", page, "no-cache");
    }

    /** The page's own views; it says itself when one does not exist. */
    private static boolean view(String path) {
        return VIEWS.contains(path.endsWith("/") ? path.substring(0, path.length() - 1) : path)
                || path.startsWith("/r/")
                || path.startsWith("/khach/")
                || path.startsWith("/m/");
    }

    private static void answer(HttpServletResponse response, String path, byte[] content, String caching)
            throws IOException {
        String extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        response.setContentType(TYPES.getOrDefault(extension, "application/octet-stream"));
        response.setHeader("Cache-Control", caching);
        response.setContentLength(content.length);
        response.getOutputStream().write(content);
    }

    private static void plain(HttpServletResponse response, int status, String text) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain;charset=UTF-8");
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @return null when there is no such file */
    private byte @Nullable [] read(String path) throws IOException {
        if (path.contains("..") || path.contains("\\") || path.indexOf('\0') >= 0) {
            return null;
        }
        if (folder == null) {
            try (InputStream in = PageServlet.class.getResourceAsStream("/web" + path)) {
                return in == null || path.endsWith("/") ? null : in.readAllBytes();
            }
        }
        try {
            Path file = folder.resolve(path.substring(1)).normalize();
            return file.startsWith(folder) && Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }
}
