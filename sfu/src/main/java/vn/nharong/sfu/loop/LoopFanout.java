package vn.nharong.sfu.loop;

import org.jspecify.annotations.Nullable;
import vn.nharong.media.receive.ReceiveSection;
import vn.nharong.media.receive.RtpReceiver;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.sfu.forward.Fanout;

/** A publication on its loop, and the room's handle on it. Fields belong to the loop; the proxy's methods to anyone. */
final class LoopFanout implements FanoutProxy, LoopSource, Fanout.Owner {
    private static final FrameReceived FRAMES = new FrameReceived();
    private static final KeyframeWait WAITS = new KeyframeWait();

    private final MediaLoop loop;
    private final PublicationSpec spec;
    private final FanoutEvents events;
    private @Nullable LoopTransport transport;
    private @Nullable Fanout fanout;
    private @Nullable ReceiveSection section;
    private boolean ended;
    /** Whether the loop will call {@link #flush} in this turn. */
    private boolean pending;
    /** Only while recorded: for each encoding the oldest request which no key frame of it has answered yet. */
    private final @Nullable KeyframeWait[] waiting;

    LoopFanout(MediaLoop loop, PublicationSpec spec, FanoutEvents events) {
        this.loop = loop;
        this.spec = spec;
        this.events = events;
        this.waiting = new KeyframeWait[Math.max(1, spec.rids().size())];
    }

    /** On the loop. */
    void begin(LoopTransport transport) {
        if (transport.closed() || ended) {
            return;
        }
        this.transport = transport;
        Fanout made = new Fanout(
                spec.kind(),
                Math.max(1, spec.rids().size()),
                transport.transport().extensions(),
                this);
        fanout = made;
        section = new ReceiveSection(
                spec.kind(), spec.mid(), spec.codecs(), spec.rids(), spec.ssrc(), spec.rtxSsrc(), made);
        transport.add(this);
    }

    @Override
    public MediaKind kind() {
        return spec.kind();
    }

    @Override
    public boolean running() {
        return fanout != null && !ended;
    }

    @Override
    public void attach(LoopForwarder forwarder, long nowNanos) {
        forwarder.forwarder().source(fanout(), nowNanos);
    }

    @Override
    public void detach(LoopForwarder forwarder) {
        // The forwarder leaves by itself as it closes.
    }

    LoopTransport publisher() {
        return transport();
    }

    private LoopTransport transport() {
        return java.util.Objects.requireNonNull(transport);
    }

    Fanout fanout() {
        return java.util.Objects.requireNonNull(fanout);
    }

    ReceiveSection section() {
        return java.util.Objects.requireNonNull(section);
    }

    /** On the loop. */
    void end() {
        if (!ended) {
            ended = true;
            if (fanout != null) {
                transport().remove(this);
                fanout.close();
            }
        }
    }

    @Override
    public void paused(boolean paused) {
        loop.post(now -> {
            if (running()) {
                fanout().paused(paused, now);
            }
        });
    }

    @Override
    public void gate(boolean closed) {
        loop.post(now -> {
            if (running()) {
                fanout().gate(closed, now);
                events.onGate(closed);
            }
        });
    }

    @Override
    public void close() {
        loop.post(now -> end());
    }

    @Override
    public void requestKeyframe(int encoding, long nowNanos) {
        if (waiting[encoding] == null && WAITS.isEnabled()) {
            KeyframeWait wait = new KeyframeWait();
            wait.publication = spec.id();
            wait.encoding = encoding;
            wait.begin();
            waiting[encoding] = wait;
        }
        transport().requestKeyframe(this, encoding, nowNanos);
    }

    @Override
    public void onStarted(String codec) {
        events.onStarted(codec);
    }

    @Override
    public void onLive(boolean[] live) {
        events.onLive(live);
    }

    @Override
    public void onLevel(float level) {
        events.onLevel(level);
    }

    @Override
    public boolean later() {
        if (!pending) {
            pending = true;
            loop.flushLater(this);
        }
        return true;
    }

    /** On the loop. */
    boolean unfinished() {
        return fanout != null && fanout.unfinished();
    }

    @Override
    public boolean segmenting() {
        return loop.segmenting();
    }

    /** At the end of what arrived in a turn. On the loop. */
    void flush() {
        pending = false;
        if (running()) {
            fanout().flush();
        }
    }

    @Override
    public void onFrame(int encoding, long timestamp, boolean keyframe) {
        KeyframeWait wait = waiting[encoding];
        if (keyframe && wait != null) {
            wait.commit();
            waiting[encoding] = null;
        }
        if (FRAMES.isEnabled()) {
            FrameReceived frame = new FrameReceived();
            frame.publication = spec.id();
            frame.encoding = encoding;
            frame.timestamp = timestamp;
            frame.keyframe = keyframe;
            frame.commit();
        }
    }

    /** Of all its encodings. */
    long packets() {
        long packets = 0;
        for (int i = 0; i < section().encodingCount(); i++) {
            RtpReceiver stream = section().encoding(i);
            packets += stream == null ? 0 : stream.packets();
        }
        return packets;
    }

    /** On the way to us, of all its encodings. */
    long lost() {
        long lost = 0;
        for (int i = 0; i < section().encodingCount(); i++) {
            RtpReceiver stream = section().encoding(i);
            lost += stream == null ? 0 : stream.lost();
        }
        return lost;
    }
}
