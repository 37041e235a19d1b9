package vn.nharong.sfu.loop;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nharong.media.dtls.DtlsRole;
import vn.nharong.media.ice.IceCredentials;
import vn.nharong.media.ice.IceLiteAgent;
import vn.nharong.media.packet.Drop;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.receive.RtpReceiver;
import vn.nharong.media.send.RtpSender;
import vn.nharong.media.srtp.SrtpProfile;
import vn.nharong.media.transport.ExtensionIds;
import vn.nharong.media.transport.Path;
import vn.nharong.media.transport.TransportSink;
import vn.nharong.media.transport.WebRtcTransport;
import vn.nharong.sfu.net.NetPath;

/** A transport on its loop with what hangs on it. Belongs to the loop's thread. */
final class LoopTransport implements TransportSink {
    private static final Logger log = LoggerFactory.getLogger(LoopTransport.class);
    private static final LineEstimate ESTIMATES = new LineEstimate();
    /** A client with more addresses than this is not one client. */
    private static final int MAX_PATHS = 16;

    private final MediaLoop loop;
    private final String label;
    private final TransportEvents events;
    private final IceLiteAgent ice;
    private final WebRtcTransport transport;
    private final List<LoopFanout> fanouts = new ArrayList<>();
    private final List<LoopForwarder> forwarders = new ArrayList<>();
    private final List<NetPath> paths = new ArrayList<>();
    private final Allocation allocation = new Allocation();
    private final TrafficCounters traffic = new TrafficCounters();
    private String ufrag;
    private @Nullable String previousUfrag;
    private boolean closed;
    /** When the client could be sent to; 0 before. Written on the thread that learns of it, read on the loop. */
    private volatile long readyNanos;

    /** When the latest subscription was added, that is when the client had made a section for it. */
    private long subscribedNanos;

    private boolean mediaSent;

    /** A client that is there says something at least every 2.5 s: the checks of its ICE agent (RFC 7675). */
    static final long SILENT_AFTER_NANOS = 6_000_000_000L;

    private boolean silent;

    /** Place in {@link LoopTimers}; -1 when not there. */
    int timerIndex = -1;

    long timerNanos;

    LoopTransport(
            MediaLoop loop,
            WebRtcTransport.Shared shared,
            String label,
            IceCredentials credentials,
            int localSsrc,
            TransportEvents events,
            long nowNanos) {
        this.loop = loop;
        this.label = label;
        this.events = events;
        this.ice = new IceLiteAgent(credentials, nowNanos);
        this.transport = new WebRtcTransport(shared, ice, DtlsRole.SERVER, localSsrc, this);
        this.ufrag = credentials.ufrag();
        loop.route(ufrag, this);
    }

    String label() {
        return label;
    }

    MediaLoop loop() {
        return loop;
    }

    WebRtcTransport transport() {
        return transport;
    }

    boolean closed() {
        return closed;
    }

    void remote(RemoteTransport remote) {
        ice.remoteUfrag(remote.ufrag());
        transport.remote(remote.fingerprintAlgorithm(), remote.fingerprint());
        loop.reschedule(this);
    }

    void restart(IceCredentials fresh) {
        if (!closed) {
            // Checks with the last names may still be under way; those before them are over.
            if (previousUfrag != null) {
                loop.unroute(previousUfrag);
            }
            previousUfrag = ufrag;
            ufrag = fresh.ufrag();
            ice.restart(fresh);
            loop.route(ufrag, this);
        }
    }

    /** Whether a check's user name begins with our present one. */
    boolean answersTo(PacketBuffer packet, int at, int length) {
        if (length != ufrag.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (packet.u8(at + i) != ufrag.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    void extensions(ExtensionIds ids) {
        transport.extensions(ids);
    }

    Drop handleDatagram(PacketBuffer packet, NetPath path, long nowNanos) {
        Drop drop = transport.handleDatagram(packet, path, nowNanos);
        if (silent && transport.heardNanos() == nowNanos) {
            silent = false;
            events.onSilent(false);
        }
        return drop;
    }

    /** An authenticated check came over this path. */
    void adopt(NetPath path) {
        if (path.owner instanceof LoopTransport other) {
            other.paths.remove(path);
        }
        path.owner = this;
        path.trusted();
        paths.add(path);
        if (paths.size() > MAX_PATHS) {
            NetPath oldest = paths.get(0) == transport.path() ? paths.get(1) : paths.get(0);
            drop(oldest);
            paths.remove(oldest);
        }
    }

    private void drop(NetPath path) {
        path.owner = null;
        loop.port().forget(path);
        path.close();
    }

    void handleTimeout(long nowNanos) {
        transport.handleTimeout(nowNanos);
    }

    long nextTimeoutNanos() {
        return transport.nextTimeoutNanos();
    }

    /** Some ten times a second. */
    void tick(long nowNanos) {
        boolean secured = transport.srtpProfile() != null;
        if (!silent && secured && nowNanos - transport.heardNanos() > SILENT_AFTER_NANOS) {
            silent = true;
            events.onSilent(true);
        }
        for (int i = 0; i < forwarders.size(); i++) {
            forwarders.get(i).forwarder().tick(nowNanos);
        }
        if (!forwarders.isEmpty() && transport.connected()) {
            allocation.run(forwarders, transport.line(), nowNanos);
            recordEstimate();
        }
        writeDownTraffic(nowNanos);
    }

    long refusedByPacer() {
        return transport.refusedByPacer();
    }

    long leftOut() {
        long sum = 0;
        for (int i = 0; i < forwarders.size(); i++) {
            sum += forwarders.get(i).forwarder().leftOut();
        }
        return sum;
    }

    private void recordEstimate() {
        if (ESTIMATES.isEnabled() && transport.line().answers()) {
            LineEstimate event = new LineEstimate();
            event.transport = label;
            event.targetBps = allocation.lineBps(transport.line());
            event.allocatedBps = allocation.allocatedBps();
            event.wantedBps = allocation.wantedBps();
            event.rttMicros = transport.rttNanos() / 1000;
            event.commit();
        }
    }

    void add(LoopFanout fanout) {
        fanouts.add(fanout);
        transport.add(fanout.section());
        loop.add(fanout);
    }

    void remove(LoopFanout fanout) {
        if (fanouts.remove(fanout)) {
            transport.remove(fanout.section());
            loop.remove(fanout);
        }
    }

    void add(LoopForwarder forwarder, long nowNanos) {
        forwarders.add(forwarder);
        traffic.subscriptions(forwarders.toArray(LoopForwarder[]::new));
        subscribedNanos = mediaSent ? subscribedNanos : nowNanos;
        transport.add(forwarder.sender(), forwarder.forwarder(), nowNanos);
        if (transport.connected()) {
            begin(forwarder, nowNanos);
        }
        loop.reschedule(this);
    }

    private void begin(LoopForwarder forwarder, long nowNanos) {
        allocation.begin(forwarder, transport.line(), nowNanos);
        forwarder.forwarder().ready(nowNanos);
    }

    void remove(LoopForwarder forwarder) {
        if (forwarders.remove(forwarder)) {
            traffic.subscriptions(forwarders.toArray(LoopForwarder[]::new));
            loop.leftOutBefore(forwarder.forwarder().leftOut());
            allocation.remove(forwarder);
            transport.remove(forwarder.sender());
        }
    }

    void requestKeyframe(LoopFanout fanout, int encoding, long nowNanos) {
        transport.requestKeyframe(fanout.section(), encoding, nowNanos);
    }

    void close(long nowNanos, String reason) {
        if (closed) {
            return;
        }
        closed = true;
        for (LoopForwarder forwarder : List.copyOf(forwarders)) {
            forwarder.end();
        }
        for (LoopFanout fanout : List.copyOf(fanouts)) {
            fanout.end();
        }
        transport.close(reason);
        for (NetPath path : paths) {
            drop(path);
        }
        paths.clear();
        loop.remove(this);
    }

    @Override
    public void transmit(PacketBuffer datagram, Path path) {
        if (!mediaSent && datagram.arrivedNanos != 0) {
            mediaSent = true;
            recordFirstMedia();
        }
        loop.transmit(datagram, (NetPath) path);
    }

    private void recordFirstMedia() {
        FirstMedia event = new FirstMedia();
        if (event.isEnabled()) {
            event.transport = label;
            event.waitNanos = loop.nowNanos() - Math.max(readyNanos, subscribedNanos);
            event.commit();
        }
    }

    @Override
    public void onState(State state, String reason) {
        if (state == State.CONNECTED) {
            long now = loop.nowNanos();
            readyNanos = now;
            loop.post(later -> {
                for (LoopForwarder forwarder : forwarders) {
                    begin(forwarder, Math.max(now, later));
                }
                loop.reschedule(this);
            });
        }
        log.debug("transport {} {} {}", label, state, reason);
        events.onState(TransportState.valueOf(state.name()), reason);
    }

    @Override
    public void onSecured(SrtpProfile profile) {
        loop.post(now -> loop.reschedule(this));
        events.onSecured(profile.name());
    }

    @Override
    public void onPictureLoss(RtpSender sender, long nowNanos) {
        for (LoopForwarder forwarder : forwarders) {
            if (forwarder.sender() == sender) {
                forwarder.forwarder().onPictureLoss(nowNanos);
                return;
            }
        }
    }

    @Override
    public void onEstimate(long targetBps, long nowNanos) {
        if (targetBps < allocation.picturesBps()) {
            allocation.run(forwarders, transport.line(), nowNanos); // a fall must not wait for the tick
        }
    }

    @Override
    public void onTimer(long atNanos) {
        loop.hasten(this, atNanos);
    }

    @Override
    public void onDataChannel(String channel) {
        events.onDataChannel(channel);
    }

    @Override
    public void onDataRefused(String label) {
        events.onDataRefused(label);
    }

    @Override
    public void onData(String channel, byte[] message, boolean binary) {
        events.onData(channel, message, binary);
    }

    /** Any thread. */
    Traffic traffic() {
        return traffic.read();
    }

    private void writeDownTraffic(long nowNanos) {
        long packets = 0;
        long lost = 0;
        for (int i = 0; i < fanouts.size(); i++) {
            LoopFanout fanout = fanouts.get(i);
            packets += fanout.packets();
            lost += fanout.lost();
        }
        long sent = 0;
        long sentLost = 0;
        for (int i = 0; i < forwarders.size(); i++) {
            RtpSender sender = forwarders.get(i).sender();
            sent += sender.packets();
            sentLost += sender.lostByReport();
        }
        traffic.packets(packets, lost, sent, sentLost);
        traffic.line(transport.rttNanos() / 1000, transport.bytesIn(), transport.bytesOut());
        traffic.at(nowNanos);
    }

    static @Nullable RtpReceiver best(LoopFanout fanout) {
        for (int i = fanout.section().encodingCount() - 1; i >= 0; i--) {
            RtpReceiver stream = fanout.section().encoding(i);
            if (stream != null) {
                return stream;
            }
        }
        return null;
    }
}
