package vn.nharong.node;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/** {@code /healthz}: 200 while people can meet here, else 503 with the reason, for whoever restarts the process. */
final class HealthServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient BooleanSupplier mediaAlive;

    HealthServlet(BooleanSupplier mediaAlive) {
        this.mediaAlive = mediaAlive;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean alive = mediaAlive.getAsBoolean();
        response.setStatus(alive ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("text/plain;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream()
                .write((alive ? "OK" : "một vòng media đã dừng (a media loop has died)")
                        .getBytes(StandardCharsets.UTF_8));
    }
}
