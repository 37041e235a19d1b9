package vn.nharong.bench;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Has the kernel drop the media a socket is sent (socket(7), SO_ATTACH_FILTER): what a receiver does is then no part of what is
 * measured. Checks, handshakes and RTCP pass, told apart by the first bytes (RFC 7983, RFC 5761 §4). Linux.
 */
final class SocketFilter {
    private static final int SOL_SOCKET = 1;
    private static final int SO_ATTACH_FILTER = 26;
    private static final int SOL_UDP = 17;
    private static final int UDP_GRO = 104;
    private static final int UDP_HEADER = 8;

    // filter.h: load a byte at k, jump when it is at least k, return k
    private static final int LOAD_BYTE = 0x30;
    private static final int JUMP_AT_LEAST = 0x35;
    private static final int RETURN = 0x06;
    private static final int WHOLE = 0xffff;

    private static final MethodHandle SETSOCKOPT = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().find("setsockopt").orElseThrow(),
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT));

    private SocketFilter() {}

    /** @throws IllegalStateException where the kernel or the JDK does not let us */
    static void dropMedia(int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            // As the sockets of the C program: each datagram comes by itself.
            int unused = (int) SETSOCKOPT.invokeExact(
                    descriptor, SOL_UDP, UDP_GRO, arena.allocate(JAVA_INT).address(), 4);
            MemorySegment program = arena.allocate(7 * 8, 8);
            ByteBuffer steps = program.asByteBuffer().order(ByteOrder.nativeOrder());
            step(steps, LOAD_BYTE, 0, 0, UDP_HEADER);
            step(steps, JUMP_AT_LEAST, 0, 4, 128); // less: STUN, DTLS
            step(steps, LOAD_BYTE, 0, 0, UDP_HEADER + 1);
            step(steps, JUMP_AT_LEAST, 0, 1, 192); // less: RTP
            step(steps, JUMP_AT_LEAST, 0, 1, 224); // less: RTCP
            step(steps, RETURN, 0, 0, 0);
            step(steps, RETURN, 0, 0, WHOLE);
            MemorySegment head = arena.allocate(16, 8);
            head.asByteBuffer()
                    .order(ByteOrder.nativeOrder())
                    .putShort(0, (short) 7)
                    .putLong(8, program.address());
            int answer = (int) SETSOCKOPT.invokeExact(descriptor, SOL_SOCKET, SO_ATTACH_FILTER, head.address(), 16);
            if (answer != 0) {
                throw new IllegalStateException("the kernel does not take a socket filter");
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static void step(ByteBuffer steps, int code, int whenTrue, int whenFalse, int value) {
        steps.putShort((short) code).put((byte) whenTrue).put((byte) whenFalse).putInt(value);
    }
}
