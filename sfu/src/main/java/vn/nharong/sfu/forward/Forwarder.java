package vn.nharong.sfu.forward;

import org.jspecify.annotations.Nullable;
import vn.nharong.media.codec.Vp8Descriptor;
import vn.nharong.media.codec.Vp8Patch;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.receive.RtpReceiver;
import vn.nharong.media.rtp.CodecParameters;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.media.rtp.RtpHeader;
import vn.nharong.media.send.ReportSource;
import vn.nharong.media.send.RtpSender;
import vn.nharong.sfu.loop.ForwarderProxy.Wanted;

/**
 * What one subscriber gets in one m-section: select, rewrite, send. What feeds it can be changed at any time; to the
 * subscriber it stays one unbroken stream. Belongs to the subscriber's loop.
 */
public final class Forwarder implements ReportSource {
    /** Nothing is chosen. */
    public static final int NO_LAYER = -1;

    /**
     * A key frame that passed so short a time ago is sent again from the history to who comes after it, with all that
     * followed: the publisher may not be asked for another yet, and what is to be caught up with is little.
     */
    static final long RECENT_KEYFRAME_NANOS = 700_000_000;

    /**
     * Where a source is changed for hundreds at once, no more than this is sent again to each in one turn of the loop: sound
     * would have to wait behind it. Beyond, a new key frame is asked for.
     */
    static final int MOST_REPLAYED_AT_CHANGE = 40;

    /** What a forwarder tells its surroundings. */
    public interface Owner {
        void onLayer(int layer);

        /** The publisher's codec in the subscriber's numbers, or null when the subscriber cannot take it. */
        @Nullable
        CodecParameters translate(CodecParameters published);
    }

    /** What feeds it now; null for nothing. */
    private @Nullable Fanout fanout;

    private final RtpSender sender;
    private final RtpRewriter rewriter;
    private final Owner owner;
    private Wanted wanted = Wanted.ALL;
    private int networkMaxLayer = Integer.MAX_VALUE;
    private int networkMaxTemporal = EncodingRate.TEMPORAL_LAYERS - 1;
    private boolean networkPaused;
    private boolean ready;
    private boolean understood;
    private boolean closed;
    private boolean throughGate;
    /** Whether anything of the present source was sent. */
    private boolean begun;

    private int current = NO_LAYER;
    private int target = NO_LAYER;
    private int temporal = EncodingRate.TEMPORAL_LAYERS - 1;
    private int maxTemporal = EncodingRate.TEMPORAL_LAYERS - 1;
    private boolean replaying;
    private long leftOut;
    private final RtpHeader replayHeader = new RtpHeader();
    private final Vp8Descriptor replayVp8 = new Vp8Descriptor();
    private @Nullable RtpReceiver currentStream;

    /** Nothing feeds it before {@link #source}. */
    public Forwarder(RtpSender sender, int firstSeq16, long firstTimestamp, Owner owner) {
        this.sender = sender;
        this.owner = owner;
        this.rewriter = new RtpRewriter(firstSeq16, firstTimestamp);
    }

    /**
     * From now on this feeds it, from a key frame on; what fed it before leaves no trace but the numbers, which go on. Clocks
     * of two publishers are never compared: the time between is our own.
     *
     * @param next null for nothing
     */
    public void source(@Nullable Fanout next, long nowNanos) {
        if (fanout == next || closed) {
            return;
        }
        if (fanout != null) {
            fanout.flush();
            fanout.remove(this);
        }
        become(NO_LAYER);
        target = NO_LAYER;
        currentStream = null;
        understood = false;
        begun = false;
        fanout = next;
        if (next != null) {
            next.add(this);
            retarget(nowNanos);
        }
    }

    /** Whether it is fed while the source's gate is closed for the others. */
    public void throughGate(boolean pass, long nowNanos) {
        first();
        throughGate = pass;
        retarget(nowNanos);
    }

    /** What has arrived is handed on as things stood when it came. */
    private void first() {
        if (fanout != null) {
            fanout.flush();
        }
    }

    boolean throughGate() {
        return throughGate;
    }

    void onCodec(CodecParameters published) {
        CodecParameters codec = owner.translate(published);
        understood = codec != null;
        if (codec != null) {
            sender.payloadTypes(codec.payloadType(), codec.rtxPayloadType());
        }
    }

    public void want(Wanted wanted, long nowNanos) {
        first();
        this.wanted = wanted;
        retarget(nowNanos);
    }

    /** The subscriber's transport is connected. */
    public void ready(long nowNanos) {
        first();
        ready = true;
        retarget(nowNanos);
    }

    /** The line's verdict, from the allocator. @param layer {@link #NO_LAYER} pauses */
    public void allow(int layer, int maxTemporalLayer, long nowNanos) {
        first();
        networkPaused = layer == NO_LAYER;
        networkMaxLayer = layer;
        networkMaxTemporal = maxTemporalLayer;
        retarget(nowNanos);
    }

    public Wanted wanted() {
        return wanted;
    }

    /** What feeds it now; null for nothing. */
    public @Nullable Fanout fanout() {
        return fanout;
    }

    public MediaKind kind() {
        return sender.kind();
    }

    public RtpSender sender() {
        return sender;
    }

    /** The layer that leaves now. */
    public int layer() {
        return current;
    }

    /** Packets of higher temporal layers that were not sent on. */
    public long leftOut() {
        return leftOut;
    }

    public int targetLayer() {
        return target;
    }

    /** Whether the client wants it at all, and there is something that it may have. */
    public boolean active() {
        Fanout source = fanout;
        return source != null && ready && wanted.enabled() && source.open(this);
    }

    void retarget(long nowNanos) {
        Fanout source = fanout;
        if (closed || source == null) {
            return;
        }
        int next = NO_LAYER;
        boolean open = ready && wanted.enabled() && !networkPaused && source.open(this);
        if (open) {
            int limit = Math.min(wanted.maxLayer(), networkMaxLayer);
            for (int i = 0; i < source.encodings(); i++) {
                if (source.live(i) && (i <= limit || next == NO_LAYER)) {
                    next = i;
                }
            }
        }
        updateTemporal(nowNanos);
        boolean stalled = current != NO_LAYER && !source.live(current);
        target = next;
        if (next == NO_LAYER) {
            if (!open) {
                become(NO_LAYER);
            }
            return;
        }
        if (kind() == MediaKind.VIDEO
                && (current != next || stalled)
                && !(current == NO_LAYER && startAtRecentKeyframe(source, next, nowNanos))) {
            source.requestKeyframe(next, nowNanos);
        }
    }

    /** @return false when there is none, or it is not whole, or older than what was sent last of this source */
    private boolean startAtRecentKeyframe(Fanout source, int encoding, long nowNanos) {
        RtpReceiver stream = source.stream(encoding);
        long from = source.keyframeSeq(encoding);
        long at = source.keyframeNanos(encoding);
        if (!understood
                || stream == null
                || from < 0
                || nowNanos - at > RECENT_KEYFRAME_NANOS
                || begun && rewriter.lastOutNanos() >= at) {
            return false;
        }
        long to = stream.highestExtSeq();
        if (rewriter.started() && !begun && to - from >= MOST_REPLAYED_AT_CHANGE) {
            return false;
        }
        IngressHistory history = source.history(encoding);
        PacketBuffer first = history.get(from);
        if (first == null || !history.holds(from, to) || !replayHeader.parse(first, source.ids())) {
            return false;
        }
        boolean isVp8 = replayVp8.parse(first, replayHeader.headerLength, replayHeader.payloadLength);
        startWith(source, stream, from, replayHeader.timestamp, vp8Of(source, isVp8), at);
        become(encoding);
        temporal = maxTemporal;
        replay(source, encoding, from, to, nowNanos);
        return true;
    }

    /** The stream goes on with this one from its packet {@code extSeq} on. */
    private void startWith(
            Fanout source,
            RtpReceiver stream,
            long extSeq,
            long timestamp,
            @Nullable Vp8Descriptor vp8,
            long nowNanos) {
        sender.sourceExtensions(source.ids());
        rewriter.switchTo(stream, currentStream, extSeq, timestamp, vp8, nowNanos);
        sender.startsAnew(rewriter.nextOut());
        currentStream = stream;
        begun = true;
    }

    /** Some ten times a second: the publisher may have become faster than the client asked for. */
    public void tick(long nowNanos) {
        if (wanted.maxFramesPerSecond() > 0) {
            updateTemporal(nowNanos);
        }
        sender.expire(nowNanos);
    }

    private void updateTemporal(long nowNanos) {
        int most = networkMaxTemporal;
        Fanout source = fanout;
        if (wanted.maxFramesPerSecond() > 0 && target >= 0 && source != null) {
            while (most > 0 && source.framesPerSecond(target, most, nowNanos) > wanted.maxFramesPerSecond() * 11 / 10) {
                most--;
            }
        }
        // The line does not carry the present layer, and the key frame of a smaller one is still to come: no more of
        // this than
        // its decoder needs, or sound would have to wait behind it.
        maxTemporal = current > networkMaxLayer ? 0 : most;
        temporal = Math.min(temporal, maxTemporal);
    }

    /** The stream breaks here: pictures go on with a key frame. */
    void interrupted() {
        if (kind() == MediaKind.VIDEO) {
            become(NO_LAYER);
        }
    }

    void onRtp(
            Fanout source,
            int encoding,
            PacketBuffer packet,
            RtpHeader header,
            long extSeq,
            @Nullable Vp8Descriptor vp8,
            boolean keyframe,
            long nowNanos) {
        if (encoding != current) {
            if (encoding != target || !keyframe || !understood) {
                return;
            }
            RtpReceiver stream = source.stream(encoding);
            if (stream == null) {
                return;
            }
            startWith(source, stream, extSeq, header.timestamp, vp8, nowNanos);
            become(encoding);
            updateTemporal(nowNanos);
            temporal = maxTemporal;
            forward(packet, header, extSeq, vp8, nowNanos);
            if (kind() == MediaKind.VIDEO && stream.highestExtSeq() > extSeq) {
                replay(source, encoding, extSeq + 1, stream.highestExtSeq(), nowNanos);
            }
            return;
        }
        RtpReceiver stream = source.stream(encoding);
        if (stream != currentStream && stream != null) {
            // The publisher began anew under another SSRC.
            if (!keyframe) {
                return;
            }
            startWith(source, stream, extSeq, header.timestamp, vp8, nowNanos);
        }
        forward(packet, header, extSeq, vp8, nowNanos);
    }

    private void forward(
            PacketBuffer packet, RtpHeader header, long extSeq, @Nullable Vp8Descriptor vp8, long nowNanos) {
        if (vp8 != null && vp8.temporalLayer > temporal) {
            if (vp8.layerSync && vp8.temporalLayer <= maxTemporal) {
                temporal = vp8.temporalLayer;
            } else if (!rewriter.promised(extSeq)) {
                rewriter.drop(extSeq, vp8);
                leftOut++;
                return;
            }
        }
        long out = rewriter.map(extSeq);
        if (out < 0) {
            return;
        }
        long patch = vp8 != null ? rewriter.patch(vp8) : Vp8Patch.NONE;
        sender.send(packet, header, out, rewriter.timestamp(header.timestamp, nowNanos), patch, nowNanos);
    }

    /** Packets after the start of a key frame that have passed already. */
    private void replay(Fanout source, int encoding, long from, long to, long nowNanos) {
        if (replaying) {
            return;
        }
        replaying = true;
        IngressHistory history = source.history(encoding);
        for (long seq = from; seq <= to; seq++) {
            PacketBuffer packet = history.get(seq);
            if (packet == null || source.comes(encoding, seq) || !replayHeader.parse(packet, source.ids())) {
                continue;
            }
            packet.arrivedNanos = nowNanos; // how long it is held counts from the wish
            boolean isVp8 = replayVp8.parse(packet, replayHeader.headerLength, replayHeader.payloadLength);
            forward(packet, replayHeader, seq, vp8Of(source, isVp8), nowNanos);
        }
        replaying = false;
    }

    private @Nullable Vp8Descriptor vp8Of(Fanout source, boolean parsed) {
        return parsed && source.isVp8() ? replayVp8 : null;
    }

    void onSkipped(int encoding, long extSeq) {
        if (encoding == current) {
            rewriter.drop(extSeq, null);
        }
    }

    /** The subscriber lost the thread. */
    public void onPictureLoss(long nowNanos) {
        Fanout source = fanout;
        if (current != NO_LAYER && source != null && kind() == MediaKind.VIDEO) {
            source.requestKeyframe(current, nowNanos);
        }
    }

    private void become(int layer) {
        if (current != layer) {
            current = layer;
            owner.onLayer(layer);
        }
    }

    @Override
    public void writeReport(RtpSender sender, PacketBuffer rtcp, long nowNanos) {
        RtpReceiver stream = currentStream;
        if (stream == null || !stream.hasSenderReport() || !rewriter.started()) {
            return;
        }
        long elapsed = nowNanos - stream.senderReportNanos();
        long ticks = elapsed / 1000 * stream.clockRate() / 1_000_000;
        long ntp = stream.senderReportNtp() + ntpUnits(elapsed);
        long timestamp = rewriter.timestampOf(stream.senderReportTimestamp() + ticks);
        sender.writeReport(rtcp, ntp, timestamp, nowNanos);
    }

    private static long ntpUnits(long nanos) {
        long seconds = nanos / 1_000_000_000;
        long rest = nanos % 1_000_000_000;
        return (seconds << 32) + (rest << 32) / 1_000_000_000;
    }

    public void close() {
        closed = true;
        current = NO_LAYER;
        if (fanout != null) {
            fanout.remove(this);
            fanout = null;
        }
    }
}
