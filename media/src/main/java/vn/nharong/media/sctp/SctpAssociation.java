package vn.nharong.media.sctp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * An SCTP association over DTLS (RFC 9260 as far as WebRTC needs it, RFC 8261, with RFC 3758 and RFC 6525). Sans-IO;
 * belongs to one thread, its owner's. Either side may {@link #connect}, both may at once.
 *
 * <p><b>After each call the owner re-reads {@link #nextTimeoutNanos()}.</b> The sink may call back (see there).
 *
 * <p>Not here, because one DTLS association carries one path and one life: multi-homing, restart of an association,
 * dynamic addresses, authentication chunks. Interleaved messages (RFC 8260) are not announced.
 */
public final class SctpAssociation {
    /** Bytes in a packet: what DTLS carries in a datagram, a multiple of four. */
    public static final int MAX_PACKET = 1160;

    /** Bytes in an incoming message; what we announce as {@code a=max-message-size}. */
    public static final int MAX_MESSAGE = 262_144;

    /** Streams each way. */
    public static final int MAX_STREAMS = 1024;

    private static final long NEVER = Long.MAX_VALUE;
    private static final long HEARTBEAT_NANOS = 30_000_000_000L;

    /** With the timeout's maximum of 5 s some 90 s: longer than an outage a meeting should survive. */
    private static final int MAX_ERRORS = 20;

    private enum State {
        CLOSED,
        COOKIE_WAIT,
        COOKIE_ECHOED,
        ESTABLISHED,
        SHUTDOWN_PENDING,
        SHUTDOWN_SENT,
        SHUTDOWN_RECEIVED,
        SHUTDOWN_ACK_SENT,
        /** For good. */
        ENDED
    }

    private final int localPort;
    private final int remotePort;
    private final SctpSink sink;
    /** Of {@link #flush}: there is nothing to send most times that it is looked. */
    private final PacketWriter flushing = new PacketWriter(0, 0, 0);

    private final int localTag;
    private final int localInitialTsn;
    private final byte[] cookieSecret;
    private final OutgoingMessages messages = new OutgoingMessages();
    private final RetransmissionTimeout timeout = new RetransmissionTimeout();
    private final ControlChunks control = new ControlChunks();
    /** Asked for before there was an association. */
    private final List<Integer> earlyResets = new ArrayList<>();

    private State state = State.CLOSED;
    private int peerTag;
    private byte @Nullable [] cookieEcho;
    private @Nullable DataTransfer transfer;
    private int errors;
    private int depth;
    private long nowNanos;

    /** T1-init, T1-cookie and T2-shutdown: only one is ever needed. */
    private long handshakeAt = NEVER;

    private long heartbeatAt = NEVER;
    private boolean heartbeatInFlight;

    /** @param random source of tags, the cookie's secret and the first TSN */
    public SctpAssociation(int localPort, int remotePort, RandomGenerator random, SctpSink sink) {
        this.localPort = localPort;
        this.remotePort = remotePort;
        this.sink = sink;
        int tag = random.nextInt();
        localTag = tag == 0 ? 1 : tag;
        localInitialTsn = random.nextInt();
        cookieSecret = StateCookie.secret(random);
    }

    public boolean isEstablished() {
        return state == State.ESTABLISHED;
    }

    /** Sends INIT; harmless when the peer was first. */
    public void connect(long now) {
        enter(now);
        if (state == State.CLOSED) {
            state = State.COOKIE_WAIT;
            sendInit();
        }
        leave();
    }

    /**
     * Queues a message; it waits for the handshake if need be. Bounding the queue is the caller's task, see {@link
     * #bufferedBytes(int)}.
     *
     * @param payload at least one byte; not copied
     * @return false when the association is closing or ended, or the stream is out of range
     */
    public boolean send(int stream, int ppid, byte[] payload, boolean ordered, Reliability reliability, long now) {
        if (state.compareTo(State.ESTABLISHED) > 0 || stream < 0 || stream >= MAX_STREAMS || payload.length == 0) {
            return false;
        }
        enter(now);
        messages.add(new OutgoingMessages.Message(stream, ppid, ordered, reliability, payload, now));
        leave();
        return true;
    }

    /** Bytes of a stream not sent yet. */
    public int bufferedBytes(int stream) {
        return messages.bufferedBytes(stream);
    }

    /** Bytes of all streams not sent yet. */
    public int bufferedBytes() {
        return messages.bufferedBytes();
    }

    /** Ends our direction of a stream after what is queued on it (RFC 6525). */
    public void resetStream(int stream, long now) {
        enter(now);
        if (transfer != null) {
            transfer.resets().want(stream);
        } else {
            earlyResets.add(stream);
        }
        leave();
    }

    /** Whether a reset of ours is not confirmed yet; the stream must not be used again before. */
    public boolean resetPending(int stream) {
        return earlyResets.contains(stream)
                || (transfer != null && transfer.resets().pending(stream));
    }

    /** Ends after everything queued has been delivered (RFC 9260 §9.2). */
    public void shutdown(long now) {
        enter(now);
        switch (state) {
            case CLOSED, COOKIE_WAIT, COOKIE_ECHOED -> end("closed before it was established", false);
            case ESTABLISHED -> state = State.SHUTDOWN_PENDING;
            default -> {}
        }
        leave();
    }

    /** Ends at once (RFC 9260 §9.1). */
    public void abort(long now) {
        enter(now);
        if (state != State.ENDED) {
            if (peerTag != 0) {
                // Cause 12: user-initiated abort.
                control.add(ChunkType.ABORT, 0, new byte[] {0, 12, 0, 4});
                flush();
            }
            end("aborted by us", false);
        }
        leave();
    }

    /** When {@link #handleTimeout} is wanted, or {@link Long#MAX_VALUE}. */
    public long nextTimeoutNanos() {
        long next = Math.min(handshakeAt, heartbeatAt);
        return transfer == null ? next : Math.min(next, transfer.nextTimeoutNanos());
    }

    public void handleTimeout(long now) {
        enter(now);
        if (now >= handshakeAt) {
            handshakeAt = NEVER;
            onHandshakeTimeout();
        }
        DataTransfer live = transfer;
        if (live != null && state != State.ENDED) {
            live.handleTimeout(now);
            if (live.retransmissionDue(now) && countError()) {
                live.retransmit(now);
            }
            if (now >= heartbeatAt && state != State.ENDED) {
                onHeartbeatTime();
            }
        }
        leave();
    }

    private void onHandshakeTimeout() {
        if (!countError()) {
            return;
        }
        timeout.backOff();
        byte[] cookie = cookieEcho;
        switch (state) {
            case COOKIE_WAIT -> sendInit();
            case COOKIE_ECHOED -> {
                if (cookie != null) {
                    sendCookieEcho(cookie);
                }
            }
            case SHUTDOWN_SENT -> sendShutdown();
            case SHUTDOWN_ACK_SENT -> sendShutdownAck();
            default -> {}
        }
    }

    private void onHeartbeatTime() {
        if (heartbeatInFlight && !countError()) {
            return;
        }
        heartbeatInFlight = true;
        heartbeatAt = nowNanos + HEARTBEAT_NANOS;
        byte[] body = ByteBuffer.allocate(12)
                .putShort((short) ChunkType.PARAMETER_HEARTBEAT_INFO)
                .putShort((short) 12)
                .putLong(nowNanos)
                .array();
        control.add(ChunkType.HEARTBEAT, 0, body);
    }

    /** False when that was one too many and the association has ended. */
    private boolean countError() {
        if (++errors > MAX_ERRORS) {
            end("the peer does not answer", true);
            return false;
        }
        return true;
    }

    /**
     * A packet from DTLS. Whatever it contains, nothing is thrown.
     *
     * @param packet not kept
     */
    public void handlePacket(byte[] packet, long now) {
        if (state == State.ENDED || packet.length < PacketWriter.HEADER + 4 || !PacketWriter.checksumHolds(packet)) {
            return;
        }
        ByteBuffer in = ByteBuffer.wrap(packet);
        if ((in.getShort() & 0xffff) != remotePort || (in.getShort() & 0xffff) != localPort) {
            return;
        }
        int tag = in.getInt();
        in.getInt();
        enter(now);
        boolean first = true;
        boolean data = false;
        while (in.remaining() >= 4 && state != State.ENDED) {
            int type = in.get() & 0xff;
            int flags = in.get() & 0xff;
            int length = (in.getShort() & 0xffff) - 4;
            if (length < 0 || length > in.remaining()) {
                break;
            }
            ByteBuffer value = in.slice(in.position(), length);
            in.position(Math.min(in.limit(), in.position() + length + (-length & 3)));
            if (!tagFits(tag, type, flags, first && in.remaining() == 0)) {
                break;
            }
            first = false;
            data |= type == ChunkType.DATA;
            if (!onChunk(type, flags, value)) {
                break;
            }
        }
        DataTransfer live = transfer;
        if (data && live != null) {
            live.onDataPacketEnd(now);
        }
        leave();
    }

    /** RFC 9260 §8.5. */
    private boolean tagFits(int tag, int type, int flags, boolean alone) {
        return switch (type) {
            case ChunkType.INIT -> tag == 0 && alone;
            case ChunkType.ABORT, ChunkType.SHUTDOWN_COMPLETE ->
                (flags & ChunkType.TAG_REFLECTED) == 0 ? tag == localTag : peerTag != 0 && tag == peerTag;
            default -> tag == localTag;
        };
    }

    /** False when the rest of the packet is not to be read. */
    private boolean onChunk(int type, int flags, ByteBuffer value) {
        DataTransfer live = transfer;
        switch (type) {
            case ChunkType.INIT -> onInit(value);
            case ChunkType.INIT_ACK -> onInitAck(value);
            case ChunkType.COOKIE_ECHO -> onCookieEcho(value);
            case ChunkType.COOKIE_ACK -> {
                if (state == State.COOKIE_ECHOED) {
                    establish();
                }
            }
            case ChunkType.ABORT -> end("aborted by the peer", state != State.SHUTDOWN_ACK_SENT);
            case ChunkType.ERROR -> onError(value);
            case ChunkType.HEARTBEAT -> {
                byte[] info = new byte[value.remaining()];
                value.get(info);
                control.add(ChunkType.HEARTBEAT_ACK, 0, info);
            }
            case ChunkType.HEARTBEAT_ACK -> {
                errors = 0;
                heartbeatInFlight = false;
            }
            case ChunkType.SHUTDOWN_COMPLETE -> {
                if (state == State.SHUTDOWN_ACK_SENT) {
                    end("shut down", false);
                }
            }
            default -> {
                // Data before our COOKIE ACK arrived would overtake onEstablished; the peer repeats it.
                if (live != null && state.compareTo(State.ESTABLISHED) >= 0) {
                    return onEstablishedChunk(live, type, flags, value);
                }
                // Known ones came too early; of unknown ones the highest bit says whether to read on (§3.2).
                return (type & 0x80) != 0;
            }
        }
        return true;
    }

    private boolean onEstablishedChunk(DataTransfer live, int type, int flags, ByteBuffer value) {
        switch (type) {
            case ChunkType.DATA -> {
                if (state != State.SHUTDOWN_RECEIVED && state != State.SHUTDOWN_ACK_SENT) {
                    live.onData(flags, value).ifPresent(this::abortFor);
                }
            }
            case ChunkType.SACK -> {
                if (live.onSack(value, nowNanos)) {
                    errors = 0;
                }
            }
            case ChunkType.FORWARD_TSN -> live.onForward(value);
            case ChunkType.RE_CONFIG -> live.onReConfig(value);
            case ChunkType.SHUTDOWN -> {
                if (value.remaining() >= 4
                        && (state == State.ESTABLISHED
                                || state == State.SHUTDOWN_PENDING
                                || state == State.SHUTDOWN_SENT)) {
                    state = State.SHUTDOWN_RECEIVED;
                }
            }
            case ChunkType.SHUTDOWN_ACK -> {
                if (state == State.SHUTDOWN_SENT || state == State.SHUTDOWN_ACK_SENT) {
                    control.add(ChunkType.SHUTDOWN_COMPLETE, 0, new byte[0]);
                    flush();
                    end("shut down", false);
                }
            }
            default -> {
                return (type & 0x80) != 0;
            }
        }
        return true;
    }

    private void onInit(ByteBuffer value) {
        InitChunk init = InitChunk.read(value).orElse(null);
        if (init == null || state.compareTo(State.COOKIE_ECHOED) > 0) {
            // A late copy of what was answered; a restart does not exist under one DTLS association.
            return;
        }
        StateCookie cookie = new StateCookie(
                nowNanos,
                localTag,
                init.tag(),
                init.initialTsn(),
                (int) Math.min(init.window(), Integer.MAX_VALUE),
                init.outStreams(),
                init.inStreams(),
                init.forwardTsn(),
                init.reConfig());
        PacketWriter packet = new PacketWriter(localPort, remotePort, init.tag());
        InitChunk.write(packet, ChunkType.INIT_ACK, localTag, localInitialTsn, cookie.sign(cookieSecret));
        sink.transmit(packet.finish());
    }

    private void onInitAck(ByteBuffer value) {
        InitChunk init = InitChunk.read(value).orElse(null);
        byte[] cookie = init == null ? null : init.cookie();
        if (state != State.COOKIE_WAIT || init == null || cookie == null || cookie.length > MAX_PACKET / 2) {
            return;
        }
        adopt(init.tag(), init.initialTsn(), init.window(), init.outStreams(), init.forwardTsn());
        errors = 0;
        state = State.COOKIE_ECHOED;
        cookieEcho = cookie;
        sendCookieEcho(cookie);
    }

    /** RFC 9260 §5.2.4; restart (case A) and stale cookies (case C) are ignored. */
    private void onCookieEcho(ByteBuffer value) {
        byte[] bytes = new byte[value.remaining()];
        value.get(bytes);
        Optional<StateCookie> read = StateCookie.read(cookieSecret, bytes, nowNanos);
        if (read.isEmpty() || read.get().localTag() != localTag) {
            return;
        }
        StateCookie cookie = read.get();
        switch (state) {
            case CLOSED, COOKIE_WAIT, COOKIE_ECHOED -> {
                if (state != State.COOKIE_ECHOED || cookie.peerTag() != peerTag) {
                    adopt(
                            cookie.peerTag(),
                            cookie.peerInitialTsn(),
                            cookie.peerWindow(),
                            cookie.peerOutStreams(),
                            cookie.forwardTsn());
                }
                control.add(ChunkType.COOKIE_ACK, 0, new byte[0]);
                establish();
            }
            case ESTABLISHED, SHUTDOWN_PENDING -> {
                if (cookie.peerTag() == peerTag) {
                    // Our COOKIE ACK was lost.
                    control.add(ChunkType.COOKIE_ACK, 0, new byte[0]);
                }
            }
            default -> {}
        }
    }

    private void adopt(int tag, int initialTsn, long window, int peerOutStreams, boolean forwardTsn) {
        peerTag = tag;
        Outbound outbound = new Outbound(messages, localInitialTsn & 0xffff_ffffL, window, forwardTsn);
        Inbound inbound = new Inbound(initialTsn & 0xffff_ffffL, MAX_MESSAGE, this::deliver);
        StreamResets resets = new StreamResets(
                messages, outbound, inbound, timeout, localInitialTsn, initialTsn, sink::onStreamReset);
        transfer =
                new DataTransfer(messages, timeout, outbound, inbound, resets, Math.min(peerOutStreams, MAX_STREAMS));
    }

    private void deliver(int stream, int ppid, byte[] payload) {
        if (state != State.ENDED) {
            sink.onMessage(stream, ppid, payload);
        }
    }

    private void establish() {
        state = State.ESTABLISHED;
        handshakeAt = NEVER;
        cookieEcho = null;
        errors = 0;
        heartbeatAt = nowNanos + HEARTBEAT_NANOS;
        DataTransfer live = transfer;
        if (live != null) {
            earlyResets.forEach(live.resets()::want);
            earlyResets.clear();
        }
        sink.onEstablished();
    }

    private void onError(ByteBuffer value) {
        // Cause 3: our cookie came back too late; begin anew.
        if (state == State.COOKIE_ECHOED && value.remaining() >= 4 && value.getShort() == 3) {
            state = State.COOKIE_WAIT;
            transfer = null;
            sendInit();
        }
    }

    private void abortFor(DataTransfer.Breach breach) {
        byte[] body = ByteBuffer.allocate(8)
                .putShort((short) breach.cause())
                .putShort((short) 8)
                .putInt(breach.detail())
                .array();
        control.add(ChunkType.ABORT, 0, body);
        flush();
        end(breach.reason(), true);
    }

    private void enter(long now) {
        if (depth++ == 0) {
            nowNanos = now;
        }
    }

    /** The outermost call sends what has gathered. */
    private void leave() {
        if (depth == 1 && state != State.ENDED) {
            DataTransfer live = transfer;
            if (live != null) {
                live.resets().advance();
                advanceShutdown(live);
            }
            flush();
        }
        depth--;
    }

    private void advanceShutdown(DataTransfer live) {
        if (state != State.SHUTDOWN_PENDING && state != State.SHUTDOWN_RECEIVED) {
            return;
        }
        if (!live.drained(nowNanos)) {
            return;
        }
        if (state == State.SHUTDOWN_PENDING) {
            state = State.SHUTDOWN_SENT;
            sendShutdown();
        } else {
            state = State.SHUTDOWN_ACK_SENT;
            sendShutdownAck();
        }
    }

    private void sendInit() {
        PacketWriter packet = new PacketWriter(localPort, remotePort, 0);
        InitChunk.write(packet, ChunkType.INIT, localTag, localInitialTsn, null);
        sink.transmit(packet.finish());
        handshakeAt = nowNanos + timeout.nanos();
    }

    private void sendCookieEcho(byte[] cookie) {
        control.addFirst(ChunkType.COOKIE_ECHO, cookie);
        handshakeAt = nowNanos + timeout.nanos();
    }

    private void sendShutdown() {
        DataTransfer live = transfer;
        int cumulative = live == null ? 0 : live.cumulativeTsn();
        byte[] body = ByteBuffer.allocate(4).putInt(cumulative).array();
        control.add(ChunkType.SHUTDOWN, 0, body);
        handshakeAt = nowNanos + timeout.nanos();
    }

    private void sendShutdownAck() {
        control.add(ChunkType.SHUTDOWN_ACK, 0, new byte[0]);
        handshakeAt = nowNanos + timeout.nanos();
    }

    /** Packets until nothing is left that may be sent now. */
    private void flush() {
        while (state != State.ENDED) {
            PacketWriter packet = flushing.restart(localPort, remotePort, peerTag);
            control.write(packet);
            DataTransfer live = transfer;
            if (live != null && state.compareTo(State.ESTABLISHED) >= 0) {
                live.write(packet, nowNanos);
            }
            if (!packet.hasChunks()) {
                return;
            }
            sink.transmit(packet.finish());
        }
    }

    private void end(String reason, boolean failed) {
        if (state == State.ENDED) {
            return;
        }
        state = State.ENDED;
        control.clear();
        handshakeAt = NEVER;
        heartbeatAt = NEVER;
        transfer = null;
        Arrays.fill(cookieSecret, (byte) 0);
        sink.onClosed(reason, failed);
    }
}
