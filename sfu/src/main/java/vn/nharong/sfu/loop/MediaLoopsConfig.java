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
    }

    /** @param port 0: the loop's own */
    public record Advertised(String host, int port) {}
}
