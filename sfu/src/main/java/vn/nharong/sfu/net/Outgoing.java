package vn.nharong.sfu.net;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nharong.media.packet.PacketBuffer;

/**
 * What a {@link NativeUdpPort} sends: datagrams wait for a flush, then each receiver's go to the kernel in as few messages as their
 * sizes allow, and many messages in one call. Port's thread; allocates nothing for a datagram.
 */
final class Outgoing {
    /** Datagrams that wait for a flush: what one turn of a busy loop makes. */
    private static final int QUEUE = 1024;
    /** Messages to one sendmmsg; some 200 µs of kernel time. */
    private static final int SEND_BATCH = 64;
    /** Datagrams to one message: more gain little and hit thin lines in bursts. */
    private static final int MAX_SEGMENTS = 8;

    // struct mmsghdr, iovec, sockaddr_in6 of 64-bit Linux
    private static final int MMSGHDR = 64;
    private static final int IOVEC = 16;
    private static final int SOCKADDR = 28;
    private static final int SOCKADDR_SLOT = 32;
    /** cmsghdr (16) and a 16-bit segment size, padded to 8 (udp(7), UDP_SEGMENT). */
    private static final int CONTROL = 24;

    private static final int SOL_UDP = 17;
    private static final int UDP_SEGMENT = 103;
    private static final int EIO = 5;
    private static final int EINVAL = 22;
    private static final int ENOPROTOOPT = 92;

    private static final Logger log = LoggerFactory.getLogger(Outgoing.class);

    private final int fd;
    private final boolean ipv6;
    private final MemorySegment state;
    private final ByteBuffer sendHeaders;
    private final ByteBuffer sendVectors;
    private final ByteBuffer sendNames;
    private final long sendAt;
    private final long controlAt;
    private final ByteBuffer control;
    private final @Nullable PacketBuffer[] sending = new PacketBuffer[QUEUE];
    /** The next datagram in the queue to the same receiver, or -1. */
    private final int[] nextToSame = new int[QUEUE];
    /** Receivers in the order of their first datagram. */
    private final @Nullable NativePath[] receivers = new NativePath[QUEUE];

    private final int[] segmentsOf = new int[SEND_BATCH];
    private int queued;
    private int receiverCount;
    private boolean segmentation = !Boolean.getBoolean(NativeUdpPort.NO_SEGMENTATION);
    private long segmentsSent;
    private long messagesSent;
    private long drops;

    /**
     * @param arena lives as long as the port
     * @param state for errno, see {@link LibC}
     */
    Outgoing(int fd, boolean ipv6, Arena arena, MemorySegment state) {
        this.fd = fd;
        this.ipv6 = ipv6;
        this.state = state;
        MemorySegment headers = arena.allocate((long) SEND_BATCH * MMSGHDR, 64);
        MemorySegment vectors = arena.allocate((long) SEND_BATCH * MAX_SEGMENTS * IOVEC, 64);
        MemorySegment controls = arena.allocate((long) SEND_BATCH * CONTROL, 64);
        MemorySegment names = arena.allocate((long) SEND_BATCH * SOCKADDR_SLOT, 64);
        control = controls.asByteBuffer().order(ByteOrder.nativeOrder());
        controlAt = controls.address();
        sendHeaders = headers.asByteBuffer().order(ByteOrder.nativeOrder());
        sendVectors = vectors.asByteBuffer().order(ByteOrder.nativeOrder());
        sendAt = headers.address();
        sendNames = names.asByteBuffer().order(ByteOrder.nativeOrder());
        for (int i = 0; i < SEND_BATCH; i++) {
            sendHeaders.putLong(i * MMSGHDR, names.address() + (long) i * SOCKADDR_SLOT);
            sendHeaders.putInt(i * MMSGHDR + 8, ipv6 ? SOCKADDR : 16);
            sendNames.putShort(i * SOCKADDR_SLOT, (short) (ipv6 ? LibC.AF_INET6 : LibC.AF_INET));
            sendHeaders.putLong(i * MMSGHDR + 16, vectors.address() + (long) i * MAX_SEGMENTS * IOVEC);
            control.putLong(i * CONTROL, 18);
            control.putInt(i * CONTROL + 8, SOL_UDP);
            control.putInt(i * CONTROL + 12, UDP_SEGMENT);
        }
    }

    /** One call that sends nothing. @return 0 */
    int warmUp() {
        return LibC.sendmmsg(state, fd, sendAt, 0);
    }

    /** Takes the packet over. */
    void add(NativePath path, PacketBuffer packet) {
        if (queued == QUEUE) {
            flush();
        }
        int slot = queued++;
        sending[slot] = packet;
        nextToSame[slot] = -1;
        if (path.first < 0) {
            path.first = slot;
            receivers[receiverCount++] = path;
        } else {
            nextToSame[path.last] = slot;
        }
        path.last = slot;
    }

    void flush() {
        int messages = 0;
        for (int r = 0; r < receiverCount; r++) {
            NativePath path = receivers[r];
            if (path == null) {
                continue;
            }
            int at = path.first;
            while (at >= 0) {
                at = gather(messages, path, at);
                if (++messages == SEND_BATCH) {
                    transmit(messages);
                    messages = 0;
                }
            }
            path.first = -1;
            receivers[r] = null;
        }
        if (messages > 0) {
            transmit(messages);
        }
        receiverCount = 0;
        for (int i = 0; i < queued; i++) {
            PacketBuffer packet = sending[i];
            if (packet != null) {
                packet.release();
                sending[i] = null;
            }
        }
        queued = 0;
    }

    /**
     * Makes one message of datagrams to one receiver: equal sizes, the last may be shorter (udp(7)).
     *
     * @return index of the receiver's next datagram, or -1
     */
    private int gather(int message, NativePath path, int first) {
        int header = message * MMSGHDR;
        int vectors = message * MAX_SEGMENTS * IOVEC;
        int size = sending[first] == null ? 0 : sending[first].length();
        int segments = 0;
        int at = first;
        while (at >= 0 && segments < MAX_SEGMENTS) {
            PacketBuffer packet = sending[at];
            if (packet == null || packet.length() > size) {
                break;
            }
            sendVectors.putLong(vectors + segments * IOVEC, packet.address());
            sendVectors.putLong(vectors + segments * IOVEC + 8, packet.length());
            segments++;
            at = nextToSame[at];
            if (packet.length() < size || !segmentation) {
                break;
            }
        }
        name(path, message * SOCKADDR_SLOT);
        sendHeaders.putLong(header + 24, segments);
        if (segments > 1) {
            control.putShort(message * CONTROL + 16, (short) size);
            sendHeaders.putLong(header + 32, controlAt + (long) message * CONTROL);
            sendHeaders.putLong(header + 40, CONTROL);
        } else {
            sendHeaders.putLong(header + 32, 0);
            sendHeaders.putLong(header + 40, 0);
        }
        segmentsOf[message] = segments;
        segmentsSent += segments;
        messagesSent++;
        return at;
    }

    /** Writes a receiver's address into a message's slot: native memory is kept for messages, not for every stranger. */
    private void name(NativePath path, int at) {
        sendNames.putShort(at + 2, path.networkPort);
        if (ipv6) {
            sendNames.putLong(at + 8, path.high);
            sendNames.putLong(at + 16, path.low);
        } else {
            sendNames.putInt(at + 4, (int) path.low);
        }
    }

    private void transmit(int messages) {
        int from = 0;
        while (from < messages) {
            if (!segmentation && segmentsOf[from] > 1) {
                transmitSingly(from++);
                continue;
            }
            int sent = LibC.sendmmsg(state, fd, sendAt + (long) from * MMSGHDR, messages - from);
            if (sent > 0) {
                from += sent;
            } else if (sent == -LibC.EINTR) {
                continue;
            } else if (sent == -LibC.EAGAIN) {
                for (int i = from; i < messages; i++) {
                    drops += segmentsOf[i]; // 4 MB are full: the line is slower than we are
                }
                return;
            } else {
                if (segmentsOf[from] > 1 && (sent == -EIO || sent == -EINVAL || sent == -ENOPROTOOPT)) {
                    segmentation = false; // for good: this device cannot
                    log.warn("segmentation offload is refused (errno {}): one datagram a message from now on", -sent);
                    continue;
                }
                drops += segmentsOf[from]; // this receiver cannot be reached; the others can
                from++;
            }
        }
    }

    /** A message that was gathered before offload turned out not to work. */
    private void transmitSingly(int message) {
        int header = message * MMSGHDR;
        long vectors = sendHeaders.getLong(header + 16);
        sendHeaders.putLong(header + 24, 1);
        sendHeaders.putLong(header + 32, 0);
        sendHeaders.putLong(header + 40, 0);
        for (int i = 0; i < segmentsOf[message]; i++) {
            sendHeaders.putLong(header + 16, vectors + (long) i * IOVEC);
            if (LibC.sendmmsg(state, fd, sendAt + header, 1) <= 0) {
                drops++;
            }
        }
        sendHeaders.putLong(header + 16, vectors);
    }

    /** See {@link UdpPort#enough}. */
    boolean enough(NativePath next) {
        return receiverCount >= SEND_BATCH && next.first < 0;
    }

    boolean segmenting() {
        return segmentation;
    }

    double meanSegments() {
        return messagesSent == 0 ? 0 : (double) segmentsSent / messagesSent;
    }

    long messages() {
        return messagesSent;
    }

    /** Datagrams that the kernel did not take. */
    long drops() {
        return drops;
    }
}
