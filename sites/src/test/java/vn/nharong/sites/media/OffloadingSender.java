package vn.nharong.sites.media;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A socket that gives the kernel several datagrams in one message (udp(7), {@code UDP_SEGMENT}). */
final class OffloadingSender implements AutoCloseable {
    private static final int UDP_SEGMENT = 103;
    private static final int DISCARD = 9;

    private final Arena arena = Arena.ofConfined();
    private final int fd = SocketCalls.socket(SocketCalls.AF_INET);
    private final int port;

    OffloadingSender() {
        connect(DISCARD); // it keeps the port that it is given now
        MemorySegment name = arena.allocate(16, 8);
        MemorySegment length = arena.allocate(ValueLayout.JAVA_INT);
        length.set(ValueLayout.JAVA_INT, 0, 16);
        assertTrue(SocketCalls.getsockname(fd, name.address(), length.address()) >= 0);
        port = name.asByteBuffer().getShort(2) & 0xffff;
    }

    private void connect(int to) {
        MemorySegment name = arena.allocate(16, 8);
        ByteBuffer bytes = name.asByteBuffer();
        bytes.order(ByteOrder.nativeOrder()).putShort(0, (short) SocketCalls.AF_INET);
        bytes.order(ByteOrder.BIG_ENDIAN).putShort(2, (short) to);
        bytes.put(4, new byte[] {127, 0, 0, 1});
        assertTrue(SocketCalls.connect(fd, name.address(), 16) >= 0);
    }

    InetSocketAddress local() {
        return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    }

    void send(int to, int size, String text) {
        connect(to);
        MemorySegment word = arena.allocate(ValueLayout.JAVA_INT);
        word.set(ValueLayout.JAVA_INT, 0, size);
        SocketCalls.setsockopt(fd, SocketCalls.SOL_UDP, UDP_SEGMENT, word.address(), 4);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        MemorySegment content = arena.allocate(bytes.length);
        content.copyFrom(MemorySegment.ofArray(bytes));
        assertTrue(SocketCalls.send(fd, content.address(), bytes.length) == bytes.length);
    }

    @Override
    public void close() {
        int ignored = SocketCalls.close(fd);
        arena.close();
    }
}
