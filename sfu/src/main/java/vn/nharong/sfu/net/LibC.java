package vn.nharong.sfu.net;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The system calls of {@link NativeUdpPort} on Linux. None is {@code critical}: they may take long, and a safepoint must
 * not wait for them. Each returns what the call returned, or the negative errno.
 */
final class LibC {
    static final int AF_INET = 2;
    static final int AF_INET6 = 10;
    static final int SOCK_DGRAM_NONBLOCK = 2 | 0x800;
    static final int SOL_SOCKET = 1;
    static final int SO_SNDBUF = 7;
    static final int SO_RCVBUF = 8;
    static final int SO_TIMESTAMPNS = 35;
    /** The same two for who may administrate the network: past the system's limit (socket(7)). */
    static final int SO_SNDBUFFORCE = 32;

    static final int SO_RCVBUFFORCE = 33;
    /** Nine counters of 32 bits (linux/sock_diag.h). */
    static final int SO_MEMINFO = 55;

    static final int CLOCK_REALTIME = 0;
    static final int IPPROTO_IPV6 = 41;
    static final int IPV6_V6ONLY = 26;
    static final int MSG_DONTWAIT = 0x40;
    static final int MSG_TRUNC = 0x20;
    static final int EAGAIN = 11;
    static final int EINTR = 4;
    static final int EPOLLIN = 1;
    static final int EPOLL_CTL_ADD = 1;
    static final int EFD_NONBLOCK = 0x800;
    static final int SCHED_RR = 2;
    static final int SCHED_RESET_ON_FORK = 0x4000_0000;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle SOCKET = handle("socket", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle BIND = handle("bind", JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle GETSOCKOPT =
            handle("getsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle GETSOCKNAME = handle("getsockname", JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle SETSOCKOPT =
            handle("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle RECVMMSG = plain("recvmmsg", JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_LONG);
    private static final MethodHandle SENDMMSG = plain("sendmmsg", JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT);
    private static final MethodHandle SENDMMSG_ERRNO = handle("sendmmsg", JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT);
    private static final MethodHandle EPOLL_CREATE = handle("epoll_create1", JAVA_INT);
    private static final MethodHandle EPOLL_CTL = handle("epoll_ctl", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);
    private static final MethodHandle EPOLL_WAIT = plain("epoll_wait", JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT);
    private static final MethodHandle EVENTFD = handle("eventfd", JAVA_INT, JAVA_INT);
    private static final MethodHandle READ = plain("read", JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle WRITE = handle("write", JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle CLOCK_GETTIME = plain("clock_gettime", JAVA_INT, JAVA_LONG);
    private static final MethodHandle SCHED_SETSCHEDULER = handle("sched_setscheduler", JAVA_INT, JAVA_INT, JAVA_LONG);
    private static final MethodHandle CLOSE = handle("close", JAVA_INT);

    private LibC() {}

    private static MethodHandle handle(String name, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(result(name), arguments),
                Linker.Option.captureCallState("errno"));
    }

    /** Without errno: taking it makes an object at each call, and these are called at each turn of a loop. */
    private static MethodHandle plain(String name, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result(name), arguments));
    }

    private static MemoryLayout result(String name) {
        return name.equals("read") || name.equals("write") ? JAVA_LONG : JAVA_INT;
    }

    /** Memory for errno; one for each calling thread. */
    static StructLayout stateLayout() {
        return STATE;
    }

    private static int result(int value, MemorySegment state) {
        return value >= 0 ? value : -(int) ERRNO.get(state, 0L);
    }

    static int socket(MemorySegment state, int family, int type) {
        try {
            return result((int) SOCKET.invokeExact(state, family, type, 0), state);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static int bind(MemorySegment state, int fd, long address, int length) {
        try {
            return result((int) BIND.invokeExact(state, fd, address, length), state);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static int getsockname(MemorySegment state, int fd, long address, long length) {
        try {
            return result((int) GETSOCKNAME.invokeExact(state, fd, address, length), state);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static int getsockopt(MemorySegment state, int fd, int level, int option, long value, long length) {
        try {
            return result((int) GETSOCKOPT.invokeExact(state, fd, level, option, value, length), state);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static int setsockopt(MemorySegment state, int fd, int level, int option, long value, int length) {
        try {
            return result((int) SETSOCKOPT.invokeExact(state, fd, level, option, value, length), state);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    /** @return messages read, or -1 for nothing there or any error: an ICMP error is no reason not to try again */
    static int recvmmsg(int fd, long messages, int count) {
        try {
            return (int) RECVMMSG.invokeExact(fd, messages, count, MSG_DONTWAIT, 0L);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static int sendmmsg(MemorySegment state, int fd, long messages, int count) {
        try {
            int sent = (int) SENDMMSG.invokeExact(fd, messages, count, MSG_DONTWAIT);
            // The call is repeated for its errno: it says the same again, or now gets through.
            return sent >= 0
                    ? sent
                    : result((int) SENDMMSG_ERRNO.invokeExact(state, fd, messages, count, MSG_DONTWAIT), state);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static int epollCreate(MemorySegment state) {
        try {
            return result((int) EPOLL_CREATE.invokeExact(state, 0), state);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static int epollAdd(MemorySegment state, int epoll, int fd, long event) {
        try {
            return result((int) EPOLL_CTL.invokeExact(state, epoll, EPOLL_CTL_ADD, fd, event), state);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    /** @return descriptors ready, 0 when time is over, -1 when interrupted */
    static int epollWait(int epoll, long events, int count, int millis) {
        try {
            return (int) EPOLL_WAIT.invokeExact(epoll, events, count, millis);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static int eventfd(MemorySegment state) {
        try {
            return result((int) EVENTFD.invokeExact(state, 0, EFD_NONBLOCK), state);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    /** @return bytes read, or -1 */
    static int read(int fd, long into, long count) {
        try {
            return (int) (long) READ.invokeExact(fd, into, count);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static int write(MemorySegment state, int fd, long from, long count) {
        try {
            return result((int) (long) WRITE.invokeExact(state, fd, from, count), state);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    /** @return 0, or -1 */
    static int clockGettime(int clock, long into) {
        try {
            return (int) CLOCK_GETTIME.invokeExact(clock, into);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    /** On Linux it is about one thread, 0 being the calling one. @param parameters address of a struct sched_param */
    static int schedSetscheduler(MemorySegment state, int thread, int policy, long parameters) {
        try {
            return result((int) SCHED_SETSCHEDULER.invokeExact(state, thread, policy, parameters), state);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static int close(MemorySegment state, int fd) {
        try {
            return result((int) CLOSE.invokeExact(state, fd), state);
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
