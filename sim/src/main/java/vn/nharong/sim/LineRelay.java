package vn.nharong.sim;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A bad line in real time: stands between clients and a server on one UDP and one TCP port. All clients share the two
 * lines, up and down, as the devices of one office do. Each client address gets a socket of its own towards the server.
 * TCP knows delay, rate and cut only.
 *
 * <p>As a program: {@code LineRelay --listen 127.0.0.1:7900 --to 127.0.0.1:7882 --up "delay=20ms" --down "rate=1M; 60s:
 * rate=500k" [--seed N] [--control]}. Prints one line of JSON when ready. With {@code --control} it takes one order a
 * line ({@link RelayControl}) from its input, answers each with one line of JSON, and ends when the input ends.
 *
 * <p>One thread runs {@link #run}; {@link #order} and {@link #close} may be called from others.
 */
public final class LineRelay implements AutoCloseable {
    private static final int MAX_CLIENTS = 4096;
    private static final int SOCKET_BUFFER_BYTES = 4 << 20;
    private static final int TCP_PIECE_BYTES = 16 << 10;
    /** A stream is read no further while this much waits: the sender's TCP then feels the line. */
    private static final long TCP_QUEUE_BYTES = 64 << 10;

    /** Something on its way, which knows how to leave the line. */
    private interface Parcel {
        void leave() throws IOException;
    }

    /** A client as the server sees it. */
    private final class UdpClient {
        final InetSocketAddress address;
        DatagramChannel upstream;

        UdpClient(InetSocketAddress address) throws IOException {
            this.address = address;
            upstream = openUpstream();
        }

        private DatagramChannel openUpstream() throws IOException {
            DatagramChannel channel = DatagramChannel.open();
            channel.configureBlocking(false);
            channel.setOption(java.net.StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER_BYTES);
            channel.setOption(java.net.StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER_BYTES);
            channel.connect(server);
            channel.register(selector, SelectionKey.OP_READ, this);
            return channel;
        }

        void rebind() throws IOException {
            upstream.close();
            upstream = openUpstream();
        }
    }

    /** One way of a TCP connection. */
    private final class Stream {
        final SocketChannel from;
        final SocketChannel to;
        final Line<Parcel> line;
        final ArrayDeque<ByteBuffer> unwritten = new ArrayDeque<>();
        private @Nullable Stream back;
        private boolean ended;
        private boolean finished;

        Stream(SocketChannel from, SocketChannel to, Line<Parcel> line) {
            this.from = from;
            this.to = to;
            this.line = line;
        }

        boolean readable() {
            return !ended && !line.spec().cut() && line.queuedBytes() < TCP_QUEUE_BYTES && unwritten.isEmpty();
        }

        void read(long nowNanos) throws IOException {
            while (readable()) {
                ByteBuffer piece = ByteBuffer.allocate(TCP_PIECE_BYTES);
                int count = from.read(piece);
                if (count == 0) {
                    return;
                }
                if (count < 0) {
                    ended = true;
                    line.offerReliable(nowNanos, 0, this::finish);
                    return;
                }
                piece.flip();
                line.offerReliable(nowNanos, count, () -> {
                    unwritten.add(piece);
                    write();
                });
            }
        }

        private void finish() throws IOException {
            finished = true;
            if (back != null && back.finished) {
                from.close();
                to.close();
            } else {
                to.shutdownOutput();
            }
        }

        void write() throws IOException {
            while (!unwritten.isEmpty()) {
                ByteBuffer piece = unwritten.getFirst();
                to.write(piece);
                if (piece.hasRemaining()) {
                    return;
                }
                unwritten.removeFirst();
            }
        }
    }

    private final InetSocketAddress server;
    private final Selector selector;
    private final DatagramChannel udp;
    private final ServerSocketChannel tcp;
    private final Line<Parcel> up;
    private final Line<Parcel> down;
    private final Map<InetSocketAddress, UdpClient> clients = new HashMap<>();
    private final Set<Stream> streams = new HashSet<>();
    private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(65_536);
    private volatile boolean closed;

    /**
     * Binds both ports; port 0 chooses one.
     *
     * @throws IOException when the address is taken
     */
    public LineRelay(InetSocketAddress listen, InetSocketAddress server, LineScript up, LineScript down, long seed)
            throws IOException {
        this.server = server;
        selector = Selector.open();
        udp = DatagramChannel.open();
        udp.setOption(java.net.StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER_BYTES);
        udp.setOption(java.net.StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER_BYTES);
        udp.bind(listen);
        udp.configureBlocking(false);
        udp.register(selector, SelectionKey.OP_READ);
        tcp = ServerSocketChannel.open();
        tcp.bind(address());
        tcp.configureBlocking(false);
        tcp.register(selector, SelectionKey.OP_ACCEPT);
        long now = System.nanoTime();
        this.up = new Line<>(up, seed, now);
        this.down = new Line<>(down, seed + 1, now);
    }

    /** Where clients send to, UDP and TCP. */
    public InetSocketAddress address() {
        try {
            return (InetSocketAddress) udp.getLocalAddress();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /**
     * Carries out an order.
     *
     * @return the counters when asked for, else {@code {"ok":true}}; the answer comes when the relay's thread has done it
     * @throws IllegalArgumentException for a line change that is not understood
     */
    public java.util.concurrent.CompletableFuture<String> order(RelayControl order) {
        // Checked here, so that a wrong text is the caller's.
        LineSpec.CLEAN.with(order.up());
        LineSpec.CLEAN.with(order.down());
        var answer = new java.util.concurrent.CompletableFuture<String>();
        orders.add(() -> {
            try {
                long now = System.nanoTime();
                up.change(now, up.spec().with(order.up()));
                down.change(now, down.spec().with(order.down()));
                if (order.rebind()) {
                    for (UdpClient client : clients.values()) {
                        client.rebind();
                    }
                }
                answer.complete(
                        order.stats()
                                ? "{\"ok\":true,\"clients\":" + clients.size() + ",\"up\":"
                                        + up.stats().toJson() + ",\"down\":"
                                        + down.stats().toJson() + "}"
                                : "{\"ok\":true}");
            } catch (IOException | RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        selector.wakeup();
        return answer;
    }

    /** Relays until {@link #close}. */
    public void run() throws IOException {
        try {
            while (!closed) {
                long next = Math.min(up.nextDeliveryNanos(), down.nextDeliveryNanos());
                long wait = next == Long.MAX_VALUE ? Long.MAX_VALUE : next - System.nanoTime();
                if (wait <= 0) {
                    selector.selectNow();
                } else {
                    // To the next whole millisecond: up to one late, never busy.
                    selector.select(Math.min(100, wait / 1_000_000 + 1));
                }
                for (Runnable order = orders.poll(); order != null; order = orders.poll()) {
                    order.run();
                }
                long now = System.nanoTime();
                for (SelectionKey key : selector.selectedKeys()) {
                    serve(key, now);
                }
                selector.selectedKeys().clear();
                deliver(up);
                deliver(down);
                serveStreams(now);
            }
        } finally {
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
    }

    private void serve(SelectionKey key, long nowNanos) throws IOException {
        if (!key.isValid()) {
            return;
        }
        if (key.channel() == udp) {
            fromClients(nowNanos);
        } else if (key.channel() == tcp) {
            accept();
        } else if (key.attachment() instanceof UdpClient client) {
            fromServer(client, nowNanos);
        }
    }

    private void fromClients(long nowNanos) throws IOException {
        while (true) {
            datagram.clear();
            InetSocketAddress from = (InetSocketAddress) udp.receive(datagram);
            if (from == null) {
                return;
            }
            UdpClient client = clients.get(from);
            if (client == null) {
                if (clients.size() == MAX_CLIENTS) {
                    continue;
                }
                client = new UdpClient(from);
                clients.put(from, client);
            }
            byte[] bytes = taken();
            UdpClient sender = client;
            up.offer(nowNanos, bytes.length, () -> write(sender.upstream, bytes));
        }
    }

    private void fromServer(UdpClient client, long nowNanos) {
        while (true) {
            datagram.clear();
            try {
                if (client.upstream.read(datagram) <= 0) {
                    return;
                }
            } catch (IOException e) {
                // The server's port is closed just now (ICMP); it may come back.
                return;
            }
            byte[] bytes = taken();
            down.offer(nowNanos, bytes.length, () -> udp.send(ByteBuffer.wrap(bytes), client.address));
        }
    }

    private static void write(DatagramChannel channel, byte[] bytes) {
        try {
            channel.write(ByteBuffer.wrap(bytes));
        } catch (IOException e) {
            // As above: an absent server loses the datagram, as it would without us.
            return;
        }
    }

    private byte[] taken() {
        datagram.flip();
        byte[] bytes = new byte[datagram.remaining()];
        datagram.get(bytes);
        return bytes;
    }

    private void accept() throws IOException {
        SocketChannel client = tcp.accept();
        if (client == null) {
            return;
        }
        try {
            // A blocking connect: the server is near, the bad line is ours.
            SocketChannel upstream = SocketChannel.open(server);
            for (SocketChannel channel : new SocketChannel[] {client, upstream}) {
                channel.setOption(java.net.StandardSocketOptions.TCP_NODELAY, true);
                channel.configureBlocking(false);
            }
            Stream there = new Stream(client, upstream, up);
            Stream back = new Stream(upstream, client, down);
            there.back = back;
            back.back = there;
            streams.add(there);
            streams.add(back);
            client.register(selector, SelectionKey.OP_READ);
            upstream.register(selector, SelectionKey.OP_READ);
        } catch (IOException e) {
            client.close();
        }
    }

    private void serveStreams(long nowNanos) {
        streams.removeIf(stream -> {
            try {
                stream.write();
                stream.read(nowNanos);
                boolean reads = stream.readable();
                interest(stream.from, SelectionKey.OP_READ, reads);
                interest(stream.to, SelectionKey.OP_WRITE, !stream.unwritten.isEmpty());
                return !stream.from.isOpen() || !stream.to.isOpen();
            } catch (IOException e) {
                abort(stream);
                return true;
            }
        });
    }

    private void interest(SocketChannel channel, int operation, boolean wanted) {
        SelectionKey key = channel.keyFor(selector);
        if (key != null && key.isValid()) {
            key.interestOps(wanted ? key.interestOps() | operation : key.interestOps() & ~operation);
        }
    }

    private static void abort(Stream stream) {
        for (SocketChannel channel : new SocketChannel[] {stream.from, stream.to}) {
            try {
                channel.close();
            } catch (IOException e) {
                // Closed is what it should be.
                continue;
            }
        }
    }

    private static void deliver(Line<Parcel> line) {
        @Nullable Parcel parcel = line.poll(System.nanoTime());
        while (parcel != null) {
            try {
                parcel.leave();
            } catch (IOException e) {
                // One receiver is gone; the line and the others stay.
            }
            parcel = line.poll(System.nanoTime());
        }
    }

    /** The relay as a program. */
    public static void main(String[] args) throws Exception {
        Map<String, String> options = new HashMap<>(Map.of("--up", "", "--down", "", "--seed", "1"));
        boolean control = false;
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--control")) {
                control = true;
            } else if (Set.of("--listen", "--to", "--up", "--down", "--seed").contains(args[i])
                    && i + 1 < args.length) {
                options.put(args[i], args[++i]);
            } else {
                System.err.println("unknown option " + args[i]
                        + "; known: --listen HOST:PORT --to HOST:PORT --up SPEC --down SPEC --seed N --control");
                System.exit(2);
            }
        }
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        LineRelay relay = new LineRelay(
                endpoint(options.getOrDefault("--listen", "127.0.0.1:0")),
                endpoint(options.getOrDefault("--to", "127.0.0.1:7882")),
                LineScript.parse(options.getOrDefault("--up", "")),
                LineScript.parse(options.getOrDefault("--down", "")),
                Long.parseLong(options.getOrDefault("--seed", "1")));
        out.println("{\"ready\":true,\"listen\":\"" + text(relay.address()) + "\"}");
        if (control) {
            Thread.ofPlatform().daemon().name("control").start(() -> control(relay, out));
        }
        relay.run();
    }

    private static void control(LineRelay relay, PrintStream out) {
        try (relay;
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String answer;
                try {
                    answer = relay.order(RelayControl.parse(line)).join();
                } catch (RuntimeException e) {
                    String why = String.valueOf(e.getMessage()).replaceAll("[\"\\\\\\p{Cntrl}]", "'");
                    answer = "{\"ok\":false,\"error\":\"" + why + "\"}";
                }
                out.println(answer);
            }
        } catch (IOException e) {
            System.err.println("control: " + e);
        }
    }

    private static InetSocketAddress endpoint(String text) {
        int colon = text.lastIndexOf(':');
        return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }

    private static String text(InetSocketAddress address) {
        InetAddress host = address.getAddress();
        return host.getHostAddress() + ":" + address.getPort();
    }
}
