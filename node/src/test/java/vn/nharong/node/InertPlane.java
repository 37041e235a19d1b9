package vn.nharong.node;

import java.util.List;
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

/** Media loops that carry nothing, for tests of everything else. */
final class InertPlane implements MediaPlane {
    volatile boolean alive = true;

    @Override
    public boolean alive() {
        return alive;
    }

    @Override
    public TransportProxy createTransport(String label, TransportEvents events) {
        return new Inert();
    }

    @Override
    public PlaneStats stats() {
        return PlaneStats.NONE;
    }

    @Override
    public OutletProxy createOutlet(String label, MediaKind kind) {
        return new Inert();
    }

    private static final class Inert implements TransportProxy, FanoutProxy, ForwarderProxy, OutletProxy {
        @Override
        public LocalTransport local() {
            return new LocalTransport(
                    "ours", "password-of-24-characters", "AA:BB", List.of("candidate:1 1 udp 1 127.0.0.1 9 typ host"));
        }

        @Override
        public void remote(RemoteTransport remote) {}

        @Override
        public LocalTransport restartIce() {
            return local();
        }

        @Override
        public void extensions(ExtensionIds ids) {}

        @Override
        public FanoutProxy publish(PublicationSpec spec, FanoutEvents events) {
            return this;
        }

        @Override
        public ForwarderProxy subscribe(SourceProxy source, SubscriptionSpec spec, ForwarderEvents events) {
            return this;
        }

        @Override
        public void sendData(String label, byte[] message, boolean binary) {}

        @Override
        public Traffic traffic() {
            return Traffic.NONE;
        }

        @Override
        public void paused(boolean paused) {}

        @Override
        public void gate(boolean closed) {}

        @Override
        public void source(@Nullable FanoutProxy source) {}

        @Override
        public void throughGate(boolean pass) {}

        @Override
        public void want(Wanted wanted) {}

        @Override
        public void close() {}
    }
}
