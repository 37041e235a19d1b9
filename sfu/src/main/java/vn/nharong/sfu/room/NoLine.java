package vn.nharong.sfu.room;

import java.util.List;
import vn.nharong.media.transport.ExtensionIds;
import vn.nharong.sfu.loop.FanoutEvents;
import vn.nharong.sfu.loop.FanoutProxy;
import vn.nharong.sfu.loop.ForwarderEvents;
import vn.nharong.sfu.loop.ForwarderProxy;
import vn.nharong.sfu.loop.LocalTransport;
import vn.nharong.sfu.loop.PublicationSpec;
import vn.nharong.sfu.loop.RemoteTransport;
import vn.nharong.sfu.loop.SourceProxy;
import vn.nharong.sfu.loop.SubscriptionSpec;
import vn.nharong.sfu.loop.Traffic;
import vn.nharong.sfu.loop.TransportProxy;

/**
 * The transport of a participant that is no client's: there is no line, so nothing can be sent over it and nothing comes.
 * Any thread.
 */
final class NoLine implements TransportProxy {
    private static final LocalTransport NOWHERE = new LocalTransport("", "", "", List.of());

    @Override
    public LocalTransport local() {
        return NOWHERE;
    }

    @Override
    public void remote(RemoteTransport remote) {}

    @Override
    public LocalTransport restartIce() {
        return NOWHERE;
    }

    @Override
    public void extensions(ExtensionIds ids) {}

    @Override
    public FanoutProxy publish(PublicationSpec spec, FanoutEvents events) {
        throw new IllegalStateException("no line");
    }

    @Override
    public ForwarderProxy subscribe(SourceProxy source, SubscriptionSpec spec, ForwarderEvents events) {
        throw new IllegalStateException("no line");
    }

    @Override
    public void sendData(String label, byte[] message, boolean binary) {}

    @Override
    public Traffic traffic() {
        return Traffic.NONE;
    }

    @Override
    public void close() {}
}
