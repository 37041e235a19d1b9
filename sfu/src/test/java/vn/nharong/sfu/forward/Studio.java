package vn.nharong.sfu.forward;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.nharong.media.codec.Vp8Descriptor;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;
import vn.nharong.media.receive.RtpReceiver;
import vn.nharong.media.rtp.CodecParameters;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.media.rtp.RtpHeader;
import vn.nharong.media.send.PacketOut;
import vn.nharong.media.send.RtpSender;
import vn.nharong.media.send.SendClass;
import vn.nharong.media.transport.ExtensionIds;

/** A publisher with three VP8 encodings, one fanout, and subscribers that write down what leaves. */
final class Studio {
    static final CodecParameters VP8 = new CodecParameters(96, "VP8", 90_000, 1, 97, Map.of(), true, true, false);
    static final CodecParameters THEIRS = new CodecParameters(120, "VP8", 90_000, 1, 121, Map.of(), true, true, false);

    /** What left for a subscriber. */
    record Sent(int payloadType, int seq, long timestamp, int pictureId, int tl0, int temporal, boolean keyframe) {}

    /** One subscriber. */
    final class Listener implements PacketOut, Forwarder.Owner {
        final List<Sent> sent = new ArrayList<>();
        final List<Integer> layers = new ArrayList<>();
        final RtpSender sender;
        final Forwarder forwarder;

        Listener() {
            sender = new RtpSender(MediaKind.VIDEO, "0", 77, 78, 90_000, "cname", 5, this);
            forwarder = new Forwarder(sender, 1000, 5000, this);
            forwarder.source(fanout, now);
        }

        @Override
        public PacketBuffer lease() {
            return pool.lease();
        }

        @Override
        public void send(PacketBuffer packet, SendClass kind, long nowNanos) {
            RtpHeader header = new RtpHeader();
            Vp8Descriptor vp8 = new Vp8Descriptor();
            if (header.parse(packet, ExtensionIds.NONE)
                    && vp8.parse(packet, header.headerLength, header.payloadLength)) {
                sent.add(new Sent(
                        header.payloadType,
                        header.seq16,
                        header.timestamp,
                        vp8.pictureId,
                        vp8.tl0PicIdx,
                        vp8.temporalLayer,
                        vp8.keyframe));
            }
            packet.release();
        }

        @Override
        public void onLayer(int layer) {
            layers.add(layer);
        }

        @Override
        public @Nullable CodecParameters translate(CodecParameters published) {
            return published.matches(THEIRS) ? THEIRS : null;
        }
    }

    final PacketPool pool = PacketPool.direct(1 << 16);
    final List<String> events = new ArrayList<>();
    final Fanout fanout = new Fanout(MediaKind.VIDEO, 3, ExtensionIds.NONE, new Fanout.Owner() {
        @Override
        public void requestKeyframe(int encoding, long nowNanos) {
            events.add("keyframe " + encoding);
        }

        @Override
        public void onStarted(String codec) {
            events.add("started " + codec);
        }

        @Override
        public void onLive(boolean[] live) {}

        @Override
        public void onLevel(float level) {}
    });
    final RtpReceiver[] streams = new RtpReceiver[3];
    private final RtpHeader header = new RtpHeader();
    private final int[] seqs = {100, 60_000, 65_530};
    private final int[] pictures = {10, 20_000, 0x7ffe};
    private final int[] tl0 = {1, 100, 254};
    final long[] offsets = {1_000, 4_294_960_000L, 77_777};
    long now = 1_000_000_000L;

    Studio() {
        for (int i = 0; i < 3; i++) {
            streams[i] = new RtpReceiver(MediaKind.VIDEO, 1000 + i, 90_000, true);
            // The same instant in the three numberings: sender reports align them.
            streams[i].onSenderReport(5L << 32, offsets[i], now);
        }
    }

    /** An instant in the numbering of one encoding. */
    long timestamp(int encoding, long atNanos) {
        return offsets[encoding] + (atNanos - 1_000_000_000L) * 9 / 100_000 & 0xffff_ffffL;
    }

    /** Time passes to the next frame. */
    void nextFrame() {
        now += 33_333_333;
    }

    PacketBuffer packet(
            int encoding, int seq, boolean first, boolean keyframe, int temporal, int picture, int tl0Index) {
        PacketBuffer packet = pool.lease();
        packet.length(60);
        packet.u8(0, 0x80);
        packet.u8(1, 96);
        packet.u16(2, seq);
        packet.i32(4, (int) timestamp(encoding, now));
        packet.i32(8, 1000 + encoding);
        packet.u8(12, first ? 0x90 : 0x80);
        packet.u8(13, 0xf0);
        packet.u16(14, 0x8000 | picture);
        packet.u8(16, tl0Index);
        packet.u8(17, temporal << 6 | (temporal > 0 ? 0x20 : 0));
        packet.u8(18, keyframe ? 0 : 1);
        return packet;
    }

    void deliver(int encoding, PacketBuffer packet, boolean retransmitted) {
        header.parse(packet, ExtensionIds.NONE);
        long extSeq = streams[encoding].onRtp(header.seq16, header.timestamp, 60, retransmitted, now);
        if (extSeq >= 0) {
            fanout.onRtp(encoding, streams[encoding], VP8, packet, header, extSeq, now);
        }
        packet.release();
    }

    /** Two packets of one frame. */
    void frame(int encoding, boolean keyframe, int temporal) {
        for (PacketBuffer packet : framePackets(encoding, keyframe, temporal)) {
            deliver(encoding, packet, false);
        }
    }

    List<PacketBuffer> framePackets(int encoding, boolean keyframe, int temporal) {
        pictures[encoding] = pictures[encoding] + 1 & 0x7fff;
        if (temporal == 0) {
            tl0[encoding] = tl0[encoding] + 1 & 0xff;
        }
        List<PacketBuffer> packets = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            packets.add(packet(
                    encoding, seqs[encoding], i == 0, keyframe && i == 0, temporal, pictures[encoding], tl0[encoding]));
            seqs[encoding] = seqs[encoding] + 1 & 0xffff;
        }
        return packets;
    }
}
