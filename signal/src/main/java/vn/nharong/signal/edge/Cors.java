package vn.nharong.signal.edge;

import jakarta.servlet.http.HttpServletResponse;

/** Any page may call: the token is what opens doors. Also on errors, or a browser reports the server as unreachable. */
final class Cors {
    private Cors() {}

    static void allow(HttpServletResponse response) {
        response.setHeader("Access-Control-Allow-Origin", "*");
        response.setHeader("Access-Control-Allow-Methods", "OPTIONS, HEAD, GET, POST, PATCH, DELETE");
        response.setHeader("Access-Control-Allow-Headers", "*");
        response.setHeader("Access-Control-Max-Age", "86400");
    }
}
