package vn.nharong.node;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import vn.nharong.node.tls.Authority;

/** {@code /authority}: how to make a device trust this server's HTTPS; {@code /authority.crt}: what it must trust. */
final class AuthorityServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Authority authority;

    AuthorityServlet(Authority authority) {
        this.authority = authority;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (request.getServletPath()) {
            case "/authority.crt" -> certificate(response);
            case "/authority.css" -> write(response, "text/css;charset=UTF-8", resource("/authority.css"));
            default -> page(response);
        }
    }

    private void certificate(HttpServletResponse response) throws IOException {
        try {
            byte[] der = authority.certificate().getEncoded();
            response.setHeader("Content-Disposition", "attachment; filename=\"nha-rong.crt\"");
            write(response, "application/x-x509-ca-cert", der);
        } catch (CertificateEncodingException e) {
            throw new IOException(e);
        }
    }

    private void page(HttpServletResponse response) throws IOException {
        String page = new String(resource("/authority.html"), StandardCharsets.UTF_8)
                .replace("{{fingerprint}}", authority.fingerprint());
        write(response, "text/html;charset=UTF-8", page.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = AuthorityServlet.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is missing from the program");
            }
            return in.readAllBytes();
        }
    }

    private static void write(HttpServletResponse response, String type, byte[] content) throws IOException {
        response.setContentType(type);
        response.setHeader("Cache-Control", "no-cache");
        response.setContentLength(content.length);
        response.getOutputStream().write(content);
    }
}
