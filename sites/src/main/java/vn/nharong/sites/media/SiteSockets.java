package vn.nharong.sites.media;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;
import vn.nharong.media.transport.Path;

/** The sockets of one load loop, one for each participant. Everything on the loop but {@link #wakeup()}. */
interface SiteSockets extends AutoCloseable {
    /** {@code native}, {@code nio} or absent: forces one, for tests and for comparing. */
    String PROPERTY = "nharong.sites.sockets";

    /** Takes what came. */
    @FunctionalInterface
    interface Taker {
        /** @param packet the taker's, with its length and the time of its arrival */
        void onDatagram(PacketBuffer packet, LoadLoop.Member member);
    }

    /** A socket of one participant. */
    abstract class Line implements Path {
        private final InetSocketAddress remote;

        Line(InetSocketAddress remote) {
            this.remote = remote;
        }

        @Override
        public final InetSocketAddress remote() {
            return remote;
        }

        @Override
        public final String protocol() {
            return "udp";
        }

        /** Sends and releases it. What cannot be sent is lost, as on a line: the server may be restarting. */
        abstract void send(PacketBuffer packet);

        abstract int localPort();

        /** @throws UnsupportedOperationException where there is none to be had */
        abstract int descriptor();

        abstract void close();
    }

    Line open(InetSocketAddress remote, LoadLoop.Member member) throws IOException;

    /** Reads what is there. @param waitMillis for the first datagram; 0 for not waiting */
    void read(long waitMillis, Taker taker) throws IOException;

    /** Ends a wait. Any thread. */
    void wakeup();

    @Override
    void close() throws IOException;

    /**
     * By system calls where they are to be had. A generator on the server's machine then takes a message of several datagrams
     * as one, as a network card would: with a call and a wake-up for each, the server's thread pays for the generator's reading.
     */
    static SiteSockets open(PacketPool pool) throws IOException {
        Logger log = LoggerFactory.getLogger(SiteSockets.class);
        String forced = System.getProperty(PROPERTY, "");
        if (!forced.equals("nio") && System.getProperty("os.name", "").equals("Linux")) {
            try {
                return new NativeSockets(pool);
            } catch (IOException | RuntimeException | LinkageError e) {
                if (forced.equals("native")) {
                    throw new IOException("native sockets were asked for and are not to be had: " + e.getMessage(), e);
                }
                log.warn(
                        "native sockets are not to be had ({}); one system call for each datagram instead",
                        e.toString());
            }
        }
        return new NioSockets(pool);
    }
}
