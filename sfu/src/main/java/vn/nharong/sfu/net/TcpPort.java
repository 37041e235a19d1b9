package vn.nharong.sfu.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nharong.media.packet.PacketBuffer;

/**
 * ICE over TCP, passive side (RFC 6544), framed after RFC 4571. For the few clients whose UDP is blocked: each
 * connection has two virtual threads of its own and hands frames to the loop by copy.
 */
public final class TcpPort implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TcpPort.class);
    private static final int MAX_CONNECTIONS = 1_024;
    /** About a second of 720p; a connection that is further behind loses packets as a line would. */
    private static final int MAX_QUEUED = 256;
    /** A stranger must say something authentic so soon. */
    private static final int FIRST_FRAME_MILLIS = 15_000;

    /** Brings frames to the loop. Called on a connection's thread. */
    @FunctionalInterface
    public interface FrameSink {
        void onFrame(byte[] frame, NetPath path);
    }

    private final ServerSocket server;
    private final FrameSink sink;
    private final Set<TcpPath> connections = ConcurrentHashMap.newKeySet();

    public TcpPort(InetSocketAddress bind, FrameSink sink) throws IOException {
        this.sink = sink;
        server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(bind, 256);
        Thread.ofVirtual().name("ice-tcp-accept").start(this::accept);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                if (connections.size() >= MAX_CONNECTIONS) {
                    socket.close();
                    continue;
                }
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(FIRST_FRAME_MILLIS);
                TcpPath path = new TcpPath(socket);
                connections.add(path);
                Thread.ofVirtual().name("ice-tcp-read").start(path::read);
                Thread.ofVirtual().name("ice-tcp-write").start(path::write);
            } catch (IOException e) {
                if (!server.isClosed()) {
                    log.debug("accepting an ICE-TCP connection", e);
                }
            }
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            log.debug("closing the ICE-TCP port", e);
        }
        connections.forEach(TcpPath::close);
    }

    private final class TcpPath extends NetPath {
        private final Socket socket;
        private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(MAX_QUEUED);

        TcpPath(Socket socket) {
            super((InetSocketAddress) socket.getRemoteSocketAddress());
            this.socket = socket;
        }

        @Override
        public String protocol() {
            return "tcp";
        }

        @Override
        public void send(PacketBuffer packet) {
            int length = packet.length();
            byte[] frame = new byte[2 + length];
            frame[0] = (byte) (length >> 8);
            frame[1] = (byte) length;
            packet.get(0, frame, 2, length);
            packet.release();
            boolean unused = queue.offer(frame); // full: lost, as on a line
        }

        void read() {
            try (socket;
                    InputStream in = new java.io.BufferedInputStream(socket.getInputStream())) {
                FrameReader frames = new FrameReader(in);
                boolean first = true;
                for (byte[] frame = frames.read(); frame != null; frame = frames.read()) {
                    if (first) {
                        first = false;
                        socket.setSoTimeout(60_000); // consent is checked far more often
                    }
                    sink.onFrame(frame, this);
                }
            } catch (IOException e) {
                log.debug("ICE-TCP connection ended: {}", e.getMessage());
            } finally {
                connections.remove(this);
            }
        }

        void write() {
            try (socket) {
                OutputStream out = new java.io.BufferedOutputStream(socket.getOutputStream(), 16_384);
                while (!socket.isClosed()) {
                    byte[] frame = queue.poll(1, TimeUnit.SECONDS);
                    while (frame != null) {
                        out.write(frame);
                        frame = queue.poll();
                    }
                    out.flush();
                }
            } catch (IOException e) {
                log.debug("ICE-TCP connection ended: {}", e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                connections.remove(this);
            }
        }

        void close() {
            try {
                socket.close();
            } catch (IOException e) {
                log.debug("closing an ICE-TCP connection", e);
            }
        }
    }
}
