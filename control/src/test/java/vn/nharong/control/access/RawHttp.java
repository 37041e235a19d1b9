package vn.nharong.control.access;

import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Bytes over a socket, for what a client of HTTP does not let one send. */
final class RawHttp {
    private RawHttp() {}

    /** @param request whole, with {@code Connection: close} */
    static String send(int port, String request) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
