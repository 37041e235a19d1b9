package vn.nharong.media.transport;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import vn.nharong.media.dtls.DtlsCertificate;
import vn.nharong.media.dtls.DtlsEndpoint;
import vn.nharong.media.dtls.DtlsRole;
import vn.nharong.media.dtls.DtlsSink;
import vn.nharong.media.ice.IceAgent;
import vn.nharong.media.packet.Drop;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;
import vn.nharong.media.receive.ReceiveSection;
import vn.nharong.media.rtcp.RtcpWriter;
import vn.nharong.media.send.PacketOut;
import vn.nharong.media.send.ReportSource;
import vn.nharong.media.send.RtpSender;
import vn.nharong.media.send.SendClass;
import vn.nharong.media.srtp.SrtpBackend;
import vn.nharong.media.srtp.SrtpKeys;
import vn.nharong.media.srtp.SrtpProfile;
import vn.nharong.media.srtp.SrtpReceiver;
import vn.nharong.media.srtp.SrtpSender;
import vn.nharong.media.stun.StunMessage;

/**
 * One peer on one 5-tuple: ICE, DTLS, SRTP, RTP and RTCP composed. Belongs to one thread, its loop's. Bytes and time
 * come in by {@link #handleDatagram} and {@link #handleTimeout}; everything goes out by the {@link TransportSink}.
 * <b>The sink must not call back; after each input the owner reads {@link #nextTimeoutNanos()} again.</b>
 */
public final class WebRtcTransport implements PacketOut {
    /** What all transports of a loop share. */
    public record Shared(
            PacketPool pool,
            SrtpBackend backend,
            DtlsCertificate certificate,
            List<SrtpProfile> profiles,
            Executor handshakes,
            Tasks tasks,
            RandomGenerator random) {}

    /** Brings work of other threads to the transport's own. */
    public interface Tasks {
        /** @param task gets the time of its run */
        void post(LongConsumer task);
    }

    private final Shared shared;
    private final IceAgent ice;
    private final StunMessage stun = new StunMessage();
    private final DtlsRole role;
    private final TransportSink sink;
    private final int localSsrc;
    private final ReceiveSide receive;
    private final SendSide send = new SendSide();
    private final RtcpOut rtcp;
    private final PacedOut paced = new PacedOut(new Leaving(), send.senders());
    private final RtcpIn rtcpIn;
    private final long[] drops = new long[Drop.values().length];

    private @Nullable DtlsEndpoint dtls;
    private @Nullable DataSide data;
    private @Nullable Path lastPath;
    private @Nullable SrtpSender srtpOut;
    private @Nullable SrtpReceiver srtpIn;
    private TransportSink.State state = TransportSink.State.NEW;
    private boolean closed;
    private long nowNanos;
    private long heardNanos;

    private long packetsIn;
    private long packetsOut;
    private long bytesIn;
    private long bytesOut;

    public WebRtcTransport(Shared shared, IceAgent ice, DtlsRole role, int localSsrc, TransportSink sink) {
        this.shared = shared;
        this.ice = ice;
        this.role = role;
        this.sink = sink;
        this.localSsrc = localSsrc;
        this.receive = new ReceiveSide(localSsrc);
        this.rtcp = new RtcpOut(shared.pool(), this::sendRtcp);
        this.rtcpIn = new RtcpIn(receive, send, paced, sink);
        ice.sink(new IceSink());
    }

    /** Starts DTLS against a peer with this fingerprint; a second call with other values does nothing. */
    public void remote(String fingerprintAlgorithm, String fingerprint) {
        if (dtls != null || closed) {
            return;
        }
        DtlsEndpoint endpoint =
                new DtlsEndpoint(role, shared.certificate(), shared.profiles(), shared.handshakes(), new DtlsOutput());
        endpoint.expectFingerprint(fingerprintAlgorithm, fingerprint);
        dtls = endpoint;
        become(TransportSink.State.CONNECTING, "");
        endpoint.start();
    }

    public void extensions(ExtensionIds ids) {
        receive.extensions(ids);
        send.extensions(ids);
        paced.promisesAnswers(ids.transportCc() != 0);
    }

    /** Packets leave the moment they are sent, whatever the line is thought to carry: for a client that paces them itself. */
    public void atOnce() {
        paced.atOnce();
    }

    public ExtensionIds extensions() {
        return receive.extensions();
    }

    public void add(ReceiveSection section) {
        receive.add(section);
    }

    public void remove(ReceiveSection section) {
        receive.remove(section);
    }

    public void add(RtpSender sender, ReportSource source, long nowNanos) {
        send.add(sender, source, nowNanos);
    }

    /** Ends a stream and says so (RFC 3550 §6.6). */
    public void remove(RtpSender sender) {
        send.remove(sender);
        if (sender.started() && srtpOut != null) {
            RtcpWriter.bye(rtcp.room(16), sender.ssrc()); // leaves with the next report
        }
    }

    /** Asks the publisher for a key frame (RFC 4585 §6.3.1). @return false when the encoding was never seen */
    public boolean requestKeyframe(ReceiveSection section, int encoding, long nowNanos) {
        this.nowNanos = nowNanos;
        boolean asked = receive.requestKeyframe(section, encoding, rtcp);
        rtcp.flush();
        return asked;
    }

    /** Tells the peer how much it shall send at most (draft-alvestrand-rmcat-remb-03): for a client without other feedback. */
    public void receiverLimit(long bps, long nowNanos) {
        this.nowNanos = nowNanos;
        if (RtcpWriter.receiverLimit(rtcp.room(32), localSsrc, 0, bps)) {
            rtcp.flush();
        }
    }

    /** Takes a datagram that the network found to be ours; {@code packet} is borrowed for the call. */
    public Drop handleDatagram(PacketBuffer packet, Path path, long nowNanos) {
        this.nowNanos = nowNanos;
        if (closed) {
            return Drop.UNKNOWN_SOURCE;
        }
        Demux kind = Demux.of(packet);
        Drop drop = switch (kind) {
            case RTP -> onRtp(packet, nowNanos);
            case RTCP -> onRtcp(packet, nowNanos);
            case STUN -> onStun(packet, path, nowNanos);
            case DTLS -> onDtls(packet, path);
            case OTHER -> Drop.MALFORMED;
        };
        if (drop != Drop.NONE) {
            drops[drop.ordinal()]++;
        } else if (kind != Demux.DTLS) {
            heardNanos = nowNanos; // all the others are authenticated by now
        }
        return drop;
    }

    /** When something came last that only the peer can have sent: a check, media, a report. */
    public long heardNanos() {
        return heardNanos;
    }

    private Drop onRtp(PacketBuffer packet, long nowNanos) {
        SrtpReceiver keys = srtpIn;
        if (keys == null) {
            return Drop.NOT_SECURED;
        }
        packetsIn++;
        bytesIn += packet.length();
        Drop drop = keys.unprotectRtp(packet);
        return drop == Drop.NONE ? receive.onRtp(packet, nowNanos) : drop;
    }

    private Drop onRtcp(PacketBuffer packet, long nowNanos) {
        SrtpReceiver keys = srtpIn;
        if (keys == null) {
            return Drop.NOT_SECURED;
        }
        packetsIn++;
        bytesIn += packet.length();
        Drop drop = keys.unprotectRtcp(packet);
        if (drop != Drop.NONE) {
            return drop;
        }
        return rtcpIn.read(packet, nowNanos) ? Drop.NONE : Drop.MALFORMED;
    }

    private Drop onStun(PacketBuffer packet, Path path, long nowNanos) {
        if (!stun.read(packet)) {
            return Drop.MALFORMED;
        }
        if (!ice.handle(stun, path, nowNanos)) {
            return Drop.BAD_AUTH_TAG;
        }
        lastPath = path;
        return Drop.NONE;
    }

    private Drop onDtls(PacketBuffer packet, Path path) {
        DtlsEndpoint endpoint = dtls;
        if (endpoint == null) {
            return Drop.NOT_SECURED; // the client repeats its hello
        }
        if (lastPath == null) {
            return Drop.UNKNOWN_SOURCE; // no authenticated check yet
        }
        if (ice.nominated() == null) {
            lastPath = path;
        }
        endpoint.handleDatagram(packet.toArray());
        return Drop.NONE;
    }

    public void handleTimeout(long nowNanos) {
        this.nowNanos = nowNanos;
        if (closed) {
            return;
        }
        ice.handleTimeout(nowNanos);
        if (srtpOut != null && state != TransportSink.State.FAILED) {
            receive.rttNanos(rttNanos());
            receive.handleTimeout(rtcp, nowNanos);
            send.handleTimeout(rtcp, localSsrc, nowNanos);
            rtcp.flush();
            paced.handleTimeout(nowNanos);
            if (data != null) {
                data.handleTimeout(nowNanos);
            }
        }
    }

    public long nextTimeoutNanos() {
        if (closed) {
            return Long.MAX_VALUE;
        }
        long next = ice.nextTimeoutNanos();
        if (srtpOut != null && state != TransportSink.State.FAILED) {
            next = Math.min(next, Math.min(receive.nextTimeoutNanos(), send.nextTimeoutNanos()));
            next = Math.min(next, paced.nextTimeoutNanos(nowNanos));
            if (data != null) {
                next = Math.min(next, data.nextTimeoutNanos());
            }
        }
        return next;
    }

    @Override
    public PacketBuffer lease() {
        return shared.pool().lease();
    }

    @Override
    public void send(PacketBuffer packet, SendClass kind, long nowNanos) {
        this.nowNanos = nowNanos;
        if (srtpOut == null || ice.nominated() == null || state == TransportSink.State.FAILED) {
            packet.release();
            return;
        }
        paced.send(packet, kind, nowNanos);
        if (paced.waiting()) {
            sink.onTimer(paced.nextTimeoutNanos(nowNanos));
        }
    }

    @Override
    public boolean takeRepairRoom(int sizeBytes, boolean old) {
        return paced.takeRepairRoom(sizeBytes, old);
    }

    private final class Leaving implements PacedOut.Out {
        @Override
        public void leave(PacketBuffer packet) {
            SrtpSender keys = srtpOut;
            Path path = ice.nominated();
            if (keys == null || path == null || !keys.protectRtp(packet)) {
                packet.release();
                return;
            }
            packetsOut++;
            bytesOut += packet.length();
            sink.transmit(packet, path);
        }

        @Override
        public void onEstimate(long targetBps, long nowNanos) {
            sink.onEstimate(targetBps, nowNanos);
        }
    }

    /** What is known of the line to the peer, and what is wanted of it. */
    public PeerLine line() {
        return paced;
    }

    /** Sends one message on a data channel that the peer opened. */
    public void sendData(String label, byte[] message, boolean binary, long nowNanos) {
        this.nowNanos = nowNanos;
        if (!closed) {
            data().send(label, message, binary, nowNanos);
        }
    }

    /** Opens a data channel ourselves: for a client. May be called before the transport is connected. */
    public void openData(String label, boolean reliable, long nowNanos) {
        this.nowNanos = nowNanos;
        data().open(label, reliable, nowNanos);
    }

    private DataSide data() {
        DataSide side = data;
        if (side == null) {
            side = new DataSide(role == DtlsRole.CLIENT, shared.random(), new DataOutput());
            data = side;
        }
        return side;
    }

    private final class DataOutput implements DataSide.Out {
        @Override
        public void transmit(byte[] packet) {
            DtlsEndpoint endpoint = dtls;
            if (endpoint != null && srtpOut != null) {
                boolean unused = endpoint.send(packet); // not taken: SCTP repeats it
            }
        }

        @Override
        public void onOpen(String label) {
            sink.onDataChannel(label);
        }

        @Override
        public void onRefused(String label) {
            sink.onDataRefused(label);
        }

        @Override
        public void onMessage(String label, byte[] message, boolean binary) {
            sink.onData(label, message, binary);
        }
    }

    private void sendRtcp(PacketBuffer packet) {
        SrtpSender keys = srtpOut;
        Path path = ice.nominated();
        if (keys == null || path == null || !keys.protectRtcp(packet)) {
            packet.release();
            return;
        }
        packetsOut++;
        bytesOut += packet.length();
        sink.transmit(packet, path);
    }

    private void transmit(byte[] message, int length, Path path) {
        if (length > PacketBuffer.CAPACITY - PacketBuffer.HEADROOM) {
            return;
        }
        PacketBuffer packet = shared.pool().lease();
        packet.length(length);
        packet.put(0, message, 0, length);
        sink.transmit(packet, path);
    }

    public TransportSink.State state() {
        return state;
    }

    public boolean connected() {
        return state == TransportSink.State.CONNECTED;
    }

    public @Nullable Path path() {
        return ice.nominated();
    }

    public @Nullable SrtpProfile srtpProfile() {
        SrtpSender keys = srtpOut;
        return keys == null ? null : keys.profile();
    }

    public long dropped(Drop reason) {
        return drops[reason.ordinal()];
    }

    /** Packets that waited too long before the line, or found its queue full. */
    public long refusedByPacer() {
        return paced.dropped();
    }

    public long packetsIn() {
        return packetsIn;
    }

    public long packetsOut() {
        return packetsOut;
    }

    public long bytesIn() {
        return bytesIn;
    }

    public long bytesOut() {
        return bytesOut;
    }

    public long rttNanos() {
        return send.rttNanos() > 0 ? send.rttNanos() : paced.rttNanos();
    }

    public void close(String reason) {
        if (closed) {
            return;
        }
        if (dtls != null) {
            dtls.close();
        }
        closed = true;
        paced.close();
        send.close();
        rtcp.flush();
        if (srtpOut != null) {
            srtpOut.close();
            srtpOut = null;
        }
        if (srtpIn != null) {
            srtpIn.close();
            srtpIn = null;
        }
        become(TransportSink.State.CLOSED, reason);
    }

    private void become(TransportSink.State next, String reason) {
        if (state != next && state != TransportSink.State.CLOSED) {
            state = next;
            sink.onState(next, reason);
        }
    }

    private void onKeys(SrtpKeys keys) {
        if (closed) {
            return;
        }
        boolean client = role == DtlsRole.CLIENT;
        srtpOut = new SrtpSender(shared.backend(), keys, client);
        srtpIn = new SrtpReceiver(shared.backend(), keys, client);
        sink.onSecured(keys.profile());
        if (client && data != null) {
            data.connect(nowNanos);
        }
        updateState();
    }

    private void updateState() {
        switch (ice.state()) {
            case WAITING -> become(TransportSink.State.CONNECTING, "");
            case CONNECTED ->
                become(srtpOut != null ? TransportSink.State.CONNECTED : TransportSink.State.CONNECTING, "");
            case DISCONNECTED -> become(TransportSink.State.DISCONNECTED, "no connectivity check came");
            case FAILED -> become(TransportSink.State.FAILED, "consent expired");
        }
    }

    private final class IceSink implements IceAgent.Sink {
        @Override
        public void transmit(byte[] message, int length, Path path) {
            WebRtcTransport.this.transmit(message, length, path);
        }

        @Override
        public void onNominated(Path path) {
            lastPath = path;
        }

        @Override
        public void onState(IceAgent.State next) {
            updateState();
        }
    }

    /** DTLS lives on a thread of its own; everything it says is brought to the loop. */
    private final class DtlsOutput implements DtlsSink {
        @Override
        public void transmit(byte[] datagram) {
            shared.tasks().post(now -> {
                Path path = ice.nominated() != null ? ice.nominated() : lastPath;
                if (path != null && state != TransportSink.State.CLOSED) {
                    WebRtcTransport.this.transmit(datagram, datagram.length, path);
                }
            });
        }

        @Override
        public void onKeys(SrtpKeys keys) {
            shared.tasks().post(now -> {
                nowNanos = now;
                WebRtcTransport.this.onKeys(keys);
            });
        }

        @Override
        public void onApplicationData(byte[] packet) {
            shared.tasks().post(now -> {
                nowNanos = now;
                if (!closed) {
                    data().handlePacket(packet, now);
                    sink.onTimer(nextTimeoutNanos());
                }
            });
        }

        @Override
        public void onClosed(String reason, boolean failed) {
            shared.tasks().post(now -> {
                nowNanos = now;
                if (!closed) {
                    become(TransportSink.State.FAILED, reason);
                }
            });
        }
    }
}
