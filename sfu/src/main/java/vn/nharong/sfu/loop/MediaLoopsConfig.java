package vn.nharong.sfu.loop;

import java.net.InetAddress;
import java.util.List;

/**
 * @param loops threads, at least 1
 * @param bind address of the sockets
 * @param port UDP and TCP port of the first loop; loop <i>i</i> has {@code port + i}; 0 lets the system choose
 * @param advertise what candidates announce; empty: the addresses of this machine's interfaces
 * @param aes256 prefer AEAD_AES_256_GCM
 */
public record MediaLoopsConfig(int loops, InetAddress bind, int port, List<Advertised> advertise, boolean aes256) {
    public MediaLoopsConfig {
        if (loops < 1 || loops > 64) {
            throw new IllegalArgumentException("media loops must be 1 to 64, not " + loops);
        }
        if (port < 0 || port + loops > 65536) {
            throw new IllegalArgumentException("media port out of range: " + port);
        }
        advertise = List.copyOf(advertise);
        for (Advertised each : advertise) {
            if (each.port() + loops > 65536) {
                throw new IllegalArgumentException("advertised port out of range: " + each.port());
            }
        }
    }

    /** @param port of the first loop, the others have those after it; 0: the loop's own */
    public record Advertised(String host, int port) {
        /**
         * Reads {@code HOST}, {@code HOST:PORT}, {@code [IPv6]} or {@code [IPv6]:PORT}.
         *
         * @throws IllegalArgumentException saying what is wrong
         */
        public static Advertised parse(String text) {
            String host = text;
            String port = "";
            int bracket = text.lastIndexOf(']');
            int colon = text.lastIndexOf(':');
            if (colon > bracket && (bracket >= 0 || text.indexOf(':') == colon)) {
                host = text.substring(0, colon);
                port = text.substring(colon + 1);
            }
            if (host.startsWith("[") && host.endsWith("]")) {
                host = host.substring(1, host.length() - 1);
            }
            if (host.isEmpty() || !port.matches("\\d{0,5}") || !port.isEmpty() && Integer.parseInt(port) > 65535) {
                throw new IllegalArgumentException("not HOST or HOST:PORT: " + text);
            }
            return new Advertised(host, port.isEmpty() ? 0 : Integer.parseInt(port));
        }
    }
}
