package vn.nharong.sfu.loop;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.nharong.bus.Correlation;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.sfu.forward.Fanout;

/** An outlet on its loop, and the room's handle on it. Fields belong to the loop; the proxy's methods to anyone. */
final class LoopOutlet implements OutletProxy, LoopSource {
    private final MediaLoop loop;
    private final MediaKind kind;
    private final List<LoopForwarder> forwarders = new ArrayList<>();
    private @Nullable LoopFanout source;
    private boolean ended;

    LoopOutlet(MediaLoop loop, MediaKind kind) {
        this.loop = loop;
        this.kind = kind;
    }

    @Override
    public MediaKind kind() {
        return kind;
    }

    @Override
    public boolean running() {
        return !ended;
    }

    @Override
    public void attach(LoopForwarder forwarder, long nowNanos) {
        forwarders.add(forwarder);
        feed(forwarder, nowNanos);
    }

    @Override
    public void detach(LoopForwarder forwarder) {
        forwarders.remove(forwarder);
    }

    /** On the loop. */
    void show(@Nullable LoopFanout next, long nowNanos) {
        source = next;
        for (int i = 0; i < forwarders.size(); i++) {
            feed(forwarders.get(i), nowNanos);
        }
    }

    private void feed(LoopForwarder forwarder, long nowNanos) {
        LoopFanout shown = source;
        // Nobody hears himself: the room's own loudspeakers would bring it back into his microphone.
        boolean own = shown != null && kind == MediaKind.AUDIO && forwarder.receives(shown);
        Fanout fanout = shown == null || own || !shown.running() ? null : shown.fanout();
        forwarder.forwarder().source(fanout, nowNanos);
    }

    @Override
    public void source(@Nullable FanoutProxy next) {
        loop.post(Correlation.carry(now -> {
            show((LoopFanout) next, now);
            Correlation.ACTS.info("outlet={} switched for {} subscribers", kind, forwarders.size());
        }));
    }

    @Override
    public void close() {
        loop.post(now -> {
            ended = true;
            show(null, now);
        });
    }
}
