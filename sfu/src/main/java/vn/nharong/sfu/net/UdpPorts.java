package vn.nharong.sfu.net;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nharong.media.packet.PacketPool;

/** Chooses how to reach the kernel: by system calls where they are to be had, by the JDK elsewhere. */
public final class UdpPorts {
    /** {@code native}, {@code nio} or absent: forces one, for tests and for comparing. */
    public static final String PROPERTY = "nharong.udp";

    private static final Logger log = LoggerFactory.getLogger(UdpPorts.class);

    private UdpPorts() {}

    /** @param pool with native slabs, else only the JDK's way is possible */
    public static UdpPort open(InetSocketAddress bind, PacketPool pool) throws IOException {
        String forced = System.getProperty(PROPERTY, "");
        if (!forced.equals("nio") && System.getProperty("os.name", "").equals("Linux")) {
            try {
                return new NativeUdpPort(bind, pool);
            } catch (BindException e) {
                throw e;
            } catch (IOException | RuntimeException | LinkageError e) {
                if (forced.equals("native")) {
                    throw new IOException("native UDP was asked for and is not to be had: " + e.getMessage(), e);
                }
                log.warn("native UDP is not to be had ({}); one system call for each datagram instead", e.toString());
            }
        }
        return new NioUdpPort(bind, pool);
    }
}
