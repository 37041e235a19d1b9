package vn.nharong.sites.media;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.invoke.MethodHandle;

/** The system calls of {@link NativeSockets} on Linux; each returns what the call returned, negative for any error. */
final class SocketCalls {
    static final int AF_INET = 2;
    static final int AF_INET6 = 10;
    static final int SOL_SOCKET = 1;
    static final int SO_RCVBUF = 8;
    static final int SOL_UDP = 17;
    static final int UDP_GRO = 104;
    static final int EPOLLIN = 1;
    private static final int EPOLL_CTL_ADD = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int NONBLOCK = 0x800;
    private static final int CLOEXEC = 0x8_0000;
    private static final int MSG_DONTWAIT = 0x40;

    private static final MethodHandle SOCKET = ints("socket", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle CONNECT = ints("connect", JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle GETSOCKNAME = ints("getsockname", JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle SETSOCKOPT =
            ints("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle RECVMMSG = ints("recvmmsg", JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_LONG);
    private static final MethodHandle SEND = longs("send", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final MethodHandle EPOLL_CREATE = ints("epoll_create1", JAVA_INT);
    private static final MethodHandle EPOLL_CTL = ints("epoll_ctl", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);
    private static final MethodHandle EPOLL_WAIT = ints("epoll_wait", JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT);
    private static final MethodHandle EVENTFD = ints("eventfd", JAVA_INT, JAVA_INT);
    private static final MethodHandle READ = longs("read", JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle WRITE = longs("write", JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle CLOSE = ints("close", JAVA_INT);

    private SocketCalls() {}

    private static MethodHandle ints(String name, MemoryLayout... arguments) {
        return handle(name, FunctionDescriptor.of(JAVA_INT, arguments));
    }

    private static MethodHandle longs(String name, MemoryLayout... arguments) {
        return handle(name, FunctionDescriptor.of(JAVA_LONG, arguments));
    }

    private static MethodHandle handle(String name, FunctionDescriptor descriptor) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
    }

    static int socket(int family) {
        try {
            return (int) SOCKET.invokeExact(family, SOCK_DGRAM | NONBLOCK | CLOEXEC, 0);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static int connect(int fd, long address, int length) {
        try {
            return (int) CONNECT.invokeExact(fd, address, length);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static int getsockname(int fd, long address, long length) {
        try {
            return (int) GETSOCKNAME.invokeExact(fd, address, length);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    @SuppressWarnings("SameParameterValue")
    static void setsockopt(int fd, int level, int option, long value, int length) {
        try {
            int ignored = (int) SETSOCKOPT.invokeExact(fd, level, option, value, length);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static int recvmmsg(int fd, long messages, int count) {
        try {
            return (int) RECVMMSG.invokeExact(fd, messages, count, MSG_DONTWAIT, 0L);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static long send(int fd, long bytes, long count) {
        try {
            return (long) SEND.invokeExact(fd, bytes, count, MSG_DONTWAIT);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static int epollCreate() {
        try {
            return (int) EPOLL_CREATE.invokeExact(CLOEXEC);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static int epollAdd(int epoll, int fd, long event) {
        try {
            return (int) EPOLL_CTL.invokeExact(epoll, EPOLL_CTL_ADD, fd, event);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static int epollWait(int epoll, long events, int count, int millis) {
        try {
            return (int) EPOLL_WAIT.invokeExact(epoll, events, count, millis);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static int eventfd() {
        try {
            return (int) EVENTFD.invokeExact(0, NONBLOCK | CLOEXEC);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static long read(int fd, long into, long count) {
        try {
            return (long) READ.invokeExact(fd, into, count);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static long write(int fd, long from, long count) {
        try {
            return (long) WRITE.invokeExact(fd, from, count);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static int close(int fd) {
        try {
            return (int) CLOSE.invokeExact(fd);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    private static IllegalStateException unexpected(Throwable t) {
        if (t instanceof Error error) {
            throw error;
        }
        return new IllegalStateException("a system call failed to be called", t);
    }
}
