package vn.nharong.sfu.loop;

import org.jspecify.annotations.Nullable;
import vn.nharong.media.rtp.CodecParameters;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.media.send.RtpSender;
import vn.nharong.sfu.forward.Forwarder;

/** A subscription on its loop, and the room's handle on it. Fields belong to the loop; the proxy's methods to anyone. */
final class LoopForwarder implements ForwarderProxy, Forwarder.Owner {
    /** Place in {@link Allocation}, or -1. */
    int slot = -1;

    boolean slotScreen;
    private int allowedLayer = Integer.MAX_VALUE;
    private int allowedTemporal = -1;
    private final MediaLoop loop;
    private final LoopSource source;
    private final SubscriptionSpec spec;
    private final ForwarderEvents events;
    private @Nullable LoopTransport transport;
    private @Nullable Forwarder forwarder;
    private @Nullable RtpSender sender;
    private boolean ended;
    /** Written by the loop, read by any thread. */
    private volatile int layerNow = Forwarder.NO_LAYER;

    LoopForwarder(MediaLoop loop, LoopSource source, SubscriptionSpec spec, ForwarderEvents events) {
        this.loop = loop;
        this.source = source;
        this.spec = spec;
        this.events = events;
    }

    /** On the loop. @param random for the starts of counters (RFC 3550 §5.1) */
    void begin(LoopTransport transport, java.util.random.RandomGenerator random, long nowNanos) {
        if (transport.closed() || ended || !source.running()) {
            return;
        }
        this.transport = transport;
        MediaKind kind = source.kind();
        int clockRate = spec.codecs().isEmpty() ? 90_000 : spec.codecs().get(0).clockRate();
        RtpSender made = new RtpSender(
                kind,
                spec.mid(),
                spec.ssrc(),
                spec.rtxSsrc(),
                clockRate,
                spec.cname(),
                random.nextInt(0x8000),
                transport.transport());
        sender = made;
        Forwarder created = new Forwarder(made, random.nextInt(0x8000), random.nextInt() & 0x7fff_ffffL, this);
        forwarder = created;
        source.attach(this, nowNanos);
        transport.add(this, nowNanos);
    }

    /** Whether the same client that publishes this takes it. */
    boolean receives(LoopFanout fanout) {
        return fanout.publisher() == transport;
    }

    String mid() {
        return spec.mid();
    }

    Forwarder forwarder() {
        return java.util.Objects.requireNonNull(forwarder);
    }

    /** Whether the client takes a stream that stands still for one that does not fit. */
    boolean allowPause() {
        return spec.allowPause();
    }

    RtpSender sender() {
        return java.util.Objects.requireNonNull(sender);
    }

    /** The line's verdict; on the loop. */
    void allow(int layer, int temporal, long nowNanos) {
        if (layer == allowedLayer && temporal == allowedTemporal) {
            return;
        }
        boolean paused = layer == Forwarder.NO_LAYER;
        boolean was = allowedLayer == Forwarder.NO_LAYER;
        allowedLayer = layer;
        allowedTemporal = temporal;
        forwarder().allow(layer, temporal, nowNanos);
        if (paused != was) {
            events.onPaused(paused);
        }
    }

    /** On the loop. */
    void end() {
        if (!ended) {
            ended = true;
            if (forwarder != null) {
                source.detach(this);
                forwarder.close();
                java.util.Objects.requireNonNull(transport).remove(this);
            }
        }
    }

    @Override
    public void want(Wanted wanted) {
        loop.post(now -> {
            if (forwarder != null && !ended) {
                forwarder.want(wanted, now);
            }
        });
    }

    @Override
    public void throughGate(boolean pass) {
        loop.post(now -> {
            if (forwarder != null && !ended) {
                forwarder.throughGate(pass, now);
            }
        });
    }

    @Override
    public void close() {
        loop.post(now -> end());
    }

    /** The layer that leaves now. Any thread. */
    int layerNow() {
        return layerNow;
    }

    @Override
    public void onLayer(int layer) {
        layerNow = layer;
        events.onLayer(layer);
    }

    @Override
    public @Nullable CodecParameters translate(CodecParameters published) {
        for (CodecParameters codec : spec.codecs()) {
            if (codec.matches(published)) {
                return codec;
            }
        }
        return null;
    }
}
