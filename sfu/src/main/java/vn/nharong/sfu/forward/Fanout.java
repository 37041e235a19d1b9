package vn.nharong.sfu.forward;

import org.jspecify.annotations.Nullable;
import vn.nharong.media.codec.H264Nal;
import vn.nharong.media.codec.Vp8Descriptor;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.receive.ReceiveSection;
import vn.nharong.media.receive.RtpReceiver;
import vn.nharong.media.rtp.CodecParameters;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.media.rtp.RtpHeader;
import vn.nharong.media.send.RtpSender;
import vn.nharong.media.transport.ExtensionIds;

/**
 * One publication on its loop: looks at each packet once and hands it to every {@link Forwarder}. Belongs to the
 * publisher's loop.
 */
public final class Fanout implements ReceiveSection.Sink {
    /** Key frames of a small picture cost little and may be asked for more often. */
    private static final long SMALL_KEYFRAME_NANOS = 300_000_000;

    private static final long LARGE_KEYFRAME_NANOS = 500_000_000;

    /** What a fanout needs of its surroundings. */
    public interface Owner {
        /** Asks the publisher for a key frame. */
        void requestKeyframe(int encoding, long nowNanos);

        void onStarted(String codec);

        void onLive(boolean[] live);

        void onLevel(float level);

        /** A frame's first packet, whatever its place in the frame; for recordings. */
        default void onFrame(int encoding, long timestamp, boolean keyframe) {}

        /**
         * Whether what arrives in this turn may be handed on together: the owner then calls {@link #flush} before the turn ends.
         * Else each packet is handed on as it comes.
         */
        default boolean later() {
            return false;
        }

        /** Whether packets of one size to one receiver leave in one message. */
        default boolean segmenting() {
            return false;
        }
    }

    /** Temporal rungs of one encoding in {@link #ladderBps}. */
    public static final int LADDER_TEMPORAL = 3;

    private static final int KNOWN_FRAMES = 32;
    /** Packets handed on together at most: what one read of the socket brings. */
    private static final int BATCH = 64;

    private final MediaKind kind;
    private final Owner owner;
    private final long[] ladder;
    private final ExtensionIds ids;
    private final EncodingRate[] rates;
    private final KeyframeRequester[] keyframes;
    private final IngressHistory[] histories;
    private final boolean[] live;
    private final long[] lastTimestamp;
    /** The last frames of each encoding, a ring each. */
    private final long[] knownTimestamps;

    private final int[] nextKnown;
    /** First packet of the latest key frame, -1 before any. */
    private final long[] keyframeSeq;

    private final long[] keyframeTimestamp;
    private final long[] keyframeNanos;
    private final @Nullable RtpReceiver[] streams;
    private final Vp8Descriptor vp8 = new Vp8Descriptor();
    private final LevelMeter meter = new LevelMeter();
    private Forwarder[] forwarders = new Forwarder[8];
    private int forwarderCount;

    /**
     * What arrived in this turn and is not handed on yet. One receiver after the other gets all of it: what is known of a
     * receiver (numbers, key, history) is then fetched from memory once for a picture and not once for each of its packets.
     */
    private Waiting[] batch = new Waiting[0];

    private int batched;
    private long batchNanos;
    /** While it is handed on: how many, and which of them now. */
    private int handing;

    private int handingAt;
    private @Nullable CodecParameters codec;
    private boolean isVp8;
    private boolean isH264;
    private boolean paused;
    private boolean gated;

    public Fanout(MediaKind kind, int encodings, ExtensionIds ids, Owner owner) {
        this.kind = kind;
        this.ids = ids;
        this.owner = owner;
        rates = new EncodingRate[encodings];
        ladder = new long[encodings * LADDER_TEMPORAL];
        keyframes = new KeyframeRequester[encodings];
        histories = new IngressHistory[encodings];
        live = new boolean[encodings];
        lastTimestamp = new long[encodings];
        java.util.Arrays.fill(lastTimestamp, -1);
        knownTimestamps = new long[encodings * KNOWN_FRAMES];
        java.util.Arrays.fill(knownTimestamps, -1);
        nextKnown = new int[encodings];
        keyframeSeq = new long[encodings];
        java.util.Arrays.fill(keyframeSeq, -1);
        keyframeTimestamp = new long[encodings];
        keyframeNanos = new long[encodings];
        streams = new RtpReceiver[encodings];
        for (int i = 0; i < encodings; i++) {
            rates[i] = new EncodingRate();
            histories[i] = new IngressHistory();
            keyframes[i] = new KeyframeRequester(i == 0 ? SMALL_KEYFRAME_NANOS : LARGE_KEYFRAME_NANOS);
        }
    }

    @Override
    public void onRtp(
            int encoding,
            RtpReceiver stream,
            CodecParameters codec,
            PacketBuffer packet,
            RtpHeader header,
            long extSeq,
            long nowNanos) {
        if (this.codec != codec) {
            flush();
            begin(codec);
        }
        if (header.payloadLength == 0) {
            // Padding of the publisher's own probing still uses up a number of its sequence.
            skip(encoding, extSeq);
            return;
        }
        if (streams[encoding] != stream) {
            flush();
            streams[encoding] = stream;
            keyframeSeq[encoding] = -1; // the numbers begin anew
        }
        boolean keyframe = kind == MediaKind.AUDIO;
        boolean frameStart = true;
        int temporal = 0;
        if (isVp8) {
            if (!vp8.parse(packet, header.headerLength, header.payloadLength)) {
                return;
            }
            keyframe = vp8.keyframe;
            temporal = Math.max(0, vp8.temporalLayer);
            frameStart = vp8.startOfPartition && vp8.partition == 0;
        } else if (isH264) {
            keyframe = H264Nal.startsKeyframe(packet, header.headerLength, header.payloadLength);
            frameStart = header.marker;
        }
        rates[encoding].add(temporal, packet.length(), frameStart, nowNanos);
        if (!live[encoding]) {
            flush();
            live[encoding] = true;
            owner.onLive(live.clone());
            retarget(nowNanos);
        }
        if (kind == MediaKind.VIDEO) {
            if (header.timestamp != lastTimestamp[encoding]) {
                lastTimestamp[encoding] = header.timestamp;
                if (isNew(encoding, header.timestamp)) {
                    owner.onFrame(encoding, header.timestamp, keyframe);
                }
            }
            if (!paused) {
                histories[encoding].put(extSeq, packet); // nothing of what was muted may come out later
            }
            if (keyframe) {
                onKeyframe(encoding, header.timestamp, extSeq, nowNanos);
            }
        } else if (header.audioLevel >= 0 && meter.add(header.audioLevel, nowNanos)) {
            owner.onLevel(meter.level());
        }
        if (paused) {
            return;
        }
        if (forwarderCount > 0 && owner.later()) {
            keep(encoding, packet, extSeq, keyframe, nowNanos);
            return;
        }
        Vp8Descriptor descriptor = isVp8 ? vp8 : null;
        for (int i = 0; i < forwarderCount; i++) {
            if (gated && !forwarders[i].throughGate()) {
                continue;
            }
            forwarders[i].onRtp(this, encoding, packet, header, extSeq, descriptor, keyframe, nowNanos);
        }
    }

    /** One packet of the batch, read. */
    private static final class Waiting {
        private final RtpHeader header = new RtpHeader();
        private final Vp8Descriptor vp8 = new Vp8Descriptor();
        private @Nullable PacketBuffer packet;
        private int encoding;
        private long extSeq;
        private boolean keyframe;
    }

    private void keep(int encoding, PacketBuffer packet, long extSeq, boolean keyframe, long nowNanos) {
        if (batched == BATCH || batched > 0 && nowNanos != batchNanos) {
            flush();
        }
        if (batched == batch.length) {
            grow();
        }
        Waiting slot = batch[batched];
        if (!slot.header.parse(packet, ids)
                || isVp8 && !slot.vp8.parse(packet, slot.header.headerLength, slot.header.payloadLength)) {
            return; // was read already: cannot be
        }
        slot.packet = packet.retain();
        slot.encoding = encoding;
        slot.extSeq = extSeq;
        slot.keyframe = keyframe;
        batched++;
        batchNanos = nowNanos;
    }

    private void grow() {
        int from = batch.length;
        batch = java.util.Arrays.copyOf(batch, Math.min(BATCH, Math.max(8, from * 2)));
        for (int i = from; i < batch.length; i++) {
            batch[i] = new Waiting();
        }
    }

    /** Hands on what waits. Before anything else changes for who takes it. */
    public void flush() {
        int count = batched;
        if (count == 0) {
            return;
        }
        batched = 0;
        if (count > 1 && kind == MediaKind.VIDEO && owner.segmenting()) {
            even(count);
        }
        handing = count;
        try {
            for (int i = 0; i < forwarderCount; i++) {
                Forwarder forwarder = forwarders[i];
                if (gated && !forwarder.throughGate()) {
                    continue;
                }
                for (handingAt = 0; handingAt < count; handingAt++) {
                    Waiting one = batch[handingAt];
                    PacketBuffer packet = one.packet;
                    if (packet != null) {
                        forwarder.onRtp(
                                this,
                                one.encoding,
                                packet,
                                one.header,
                                one.extSeq,
                                isVp8 ? one.vp8 : null,
                                one.keyframe,
                                batchNanos);
                    }
                }
            }
        } finally {
            handing = 0;
            for (int i = 0; i < count; i++) {
                PacketBuffer packet = batch[i].packet;
                if (packet != null) {
                    packet.release();
                    batch[i].packet = null;
                }
            }
        }
    }

    /** Whether the rest of a picture is still to come, by the marker of what waits (RFC 7741 §4.1, RFC 6184 §5.1). */
    public boolean unfinished() {
        return kind == MediaKind.VIDEO && batched > 0 && !batch[batched - 1].header.marker;
    }

    /** Tells each packet how long the next ones are, where that is nearly as long as itself. */
    private void even(int count) {
        for (int i = count - 1; i >= 0; i--) {
            RtpHeader header = batch[i].header;
            header.evenLength = header.payloadLength;
            if (i + 1 < count && batch[i + 1].encoding == batch[i].encoding) {
                int longer = batch[i + 1].header.evenLength - header.payloadLength;
                if (longer > 0 && longer <= RtpSender.MOST_EVENING) {
                    header.evenLength += longer;
                }
            }
        }
    }

    /** Whether the forwarder that is served now gets this packet by itself after the present one. */
    boolean comes(int encoding, long extSeq) {
        for (int i = handingAt + 1; i < handing; i++) {
            if (batch[i].encoding == encoding && batch[i].extSeq == extSeq) {
                return true;
            }
        }
        return false;
    }

    /** Whether no packet of that frame came before; packets of several frames may come mixed. */
    private boolean isNew(int encoding, long timestamp) {
        int from = encoding * KNOWN_FRAMES;
        for (int i = from; i < from + KNOWN_FRAMES; i++) {
            if (knownTimestamps[i] == timestamp) {
                return false;
            }
        }
        knownTimestamps[from + nextKnown[encoding]] = timestamp;
        nextKnown[encoding] = (nextKnown[encoding] + 1) % KNOWN_FRAMES;
        return true;
    }

    private void onKeyframe(int encoding, long timestamp, long extSeq, long nowNanos) {
        keyframes[encoding].onKeyframe();
        long first = keyframeSeq[encoding];
        boolean same = first >= 0 && keyframeTimestamp[encoding] == timestamp;
        if (!paused && (same ? extSeq < first : extSeq > first)) {
            keyframeSeq[encoding] = extSeq;
            keyframeTimestamp[encoding] = timestamp;
            keyframeNanos[encoding] = nowNanos;
        }
    }

    private void skip(int encoding, long extSeq) {
        flush();
        for (int i = 0; i < forwarderCount; i++) {
            forwarders[i].onSkipped(encoding, extSeq);
        }
    }

    private void begin(CodecParameters codec) {
        boolean first = this.codec == null;
        this.codec = codec;
        isVp8 = codec.name().equalsIgnoreCase("VP8");
        isH264 = codec.name().equalsIgnoreCase("H264");
        for (int i = 0; i < forwarderCount; i++) {
            forwarders[i].onCodec(codec);
        }
        if (first) {
            owner.onStarted(codec.name());
        }
    }

    @Override
    public void onUnrepairable(int encoding, long nowNanos) {
        if (kind == MediaKind.VIDEO && needed(encoding)) {
            requestKeyframe(encoding, nowNanos);
        }
    }

    @Override
    public void onEnded(int encoding, long nowNanos) {
        rates[encoding].end();
        expire(nowNanos);
    }

    void requestKeyframe(int encoding, long nowNanos) {
        if (keyframes[encoding].want(nowNanos)) {
            owner.requestKeyframe(encoding, nowNanos);
        }
    }

    /**
     * Whether somebody is sent this encoding or waits for it, and it is there. An encoder answers a request for one encoding
     * with key frames of all: a wish for one that its line no longer carries would cost it what the line still does.
     */
    private boolean needed(int encoding) {
        for (int i = 0; live[encoding] && i < forwarderCount; i++) {
            if (forwarders[i].targetLayer() == encoding || forwarders[i].layer() == encoding) {
                return true;
            }
        }
        return false;
    }

    /** Called some ten times a second. */
    public void handleTimeout(long nowNanos) {
        for (int i = 0; i < rates.length; i++) {
            for (int t = 0; t < LADDER_TEMPORAL; t++) {
                ladder[i * LADDER_TEMPORAL + t] = rates[i].bitrateBps(t, nowNanos);
            }
            if (!needed(i)) {
                keyframes[i].forget();
            } else if (keyframes[i].due(nowNanos)) {
                owner.requestKeyframe(i, nowNanos);
            }
        }
        expire(nowNanos);
        if (kind == MediaKind.AUDIO && meter.silence(nowNanos)) {
            owner.onLevel(0);
        }
    }

    /** Notices encodings that are not sent any more. */
    private void expire(long nowNanos) {
        flush();
        boolean changed = false;
        for (int i = 0; i < rates.length; i++) {
            if (live[i] && !rates[i].live(nowNanos)) {
                live[i] = false;
                changed = true;
                histories[i].clear(); // a layer nobody wants shall not keep packets
                keyframeSeq[i] = -1;
            }
        }
        if (changed) {
            owner.onLive(live.clone());
            retarget(nowNanos);
        }
    }

    private void retarget(long nowNanos) {
        for (int i = 0; i < forwarderCount; i++) {
            forwarders[i].retarget(nowNanos);
        }
    }

    /** Called by the forwarder, which then finds its layer. */
    void add(Forwarder forwarder) {
        flush();
        if (forwarderCount == forwarders.length) {
            forwarders = java.util.Arrays.copyOf(forwarders, forwarderCount * 2);
        }
        forwarders[forwarderCount++] = forwarder;
        if (codec != null) {
            forwarder.onCodec(codec);
        }
    }

    void remove(Forwarder forwarder) {
        for (int i = 0; i < forwarderCount; i++) {
            if (forwarders[i] == forwarder) {
                // order is kept: nobody should always be last
                System.arraycopy(forwarders, i + 1, forwarders, i, forwarderCount - i - 1);
                forwarderCount--;
                return;
            }
        }
    }

    /** Muted: nothing is forwarded, whatever arrives. Afterwards pictures start with a key frame. */
    public void paused(boolean paused, long nowNanos) {
        if (this.paused == paused) {
            return;
        }
        flush();
        this.paused = paused;
        java.util.Arrays.fill(keyframeSeq, -1);
        for (int i = 0; i < forwarderCount; i++) {
            forwarders[i].interrupted();
        }
        if (!paused) {
            retarget(nowNanos);
        }
    }

    public boolean paused() {
        return paused;
    }

    /**
     * The gate of the house, whatever the publisher says: while it is closed only those get anything who were let through it
     * one by one ({@link Forwarder#throughGate(boolean, long)}). For sound: pictures have a history that is not cut here.
     */
    public void gate(boolean closed, long nowNanos) {
        if (gated != closed) {
            flush();
            gated = closed;
            retarget(nowNanos);
        }
    }

    /** Whether this one may have what arrives. */
    boolean open(Forwarder forwarder) {
        return !paused && (!gated || forwarder.throughGate());
    }

    public MediaKind kind() {
        return kind;
    }

    public int encodings() {
        return rates.length;
    }

    boolean isVp8() {
        return isVp8;
    }

    boolean live(int encoding) {
        return live[encoding];
    }

    @Nullable
    RtpReceiver stream(int encoding) {
        return streams[encoding];
    }

    /** Number of the first packet of the latest key frame; -1 when there was none. */
    long keyframeSeq(int encoding) {
        return keyframeSeq[encoding];
    }

    /** When it came. */
    long keyframeNanos(int encoding) {
        return keyframeNanos[encoding];
    }

    IngressHistory history(int encoding) {
        return histories[encoding];
    }

    /** Extension ids of the publisher's transport, to read its packets again. */
    ExtensionIds ids() {
        return ids;
    }

    /** What each rung (encoding times {@link #LADDER_TEMPORAL} plus temporal layer) weighs, bit/s, as of the last tenth of a second. */
    public long ladderBps(int rung) {
        return ladder[rung];
    }

    public long bitrateBps(int encoding, int temporalLayer, long nowNanos) {
        return rates[encoding].bitrateBps(temporalLayer, nowNanos);
    }

    public int framesPerSecond(int encoding, int temporalLayer, long nowNanos) {
        return rates[encoding].framesPerSecond(temporalLayer, nowNanos);
    }

    public int forwarderCount() {
        return forwarderCount;
    }

    /** Gives the kept packets back. The forwarders are closed by their transports. */
    public void close() {
        flush();
        for (IngressHistory history : histories) {
            history.clear();
        }
        forwarderCount = 0;
    }
}
