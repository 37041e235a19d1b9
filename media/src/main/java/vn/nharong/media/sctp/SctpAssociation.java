package vn.nharong.media.sctp;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
    private static final long SACK_DELAY_NANOS = 40_000_000L;
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

    /** What exists from the handshake's end on. */
    private record Established(Outbound outbound, Inbound inbound, StreamResets resets, int inStreams) {}

    /** A chunk that waits for the next packet: type, flags, body. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Control(int type, int flags, byte[] body) {}

    private final int localPort;
    private final int remotePort;
    private final SctpSink sink;
    private final int localTag;
    private final int localInitialTsn;
    private final byte[] cookieSecret;
    private final OutgoingMessages messages = new OutgoingMessages();
    private final RetransmissionTimeout timeout = new RetransmissionTimeout();
    private final ArrayDeque<Control> control = new ArrayDeque<>();
    /** Asked for before there was an association. */
    private final List<Integer> earlyResets = new ArrayList<>();

    private State state = State.CLOSED;
    private int peerTag;
    private byte @Nullable [] cookieEcho;
    private @Nullable Established established;
    private int errors;
    private int depth;
    private long nowNanos;

    private int unacknowledgedPackets;
    private boolean sackDue;
    private long sackAt = NEVER;
    /** T1-init, T1-cookie and T2-shutdown: only one is ever needed. */
    private long handshakeAt = NEVER;

    private long retransmitAt = NEVER;
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
        if (established != null) {
            established.resets().want(stream);
        } else {
            earlyResets.add(stream);
        }
        leave();
    }

    /** Whether a reset of ours is not confirmed yet; the stream must not be used again before. */
    public boolean resetPending(int stream) {
        return earlyResets.contains(stream)
                || (established != null && established.resets().pending(stream));
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
                control.add(new Control(ChunkType.ABORT, 0, new byte[] {0, 12, 0, 4}));
                flush();
            }
            end("aborted by us", false);
        }
        leave();
    }

    /** When {@link #handleTimeout} is wanted, or {@link Long#MAX_VALUE}. */
    public long nextTimeoutNanos() {
        long next = Math.min(Math.min(sackAt, handshakeAt), Math.min(retransmitAt, heartbeatAt));
        return established == null ? next : Math.min(next, established.resets().deadlineNanos());
    }

    public void handleTimeout(long now) {
        enter(now);
        if (now >= handshakeAt) {
            handshakeAt = NEVER;
            onHandshakeTimeout();
        }
        if (now >= sackAt) {
            sackAt = NEVER;
            sackDue = true;
        }
        Established live = established;
        if (live != null && state != State.ENDED) {
            if (now >= retransmitAt) {
                retransmitAt = NEVER;
                if (countError()) {
                    timeout.backOff();
                    live.outbound().onTimeout(now);
                }
            }
            live.resets().handleTimeout(now);
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
        control.add(new Control(ChunkType.HEARTBEAT, 0, body));
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
        if (data && state != State.ENDED) {
            unacknowledgedPackets++;
            if (unacknowledgedPackets >= 2) {
                sackDue = true;
            } else if (sackAt == NEVER) {
                sackAt = now + SACK_DELAY_NANOS;
            }
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
        Established live = established;
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
                control.add(new Control(ChunkType.HEARTBEAT_ACK, 0, info));
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

    private boolean onEstablishedChunk(Established live, int type, int flags, ByteBuffer value) {
        switch (type) {
            case ChunkType.DATA -> onData(live, flags, value);
            case ChunkType.SACK -> onSack(live, value);
            case ChunkType.FORWARD_TSN -> onForward(live, value);
            case ChunkType.RE_CONFIG -> live.resets().onChunk(value, live.inStreams());
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
                    control.add(new Control(ChunkType.SHUTDOWN_COMPLETE, 0, new byte[0]));
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
        writeInit(packet, ChunkType.INIT_ACK, cookie.sign(cookieSecret));
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
                control.add(new Control(ChunkType.COOKIE_ACK, 0, new byte[0]));
                establish();
            }
            case ESTABLISHED, SHUTDOWN_PENDING -> {
                if (cookie.peerTag() == peerTag) {
                    // Our COOKIE ACK was lost.
                    control.add(new Control(ChunkType.COOKIE_ACK, 0, new byte[0]));
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
        established = new Established(outbound, inbound, resets, Math.min(peerOutStreams, MAX_STREAMS));
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
        Established live = established;
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
            established = null;
            sendInit();
        }
    }

    private void onData(Established live, int flags, ByteBuffer value) {
        if (value.remaining() < 12 || state == State.SHUTDOWN_RECEIVED || state == State.SHUTDOWN_ACK_SENT) {
            return;
        }
        int tsn = value.getInt();
        int stream = value.getShort() & 0xffff;
        int ssn = value.getShort() & 0xffff;
        int ppid = value.getInt();
        if (value.remaining() == 0) {
            // Cause 9: no user data.
            abortFor(9, "the peer sent a DATA chunk without data", tsn);
            return;
        }
        if (stream >= live.inStreams()) {
            return;
        }
        byte[] payload = new byte[value.remaining()];
        value.get(payload);
        switch (live.inbound().onData(tsn, flags, stream, ssn, ppid, payload)) {
            case TAKEN -> sackDue |= (flags & ChunkType.IMMEDIATE) != 0;
            case SACK_NOW -> sackDue = true;
            // Cause 13: protocol violation.
            case VIOLATION -> abortFor(13, "the peer's message is too large", 0);
        }
    }

    private void abortFor(int cause, String reason, int detail) {
        byte[] body = ByteBuffer.allocate(8)
                .putShort((short) cause)
                .putShort((short) 8)
                .putInt(detail)
                .array();
        control.add(new Control(ChunkType.ABORT, 0, body));
        flush();
        end(reason, true);
    }

    private void onSack(Established live, ByteBuffer value) {
        if (value.remaining() < 12) {
            return;
        }
        Outbound outbound = live.outbound();
        long cumulative = Serial.extend(outbound.lastAssignedTsn(), value.getInt());
        long window = value.getInt() & 0xffff_ffffL;
        int count = value.getShort() & 0xffff;
        value.getShort();
        if (value.remaining() < 4 * count) {
            return;
        }
        long[] blocks = new long[2 * count];
        long last = cumulative;
        for (int i = 0; i < count; i++) {
            blocks[2 * i] = cumulative + (value.getShort() & 0xffff);
            blocks[2 * i + 1] = cumulative + (value.getShort() & 0xffff);
            if (blocks[2 * i] <= last || blocks[2 * i + 1] < blocks[2 * i]) {
                return;
            }
            last = blocks[2 * i + 1];
        }
        if (last > outbound.lastAssignedTsn()) {
            return;
        }
        boolean moved = outbound.onSack(cumulative, window, blocks, count, nowNanos);
        long roundTrip = outbound.takeRoundTrip();
        if (roundTrip >= 0) {
            timeout.onRoundTrip(roundTrip);
        }
        if (moved) {
            errors = 0;
            retransmitAt = NEVER;
        }
        if (!outbound.outstanding()) {
            retransmitAt = NEVER;
        }
    }

    private void onForward(Established live, ByteBuffer value) {
        if (value.remaining() < 4) {
            return;
        }
        live.inbound().forward(value.getInt());
        while (value.remaining() >= 4 && state != State.ENDED) {
            int stream = value.getShort() & 0xffff;
            int ssn = value.getShort() & 0xffff;
            if (stream < live.inStreams()) {
                live.inbound().skip(stream, ssn);
            }
        }
        sackDue = true;
    }

    private void enter(long now) {
        if (depth++ == 0) {
            nowNanos = now;
        }
    }

    /** The outermost call sends what has gathered. */
    private void leave() {
        if (depth == 1 && state != State.ENDED) {
            Established live = established;
            if (live != null) {
                live.resets().advance();
                advanceShutdown(live);
            }
            flush();
        }
        depth--;
    }

    private void advanceShutdown(Established live) {
        if (state != State.SHUTDOWN_PENDING && state != State.SHUTDOWN_RECEIVED) {
            return;
        }
        if (messages.current(nowNanos) != null || live.outbound().outstanding()) {
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
        writeInit(packet, ChunkType.INIT, null);
        sink.transmit(packet.finish());
        handshakeAt = nowNanos + timeout.nanos();
    }

    private void writeInit(PacketWriter packet, int type, byte @Nullable [] cookie) {
        packet.begin(type, 0)
                .i32(localTag)
                .i32(Inbound.WINDOW)
                .u16(MAX_STREAMS)
                .u16(MAX_STREAMS)
                .i32(localInitialTsn)
                .u16(ChunkType.PARAMETER_FORWARD_TSN_SUPPORTED)
                .u16(4)
                .u16(ChunkType.PARAMETER_SUPPORTED_EXTENSIONS)
                .u16(6)
                .put(new byte[] {(byte) ChunkType.FORWARD_TSN, (byte) ChunkType.RE_CONFIG})
                .pad();
        if (cookie != null) {
            packet.u16(ChunkType.PARAMETER_STATE_COOKIE).u16(4 + cookie.length).put(cookie);
        }
        packet.end();
    }

    private void sendCookieEcho(byte[] cookie) {
        control.addFirst(new Control(ChunkType.COOKIE_ECHO, 0, cookie));
        handshakeAt = nowNanos + timeout.nanos();
    }

    private void sendShutdown() {
        Established live = established;
        int cumulative = live == null ? 0 : (int) live.inbound().cumulative();
        byte[] body = ByteBuffer.allocate(4).putInt(cumulative).array();
        control.add(new Control(ChunkType.SHUTDOWN, 0, body));
        handshakeAt = nowNanos + timeout.nanos();
    }

    private void sendShutdownAck() {
        control.add(new Control(ChunkType.SHUTDOWN_ACK, 0, new byte[0]));
        handshakeAt = nowNanos + timeout.nanos();
    }

    /** Packets until nothing is left that may be sent now. */
    private void flush() {
        while (state != State.ENDED) {
            PacketWriter packet = new PacketWriter(localPort, remotePort, peerTag);
            writeControl(packet);
            Established live = established;
            if (live != null && state.compareTo(State.ESTABLISHED) >= 0) {
                writeEstablished(live, packet);
            }
            if (!packet.hasChunks()) {
                return;
            }
            sink.transmit(packet.finish());
        }
    }

    private void writeControl(PacketWriter packet) {
        Control next = control.peekFirst();
        while (next != null && 4 + next.body().length + 3 <= packet.room()) {
            control.removeFirst();
            packet.begin(next.type(), next.flags()).put(next.body()).end();
            next = control.peekFirst();
        }
        if (next != null && !packet.hasChunks()) {
            // Larger than a packet: the echo of an oversized heartbeat. Nobody needs it.
            control.removeFirst();
        }
    }

    private void writeEstablished(Established live, PacketWriter packet) {
        if (sackDue && packet.room() >= 16) {
            live.inbound().writeSack(packet);
            sackDue = false;
            sackAt = NEVER;
            unacknowledgedPackets = 0;
        }
        if (live.resets().hasSomethingToSend() && packet.room() >= 4 + 12 + 16 + 2 * 256) {
            live.resets().write(packet, nowNanos);
        }
        writeForward(live, packet);
        Outbound.Chunk chunk = live.outbound().next(packet.room() - 16, nowNanos);
        while (chunk != null) {
            OutgoingMessages.Message message = chunk.message;
            packet.begin(ChunkType.DATA, chunk.flags())
                    .i32((int) chunk.tsn)
                    .u16(message.stream)
                    .u16(message.ordered ? message.ssn : 0)
                    .i32(message.ppid)
                    .put(message.payload, chunk.offset, chunk.length)
                    .end();
            chunk = packet.room() < 20 ? null : live.outbound().next(packet.room() - 16, nowNanos);
        }
        // Giving up while choosing what to repeat may have moved the point.
        writeForward(live, packet);
        if (retransmitAt == NEVER && live.outbound().outstanding()) {
            retransmitAt = nowNanos + timeout.nanos();
        }
    }

    private void writeForward(Established live, PacketWriter packet) {
        int room = packet.room() - 8;
        long forward = room < 4 ? -1 : live.outbound().takeForward();
        if (forward < 0) {
            return;
        }
        packet.begin(ChunkType.FORWARD_TSN, 0).i32((int) forward);
        for (Map.Entry<Integer, Integer> stream :
                live.outbound().forwardedStreams(room / 4).entrySet()) {
            packet.u16(stream.getKey()).u16(stream.getValue());
        }
        packet.end();
    }

    private void end(String reason, boolean failed) {
        if (state == State.ENDED) {
            return;
        }
        state = State.ENDED;
        control.clear();
        sackAt = NEVER;
        handshakeAt = NEVER;
        retransmitAt = NEVER;
        heartbeatAt = NEVER;
        established = null;
        Arrays.fill(cookieSecret, (byte) 0);
        sink.onClosed(reason, failed);
    }
}
