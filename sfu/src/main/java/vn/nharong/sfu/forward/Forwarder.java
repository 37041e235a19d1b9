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

/** What one subscriber gets of one publication: select, rewrite, send. Belongs to the subscriber's loop. */
public final class Forwarder implements ReportSource {
    /** Nothing is chosen. */
    public static final int NO_LAYER = -1;

    /**
     * A key frame that passed so short a time ago is sent again from the history to who comes after it, with all that
     * followed: the publisher may not be asked for another yet, and what is to be caught up with is little.
     */
    static final long RECENT_KEYFRAME_NANOS = 700_000_000;

    /** What a forwarder tells its surroundings. */
    public interface Owner {
        void onLayer(int layer);

        /** The publisher's codec in the subscriber's numbers, or null when the subscriber cannot take it. */
        @Nullable
        CodecParameters translate(CodecParameters published);
    }

    private final Fanout fanout;
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

    private int current = NO_LAYER;
    private int target = NO_LAYER;
    private int temporal = EncodingRate.TEMPORAL_LAYERS - 1;
    private int maxTemporal = EncodingRate.TEMPORAL_LAYERS - 1;
    private boolean replaying;
    private long leftOut;
    private final RtpHeader replayHeader = new RtpHeader();
    private final Vp8Descriptor replayVp8 = new Vp8Descriptor();
    private @Nullable RtpReceiver currentStream;

    public Forwarder(Fanout fanout, RtpSender sender, int firstSeq16, long firstTimestamp, Owner owner) {
        this.fanout = fanout;
        this.sender = sender;
        this.owner = owner;
        this.rewriter = new RtpRewriter(firstSeq16, firstTimestamp);
        sender.sourceExtensions(fanout.ids());
    }

    void onCodec(CodecParameters published) {
        CodecParameters codec = owner.translate(published);
        understood = codec != null;
        if (codec != null) {
            sender.payloadTypes(codec.payloadType(), codec.rtxPayloadType());
        }
    }

    public void want(Wanted wanted, long nowNanos) {
        this.wanted = wanted;
        retarget(nowNanos);
    }

    /** The subscriber's transport is connected. */
    public void ready(long nowNanos) {
        ready = true;
        retarget(nowNanos);
    }

    /** The line's verdict, from the allocator. @param layer {@link #NO_LAYER} pauses */
    public void allow(int layer, int maxTemporalLayer, long nowNanos) {
        networkPaused = layer == NO_LAYER;
        networkMaxLayer = layer;
        networkMaxTemporal = maxTemporalLayer;
        retarget(nowNanos);
    }

    public Wanted wanted() {
        return wanted;
    }

    public Fanout fanout() {
        return fanout;
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

    /** Whether the client wants it at all. */
    public boolean active() {
        return ready && wanted.enabled() && !fanout.paused();
    }

    void retarget(long nowNanos) {
        if (closed) {
            return;
        }
        int next = NO_LAYER;
        if (ready && wanted.enabled() && !networkPaused && !fanout.paused()) {
            int limit = Math.min(wanted.maxLayer(), networkMaxLayer);
            for (int i = 0; i < fanout.encodings(); i++) {
                if (fanout.live(i) && (i <= limit || next == NO_LAYER)) {
                    next = i;
                }
            }
        }
        updateTemporal(nowNanos);
        boolean stalled = current != NO_LAYER && !fanout.live(current);
        target = next;
        if (next == NO_LAYER) {
            if (!ready || !wanted.enabled() || networkPaused || fanout.paused()) {
                become(NO_LAYER);
            }
            return;
        }
        if (fanout.kind() == MediaKind.VIDEO
                && (current != next || stalled)
                && !(current == NO_LAYER && startAtRecentKeyframe(next, nowNanos))) {
            fanout.requestKeyframe(next, nowNanos);
        }
    }

    /** @return false when there is none, or it is not whole, or older than what was sent last */
    private boolean startAtRecentKeyframe(int encoding, long nowNanos) {
        RtpReceiver stream = fanout.stream(encoding);
        long from = fanout.keyframeSeq(encoding);
        long at = fanout.keyframeNanos(encoding);
        if (!understood
                || stream == null
                || from < 0
                || nowNanos - at > RECENT_KEYFRAME_NANOS
                || rewriter.started() && rewriter.lastOutNanos() >= at) {
            return false;
        }
        long to = stream.highestExtSeq();
        IngressHistory history = fanout.history(encoding);
        PacketBuffer first = history.get(from);
        if (first == null || !history.holds(from, to) || !replayHeader.parse(first, fanout.ids())) {
            return false;
        }
        boolean isVp8 = replayVp8.parse(first, replayHeader.headerLength, replayHeader.payloadLength);
        rewriter.switchTo(stream, currentStream, from, replayHeader.timestamp, vp8Of(isVp8), at);
        sender.startsAnew(rewriter.nextOut());
        currentStream = stream;
        become(encoding);
        temporal = maxTemporal;
        replay(encoding, from, to, nowNanos);
        return true;
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
        if (wanted.maxFramesPerSecond() > 0 && target >= 0) {
            while (most > 0 && fanout.framesPerSecond(target, most, nowNanos) > wanted.maxFramesPerSecond() * 11 / 10) {
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
        if (fanout.kind() == MediaKind.VIDEO) {
            become(NO_LAYER);
        }
    }

    void onRtp(
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
            RtpReceiver stream = fanout.stream(encoding);
            if (stream == null) {
                return;
            }
            rewriter.switchTo(stream, currentStream, extSeq, header.timestamp, vp8, nowNanos);
            sender.startsAnew(rewriter.nextOut());
            currentStream = stream;
            become(encoding);
            updateTemporal(nowNanos);
            temporal = maxTemporal;
            forward(packet, header, extSeq, vp8, nowNanos);
            if (fanout.kind() == MediaKind.VIDEO && stream.highestExtSeq() > extSeq) {
                replay(encoding, extSeq + 1, stream.highestExtSeq(), nowNanos);
            }
            return;
        }
        RtpReceiver stream = fanout.stream(encoding);
        if (stream != currentStream && stream != null) {
            // The publisher began anew under another SSRC.
            if (!keyframe) {
                return;
            }
            rewriter.switchTo(stream, currentStream, extSeq, header.timestamp, vp8, nowNanos);
            sender.startsAnew(rewriter.nextOut());
            currentStream = stream;
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
    private void replay(int encoding, long from, long to, long nowNanos) {
        if (replaying) {
            return;
        }
        replaying = true;
        IngressHistory history = fanout.history(encoding);
        for (long seq = from; seq <= to; seq++) {
            PacketBuffer packet = history.get(seq);
            if (packet == null || !replayHeader.parse(packet, fanout.ids())) {
                continue;
            }
            packet.arrivedNanos = nowNanos; // how long it is held counts from the wish
            boolean isVp8 = replayVp8.parse(packet, replayHeader.headerLength, replayHeader.payloadLength);
            forward(packet, replayHeader, seq, vp8Of(isVp8), nowNanos);
        }
        replaying = false;
    }

    private @Nullable Vp8Descriptor vp8Of(boolean parsed) {
        return parsed && fanout.isVp8() ? replayVp8 : null;
    }

    void onSkipped(int encoding, long extSeq) {
        if (encoding == current) {
            rewriter.drop(extSeq, null);
        }
    }

    /** The subscriber lost the thread. */
    public void onPictureLoss(long nowNanos) {
        if (current != NO_LAYER && fanout.kind() == MediaKind.VIDEO) {
            fanout.requestKeyframe(current, nowNanos);
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
        fanout.remove(this);
    }
}
