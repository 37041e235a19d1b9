package vn.nharong.sfu.net;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;

/**
 * A UDP port by Linux system calls: many datagrams to one call, nothing allocated for each. Needs a pool with native
 * slabs. The first constructor failure (other system, no native access) is the caller's sign to take {@link NioUdpPort}.
 */
public final class NativeUdpPort implements UdpPort {
    private static final int RECEIVE_BATCH = MOST;

    /** Two readings further apart than this do not tell the same instant. */
    private static final long CLOCKS_APART_NANOS = 50_000;

    private static final int MAX_PATHS = 16_384;

    // struct mmsghdr, msghdr, iovec, sockaddr_in6, epoll_event of 64-bit Linux
    private static final int MMSGHDR = 64;
    private static final int MSG_LEN_AT = 56;
    private static final int MSG_FLAGS_AT = 48;
    private static final int IOVEC = 16;
    private static final int SOCKADDR = 28;
    private static final int SOCKADDR_SLOT = 32;

    /** cmsghdr (16) and a timespec of 64-bit Linux (socket(7), SO_TIMESTAMPNS). */
    private static final int STAMP = 32;

    /** A packet cannot have waited longer: the wall clock was set in between. */
    private static final long MAX_WAIT_NANOS = 60_000_000_000L;

    /** Bytes of SO_MEMINFO, and where in it the datagrams are counted that found no room (SK_MEMINFO_DROPS). */
    private static final int MEMINFO = 36;

    private static final int MEMINFO_DROPS = 32;

    /** System property that forbids segmentation offload: for comparing, and for devices that lie about it. */
    public static final String NO_SEGMENTATION = "nharong.udp.nosegmentation";

    private final PacketPool pool;
    private final MemorySegment state;
    private final ByteBuffer receiveHeaders;
    private final ByteBuffer receiveVectors;
    private final ByteBuffer receiveAddresses;
    private final ByteBuffer receiveStamps;
    private final long receiveAt;
    private final ByteBuffer wallClock;
    private final long wallClockAt;
    private final MemorySegment epollEvents;
    private final long wakeAt;
    private final PacketBuffer[] receiving = new PacketBuffer[RECEIVE_BATCH];
    private final AddressTable<NativePath> paths = new AddressTable<>();
    private final Outgoing out;
    private final boolean ipv6;
    private final InetSocketAddress local;
    private final int fd;
    private final int epoll;
    private final int wake;
    private final ByteBuffer counters;
    private final long countersAt;
    private int lastDrops;
    private long receiveDrops;
    private long longestWaitNanos;
    private volatile boolean closed;

    @SuppressWarnings("unused") // keeps the memory alive as long as the port
    private final Arena arena = Arena.ofAuto();

    public NativeUdpPort(InetSocketAddress bind, PacketPool pool) throws IOException {
        this.pool = pool;
        state = arena.allocate(LibC.stateLayout());
        InetAddress address = bind.getAddress();
        int family = address.isAnyLocalAddress() || !(address instanceof Inet4Address) ? LibC.AF_INET6 : LibC.AF_INET;
        int socket = LibC.socket(state, family, LibC.SOCK_DGRAM_NONBLOCK);
        if (socket < 0 && address.isAnyLocalAddress()) {
            family = LibC.AF_INET; // a machine without IPv6
            socket = LibC.socket(state, family, LibC.SOCK_DGRAM_NONBLOCK);
        }
        if (socket < 0) {
            throw new IOException("socket: errno " + -socket);
        }
        fd = socket;
        ipv6 = family == LibC.AF_INET6;
        MemorySegment word = arena.allocate(8, 8);
        room(word, LibC.SO_RCVBUFFORCE, LibC.SO_RCVBUF);
        room(word, LibC.SO_SNDBUFFORCE, LibC.SO_SNDBUF);
        if (ipv6) {
            set(word, LibC.IPPROTO_IPV6, LibC.IPV6_V6ONLY, 0);
        }
        set(word, LibC.SOL_SOCKET, LibC.SO_TIMESTAMPNS, 1);
        MemorySegment name = arena.allocate(SOCKADDR_SLOT, 8);
        ByteBuffer nameBytes = name.asByteBuffer();
        int length = write(nameBytes, 0, address.isAnyLocalAddress() ? null : address, bind.getPort());
        int bound = LibC.bind(state, fd, name.address(), length);
        if (bound < 0) {
            int ignored = LibC.close(state, fd);
            throw new BindException(-bound == 98 ? "Address already in use" : "bind: errno " + -bound);
        }
        word.asByteBuffer().order(ByteOrder.nativeOrder()).putInt(0, SOCKADDR);
        LibC.getsockname(state, fd, name.address(), word.address());
        local = new InetSocketAddress(address, nameBytes.getShort(2) & 0xffff);

        epoll = LibC.epollCreate(state);
        wake = LibC.eventfd(state);
        watch(fd);
        watch(wake);

        MemorySegment headers = arena.allocate((long) RECEIVE_BATCH * MMSGHDR, 64);
        MemorySegment vectors = arena.allocate((long) RECEIVE_BATCH * IOVEC, 64);
        MemorySegment addresses = arena.allocate((long) RECEIVE_BATCH * SOCKADDR_SLOT, 64);
        MemorySegment stamps = arena.allocate((long) RECEIVE_BATCH * STAMP, 64);
        receiveStamps = stamps.asByteBuffer().order(ByteOrder.nativeOrder());
        MemorySegment clock = arena.allocate(16, 8);
        wallClock = clock.asByteBuffer().order(ByteOrder.nativeOrder());
        wallClockAt = clock.address();
        receiveHeaders = headers.asByteBuffer().order(ByteOrder.nativeOrder());
        receiveVectors = vectors.asByteBuffer().order(ByteOrder.nativeOrder());
        receiveAddresses = addresses.asByteBuffer().order(ByteOrder.nativeOrder());
        receiveAt = headers.address();
        for (int i = 0; i < RECEIVE_BATCH; i++) {
            receiveHeaders.putLong(i * MMSGHDR, addresses.address() + (long) i * SOCKADDR_SLOT);
            receiveHeaders.putLong(i * MMSGHDR + 16, vectors.address() + (long) i * IOVEC);
            receiveHeaders.putLong(i * MMSGHDR + 24, 1);
            receiveHeaders.putLong(i * MMSGHDR + 32, stamps.address() + (long) i * STAMP);
            arm(i);
        }
        out = new Outgoing(fd, ipv6, arena, state);
        epollEvents = arena.allocate(2 * 16, 8); // 12 bytes each on x86-64, 16 elsewhere
        wakeAt = arena.allocate(8, 8).address();
        MemorySegment memory = arena.allocate(MEMINFO + 4, 8);
        counters = memory.asByteBuffer().order(ByteOrder.nativeOrder());
        countersAt = memory.address();
        warmUp();
    }

    /** The JDK writes code of its own for a call that was made often: not while somebody waits for a picture. */
    private void warmUp() {
        for (int i = 0; i < 300; i++) {
            int unused = LibC.recvmmsg(fd, receiveAt, 0)
                    + out.warmUp()
                    + LibC.epollWait(epoll, epollEvents.address(), 2, 0)
                    + LibC.read(wake, wakeAt, 8);
        }
    }

    /** As much as wanted where that may be ordered, else as much as the system allows. */
    private void room(MemorySegment word, int forced, int asked) {
        word.asByteBuffer().order(ByteOrder.nativeOrder()).putInt(0, NioUdpPort.SOCKET_BUFFER);
        if (LibC.setsockopt(state, fd, LibC.SOL_SOCKET, forced, word.address(), 4) < 0) {
            set(word, LibC.SOL_SOCKET, asked, NioUdpPort.SOCKET_BUFFER);
        }
    }

    private void set(MemorySegment word, int level, int option, int value) {
        word.asByteBuffer().order(ByteOrder.nativeOrder()).putInt(0, value);
        // A refusal leaves the system's default, which works too.
        LibC.setsockopt(state, fd, level, option, word.address(), 4);
    }

    private void watch(int descriptor) throws IOException {
        MemorySegment event = arena.allocate(16, 8);
        ByteBuffer bytes = event.asByteBuffer().order(ByteOrder.nativeOrder());
        bytes.putInt(0, LibC.EPOLLIN);
        bytes.putInt(4, descriptor); // epoll_event is packed on x86-64 and 8-aligned elsewhere; only the mask matters
        if (epoll < 0 || descriptor < 0 || LibC.epollAdd(state, epoll, descriptor, event.address()) < 0) {
            throw new IOException("epoll is not available");
        }
    }

    /** Writes a socket address. @return its length */
    private int write(ByteBuffer bytes, int at, @Nullable InetAddress address, int port) {
        if (!ipv6) {
            bytes.order(ByteOrder.nativeOrder()).putShort(at, (short) LibC.AF_INET);
            bytes.order(ByteOrder.BIG_ENDIAN).putShort(at + 2, (short) port);
            bytes.put(at + 4, address == null ? new byte[4] : address.getAddress());
            return 16;
        }
        bytes.order(ByteOrder.nativeOrder()).putShort(at, (short) LibC.AF_INET6);
        bytes.order(ByteOrder.BIG_ENDIAN).putShort(at + 2, (short) port);
        byte[] ip = new byte[16];
        if (address instanceof Inet4Address) {
            ip[10] = (byte) 0xff;
            ip[11] = (byte) 0xff;
            System.arraycopy(address.getAddress(), 0, ip, 12, 4);
        } else if (address != null) {
            ip = address.getAddress();
        }
        bytes.put(at + 8, ip);
        return SOCKADDR;
    }

    private void arm(int slot) {
        PacketBuffer packet = pool.lease();
        receiving[slot] = packet;
        receiveVectors.putLong(slot * IOVEC, packet.address());
        receiveVectors.putLong(slot * IOVEC + 8, PacketBuffer.CAPACITY - PacketBuffer.HEADROOM);
    }

    @Override
    public String name() {
        return "native";
    }

    @Override
    public InetSocketAddress local() {
        return local;
    }

    @Override
    public int poll(DatagramSink sink, int most) {
        longestWaitNanos = 0;
        for (int i = 0; i < most; i++) {
            receiveHeaders.putInt(i * MMSGHDR + 8, SOCKADDR);
            receiveHeaders.putLong(i * MMSGHDR + 40, STAMP);
        }
        int count = LibC.recvmmsg(fd, receiveAt, most);
        if (count <= 0) {
            return 0; // nothing there, or an ICMP error of an earlier send: not about what is to be read
        }
        long before = System.nanoTime();
        long wall = wallNanos();
        long now = System.nanoTime();
        for (int i = 0; now - before > CLOCKS_APART_NANOS && i < 3; i++) { // put aside between the two clocks
            before = now;
            wall = wallNanos();
            now = System.nanoTime();
        }
        for (int i = 0; i < count; i++) {
            PacketBuffer packet = receiving[i];
            int length = receiveHeaders.getInt(i * MMSGHDR + MSG_LEN_AT);
            if ((receiveHeaders.getInt(i * MMSGHDR + MSG_FLAGS_AT) & LibC.MSG_TRUNC) == 0) {
                packet.length(length);
                long waited = waitedNanos(i, wall);
                longestWaitNanos = Math.max(longestWaitNanos, waited);
                packet.arrivedNanos = now - waited;
                sink.onDatagram(packet, path(i));
            }
            packet.release();
            arm(i);
        }
        return count;
    }

    private long wallNanos() {
        return LibC.clockGettime(LibC.CLOCK_REALTIME, wallClockAt) < 0
                ? 0
                : wallClock.getLong(0) * 1_000_000_000L + wallClock.getLong(8);
    }

    /** How long a datagram lay in the socket's queue, by the kernel's stamp; 0 when it gave none. */
    private long waitedNanos(int slot, long wallNanos) {
        int at = slot * STAMP;
        if (receiveHeaders.getLong(slot * MMSGHDR + 40) < STAMP
                || receiveStamps.getInt(at + 8) != LibC.SOL_SOCKET
                || receiveStamps.getInt(at + 12) != LibC.SO_TIMESTAMPNS) {
            return 0;
        }
        long waited = wallNanos - receiveStamps.getLong(at + 16) * 1_000_000_000L - receiveStamps.getLong(at + 24);
        return waited > 0 && waited < MAX_WAIT_NANOS ? waited : 0;
    }

    private NativePath path(int slot) {
        int at = slot * SOCKADDR_SLOT;
        int port = (receiveAddresses.get(at + 2) & 0xff) << 8 | receiveAddresses.get(at + 3) & 0xff;
        long high = ipv6 ? receiveAddresses.getLong(at + 8) : 0;
        long low = ipv6 ? receiveAddresses.getLong(at + 16) : receiveAddresses.getInt(at + 4) & 0xffff_ffffL;
        NativePath path = paths.get(high, low, port);
        return path != null ? path : remember(at, high, low, port);
    }

    private NativePath remember(int at, long high, long low, int port) {
        if (paths.size() >= MAX_PATHS) {
            paths.removeIf(path -> path.owner == null);
        }
        byte[] ip = new byte[ipv6 ? 16 : 4];
        receiveAddresses.get(at + (ipv6 ? 8 : 4), ip);
        InetAddress address;
        try {
            address = InetAddress.getByAddress(ip); // a mapped address becomes IPv4
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
        NativePath path = new NativePath(new InetSocketAddress(address, port), high, low, out);
        paths.put(high, low, port, path);
        return path;
    }

    @Override
    public void flush() {
        out.flush();
    }

    @Override
    public boolean enough(NetPath next) {
        return next instanceof NativePath path && out.enough(path);
    }

    /** Whether several datagrams are given to the kernel in one message: not forbidden, and not refused so far. */
    @Override
    public boolean segmenting() {
        return out.segmenting();
    }

    /** Mean datagrams to a message since start. */
    public double meanSegments() {
        return out.meanSegments();
    }

    @Override
    public void await(long nanos) {
        if (nanos <= 0) {
            return;
        }
        int millis = (int) Math.clamp((nanos + 500_000) / 1_000_000, 1, 1000);
        int ready = LibC.epollWait(epoll, epollEvents.address(), 2, millis);
        if (ready > 0) {
            // Draining the counter when the datagram woke us costs one call and hurts nobody.
            LibC.read(wake, wakeAt, 8);
        }
    }

    @Override
    public void wakeup() {
        if (closed) {
            return;
        }
        try (Arena own = Arena.ofConfined()) {
            MemorySegment one = own.allocate(8, 8);
            one.set(java.lang.foreign.ValueLayout.JAVA_LONG, 0, 1);
            LibC.write(own.allocate(LibC.stateLayout()), wake, one.address(), 8);
        }
    }

    @Override
    public void forget(NetPath path) {
        if (path instanceof NativePath own) {
            paths.remove(own.high, own.low, own.remote().getPort());
        }
    }

    @Override
    public long sendDrops() {
        return out.drops();
    }

    @Override
    public long longestWaitNanos() {
        return longestWaitNanos;
    }

    @Override
    public long receiveDrops() {
        counters.putInt(MEMINFO, MEMINFO);
        if (LibC.getsockopt(state, fd, LibC.SOL_SOCKET, LibC.SO_MEMINFO, countersAt, countersAt + MEMINFO) < 0) {
            return receiveDrops;
        }
        // 32 bits in the kernel: what was added since the last look.
        int now = counters.getInt(MEMINFO_DROPS);
        receiveDrops += now - lastDrops & 0xffff_ffffL;
        lastDrops = now;
        return receiveDrops;
    }

    @Override
    public long messages() {
        return out.messages();
    }

    @Override
    public void close() {
        closed = true;
        flush();
        for (PacketBuffer packet : receiving) {
            packet.release();
        }
        LibC.close(state, fd);
        LibC.close(state, epoll);
        LibC.close(state, wake);
    }
}
