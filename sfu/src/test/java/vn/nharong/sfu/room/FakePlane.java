package vn.nharong.sfu.room;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.media.transport.ExtensionIds;
import vn.nharong.sfu.loop.FanoutEvents;
import vn.nharong.sfu.loop.FanoutProxy;
import vn.nharong.sfu.loop.ForwarderEvents;
import vn.nharong.sfu.loop.ForwarderProxy;
import vn.nharong.sfu.loop.LocalTransport;
import vn.nharong.sfu.loop.MediaPlane;
import vn.nharong.sfu.loop.OutletProxy;
import vn.nharong.sfu.loop.PlaneStats;
import vn.nharong.sfu.loop.PublicationSpec;
import vn.nharong.sfu.loop.RemoteTransport;
import vn.nharong.sfu.loop.SourceProxy;
import vn.nharong.sfu.loop.SubscriptionSpec;
import vn.nharong.sfu.loop.Traffic;
import vn.nharong.sfu.loop.TransportEvents;
import vn.nharong.sfu.loop.TransportProxy;
import vn.nharong.sfu.loop.TransportState;

/** Media loops without media: keeps what a room asks for. */
final class FakePlane implements MediaPlane {
    final List<FakeTransport> transports = new ArrayList<>();
    final List<FakeOutlet> outlets = new ArrayList<>();

    @Override
    public FakeTransport createTransport(String label, TransportEvents events) {
        FakeTransport transport = new FakeTransport(label, events, transports.size());
        transports.add(transport);
        return transport;
    }

    @Override
    public OutletProxy createOutlet(String label, MediaKind kind) {
        FakeOutlet outlet = new FakeOutlet(kind);
        outlets.add(outlet);
        return outlet;
    }

    FakeTransport last() {
        return transports.getLast();
    }

    @Override
    public PlaneStats stats() {
        return new PlaneStats(transports.size(), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    static final class FakeTransport implements TransportProxy {
        final String label;
        final TransportEvents events;
        final List<FakeFanout> fanouts = new ArrayList<>();
        final List<FakeForwarder> forwarders = new ArrayList<>();
        final Map<String, List<byte[]>> sent = new LinkedHashMap<>();

        @Nullable
        RemoteTransport remote;

        @Nullable
        ExtensionIds extensions;

        Traffic traffic = Traffic.NONE;
        int restarts;
        boolean closed;
        private LocalTransport local;

        FakeTransport(String label, TransportEvents events, int number) {
            this.label = label;
            this.events = events;
            this.local = end("u" + number);
        }

        private static LocalTransport end(String ufrag) {
            return new LocalTransport(
                    ufrag,
                    "password-of-24-characters",
                    "AA:BB",
                    List.of("candidate:1 1 udp 2130706431 127.0.0.1 7882 typ host"));
        }

        void state(TransportState state) {
            events.onState(state, "test");
        }

        @Override
        public LocalTransport local() {
            return local;
        }

        @Override
        public void remote(RemoteTransport value) {
            remote = value;
        }

        @Override
        public LocalTransport restartIce() {
            local = end(local.ufrag() + "r" + ++restarts);
            return local;
        }

        @Override
        public void extensions(ExtensionIds ids) {
            extensions = ids;
        }

        @Override
        public FanoutProxy publish(PublicationSpec spec, FanoutEvents fanoutEvents) {
            FakeFanout fanout = new FakeFanout(spec, fanoutEvents);
            fanouts.add(fanout);
            return fanout;
        }

        @Override
        public ForwarderProxy subscribe(SourceProxy source, SubscriptionSpec spec, ForwarderEvents forwarderEvents) {
            FakeForwarder forwarder = new FakeForwarder(source, spec, forwarderEvents);
            forwarders.add(forwarder);
            return forwarder;
        }

        @Override
        public void sendData(String channel, byte[] message, boolean binary) {
            sent.computeIfAbsent(channel, key -> new ArrayList<>()).add(message);
        }

        @Override
        public Traffic traffic() {
            return traffic;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    static final class FakeFanout implements FanoutProxy {
        final PublicationSpec spec;
        final FanoutEvents events;
        boolean paused;
        boolean gated;
        boolean closed;

        FakeFanout(PublicationSpec spec, FanoutEvents events) {
            this.spec = spec;
            this.events = events;
        }

        @Override
        public void paused(boolean value) {
            paused = value;
        }

        @Override
        public void gate(boolean value) {
            gated = value;
            events.onGate(value);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    static final class FakeOutlet implements OutletProxy {
        final MediaKind kind;

        @Nullable
        FakeFanout source;

        boolean closed;

        FakeOutlet(MediaKind kind) {
            this.kind = kind;
        }

        @Override
        public void source(@Nullable FanoutProxy next) {
            source = (FakeFanout) next;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    static final class FakeForwarder implements ForwarderProxy {
        final SourceProxy source;
        final SubscriptionSpec spec;
        final ForwarderEvents events;
        Wanted wanted = Wanted.ALL;
        boolean throughGate;
        boolean closed;

        FakeForwarder(SourceProxy source, SubscriptionSpec spec, ForwarderEvents events) {
            this.source = source;
            this.spec = spec;
            this.events = events;
        }

        @Override
        public void want(Wanted value) {
            wanted = value;
        }

        @Override
        public void throughGate(boolean value) {
            throughGate = value;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
