package vn.nharong.sfu.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
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
    /** Frames of one connection that the loop has not seen yet; a client that floods waits in its own socket. */
    private static final int MAX_IN_FLIGHT = 256;
    /** A whole office may stand behind one address. */
    private static final int MAX_CONNECTIONS_OF_ADDRESS = 256;
    /** A stranger must say something authentic so soon. */
    private static final int STRANGER_MILLIS = 15_000;
    /** Consent is checked far more often. */
    private static final int TRUSTED_MILLIS = 60_000;

    private static final long ACCEPT_PAUSE_MILLIS = 100;

    /** Brings frames to the loop. Called on a connection's thread; {@code taken} runs when the loop has seen the frame. */
    @FunctionalInterface
    public interface FrameSink {
        void onFrame(byte[] frame, NetPath path, Runnable taken);
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
                if (connections.size() >= MAX_CONNECTIONS || connectionsOf(socket) >= MAX_CONNECTIONS_OF_ADDRESS) {
                    socket.close();
                    continue;
                }
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(STRANGER_MILLIS);
                TcpPath path = new TcpPath(socket);
                connections.add(path);
                Thread.ofVirtual().name("ice-tcp-read").start(path::read);
                Thread.ofVirtual().name("ice-tcp-write").start(path::write);
            } catch (IOException e) {
                if (!server.isClosed()) {
                    log.debug("accepting an ICE-TCP connection", e);
                    pause(); // out of descriptors: trying at once would only burn the processor
                }
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(ACCEPT_PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long connectionsOf(Socket socket) {
        InetAddress address = socket.getInetAddress();
        return connections.stream()
                .filter(path -> path.socket.getInetAddress().equals(address))
                .count();
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
        private final Semaphore inFlight = new Semaphore(MAX_IN_FLIGHT);
        private final Runnable taken = inFlight::release;

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
                for (byte[] frame = frames.read(); frame != null; frame = frames.read()) {
                    inFlight.acquire();
                    sink.onFrame(frame, this, taken);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
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

        @Override
        public void trusted() {
            try {
                socket.setSoTimeout(TRUSTED_MILLIS);
            } catch (SocketException e) {
                log.debug("ICE-TCP connection ended: {}", e.getMessage());
            }
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                log.debug("closing an ICE-TCP connection", e);
            }
        }
    }
}
