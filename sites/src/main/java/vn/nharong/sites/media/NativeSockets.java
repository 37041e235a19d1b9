package vn.nharong.sites.media;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;

/**
 * Sockets by Linux system calls. What the server gave its kernel as one message comes as one (udp(7), {@code UDP_GRO}) and is
 * taken apart here.
 */
final class NativeSockets implements SiteSockets {
    private static final int EVENTS = 256;
    private static final int MESSAGES = 4;
    /** What one coalesced message may hold. */
    private static final int MESSAGE = 1 << 16;

    private static final int MOST_READS_OF_ONE = 16;

    // struct mmsghdr, iovec, sockaddr_in6 of 64-bit Linux; cmsghdr (16) with an int, padded to 8
    private static final int MMSGHDR = 64;
    private static final int MSG_LEN_AT = 56;
    private static final int IOVEC = 16;
    private static final int SOCKADDR = 28;
    private static final int CONTROL = 24;
    private static final int CONTROL_USED = 20;

    /** epoll_event is packed on x86-64 and 8-aligned elsewhere. */
    private static final boolean PACKED = System.getProperty("os.arch", "").equals("amd64");

    private static final int EVENT = PACKED ? 12 : 16;
    private static final int EVENT_DATA_AT = PACKED ? 4 : 8;

    private final PacketPool pool;
    private final Arena arena = Arena.ofAuto();
    private final int epoll;
    private final int wake;
    private final MemorySegment events = arena.allocate((long) EVENTS * EVENT, 8);
    private final ByteBuffer eventBytes = events.asByteBuffer().order(ByteOrder.nativeOrder());
    private final MemorySegment headers = arena.allocate((long) MESSAGES * MMSGHDR, 64);
    private final ByteBuffer headerBytes = headers.asByteBuffer().order(ByteOrder.nativeOrder());
    private final MemorySegment controls = arena.allocate((long) MESSAGES * CONTROL, 8);
    private final ByteBuffer controlBytes = controls.asByteBuffer().order(ByteOrder.nativeOrder());
    private final ByteBuffer content;
    private final MemorySegment one = arena.allocate(ValueLayout.JAVA_LONG);
    private final MemorySegment drained = arena.allocate(ValueLayout.JAVA_LONG);
    /** By what epoll says of an event; null: free. The first is the one that wakes. */
    private final List<@Nullable DescriptorLine> lines = new ArrayList<>();

    private final List<Integer> free = new ArrayList<>();

    NativeSockets(PacketPool pool) throws IOException {
        this.pool = pool;
        if (pool.lease() instanceof PacketBuffer probe) {
            boolean reachable = probe.address() != 0;
            probe.release();
            if (!reachable) {
                throw new IOException("the pool has no native memory");
            }
        }
        epoll = check(SocketCalls.epollCreate(), "epoll_create1");
        wake = check(SocketCalls.eventfd(), "eventfd");
        one.set(ValueLayout.JAVA_LONG, 0, 1);
        lines.add(null);
        watch(wake, 0);
        MemorySegment memory = arena.allocate((long) MESSAGES * MESSAGE, 64);
        content = memory.asByteBuffer();
        MemorySegment vectors = arena.allocate((long) MESSAGES * IOVEC, 8);
        ByteBuffer vectorBytes = vectors.asByteBuffer().order(ByteOrder.nativeOrder());
        for (int i = 0; i < MESSAGES; i++) {
            vectorBytes.putLong(i * IOVEC, memory.address() + (long) i * MESSAGE);
            vectorBytes.putLong(i * IOVEC + 8, MESSAGE);
            headerBytes.putLong(i * MMSGHDR + 16, vectors.address() + (long) i * IOVEC);
            headerBytes.putLong(i * MMSGHDR + 24, 1);
            headerBytes.putLong(i * MMSGHDR + 32, controls.address() + (long) i * CONTROL);
        }
    }

    private static int check(int answer, String call) throws IOException {
        if (answer < 0) {
            throw new IOException(call + " failed");
        }
        return answer;
    }

    private void watch(int descriptor, int data) throws IOException {
        try (Arena own = Arena.ofConfined()) {
            MemorySegment event = own.allocate(16, 8);
            ByteBuffer bytes = event.asByteBuffer().order(ByteOrder.nativeOrder());
            bytes.putInt(0, SocketCalls.EPOLLIN);
            bytes.putInt(EVENT_DATA_AT, data);
            check(SocketCalls.epollAdd(epoll, descriptor, event.address()), "epoll_ctl");
        }
    }

    @Override
    public Line open(InetSocketAddress remote, LoadLoop.Member member) throws IOException {
        boolean ipv4 = remote.getAddress() instanceof Inet4Address;
        int fd = check(SocketCalls.socket(ipv4 ? SocketCalls.AF_INET : SocketCalls.AF_INET6), "socket");
        try (Arena own = Arena.ofConfined()) {
            MemorySegment word = own.allocate(ValueLayout.JAVA_INT);
            word.set(ValueLayout.JAVA_INT, 0, NioSockets.SOCKET_BUFFER);
            // A refusal of either leaves what works too.
            SocketCalls.setsockopt(fd, SocketCalls.SOL_SOCKET, SocketCalls.SO_RCVBUF, word.address(), 4);
            word.set(ValueLayout.JAVA_INT, 0, 1);
            SocketCalls.setsockopt(fd, SocketCalls.SOL_UDP, SocketCalls.UDP_GRO, word.address(), 4);
            MemorySegment name = own.allocate(SOCKADDR, 8);
            ByteBuffer bytes = name.asByteBuffer();
            bytes.order(ByteOrder.nativeOrder())
                    .putShort(0, (short) (ipv4 ? SocketCalls.AF_INET : SocketCalls.AF_INET6));
            bytes.order(ByteOrder.BIG_ENDIAN).putShort(2, (short) remote.getPort());
            bytes.put(ipv4 ? 4 : 8, remote.getAddress().getAddress());
            check(SocketCalls.connect(fd, name.address(), ipv4 ? 16 : SOCKADDR), "connect");
            MemorySegment length = own.allocate(ValueLayout.JAVA_INT);
            length.set(ValueLayout.JAVA_INT, 0, SOCKADDR);
            check(SocketCalls.getsockname(fd, name.address(), length.address()), "getsockname");
            int index = free.isEmpty() ? lines.size() : free.removeLast();
            DescriptorLine line = new DescriptorLine(remote, member, fd, bytes.getShort(2) & 0xffff, index);
            watch(fd, index);
            if (index == lines.size()) {
                lines.add(line);
            } else {
                lines.set(index, line);
            }
            return line;
        } catch (IOException e) {
            int ignored = SocketCalls.close(fd);
            throw e;
        }
    }

    private final class DescriptorLine extends Line {
        private final LoadLoop.Member member;
        private final int fd;
        private final int port;
        private final int index;
        private boolean closed;

        DescriptorLine(InetSocketAddress remote, LoadLoop.Member member, int fd, int port, int index) {
            super(remote);
            this.member = member;
            this.fd = fd;
            this.port = port;
            this.index = index;
        }

        @Override
        void send(PacketBuffer packet) {
            if (!closed) {
                long ignored = SocketCalls.send(fd, packet.address(), packet.length());
            }
            packet.release();
        }

        @Override
        int localPort() {
            return port;
        }

        @Override
        int descriptor() {
            return fd;
        }

        @Override
        void close() {
            if (closed) {
                return;
            }
            closed = true;
            lines.set(index, null);
            free.add(index);
            int ignored = SocketCalls.close(fd);
        }
    }

    @Override
    public void read(long waitMillis, Taker taker) {
        int ready = SocketCalls.epollWait(epoll, events.address(), EVENTS, (int) Math.min(waitMillis, 1_000));
        for (int i = 0; i < ready; i++) {
            int index = eventBytes.getInt(i * EVENT + EVENT_DATA_AT);
            DescriptorLine line = lines.get(index);
            if (line != null) {
                read(line, taker);
            } else if (index == 0) {
                long ignored = SocketCalls.read(wake, drained.address(), 8);
            }
        }
    }

    private void read(DescriptorLine line, Taker taker) {
        int count = MESSAGES;
        for (int reads = 0; count == MESSAGES && reads < MOST_READS_OF_ONE; reads++) {
            for (int i = 0; i < MESSAGES; i++) {
                headerBytes.putLong(i * MMSGHDR + 40, CONTROL);
            }
            count = SocketCalls.recvmmsg(line.fd, headers.address(), MESSAGES);
            long now = System.nanoTime();
            for (int i = 0; i < count; i++) {
                takeApart(i, line.member, now, taker);
            }
        }
    }

    /** Equal sizes, the last may be shorter. */
    private void takeApart(int message, LoadLoop.Member member, long nowNanos, Taker taker) {
        int length = headerBytes.getInt(message * MMSGHDR + MSG_LEN_AT);
        int size = segmentSize(message, length);
        for (int at = 0; at < length; at += size) {
            int part = Math.min(size, length - at);
            if (part > PacketBuffer.CAPACITY - PacketBuffer.HEADROOM) {
                return; // longer than any that is meant for us
            }
            PacketBuffer packet = pool.lease();
            packet.length(part);
            packet.bytes().put(packet.offset(), content, message * MESSAGE + at, part);
            packet.arrivedNanos = nowNanos;
            taker.onDatagram(packet, member);
        }
    }

    private int segmentSize(int message, int length) {
        int at = message * CONTROL;
        if (headerBytes.getLong(message * MMSGHDR + 40) < CONTROL_USED
                || controlBytes.getInt(at + 8) != SocketCalls.SOL_UDP
                || controlBytes.getInt(at + 12) != SocketCalls.UDP_GRO) {
            return Math.max(1, length);
        }
        return Math.max(1, controlBytes.getInt(at + 16));
    }

    @Override
    public void wakeup() {
        long ignored = SocketCalls.write(wake, one.address(), 8);
    }

    @Override
    public void close() {
        for (DescriptorLine line :
                List.copyOf(lines.stream().filter(each -> each != null).toList())) {
            line.close();
        }
        int unused = SocketCalls.close(epoll) + SocketCalls.close(wake);
    }
}
