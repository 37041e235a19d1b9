package vn.nharong.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import vn.nharong.media.codec.Vp8Patch;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.media.rtp.RtpHeader;
import vn.nharong.media.send.RtpSender;
import vn.nharong.media.transport.ExtensionIds;
import vn.nharong.media.transport.WebRtcTransport;

/**
 * Generated video in VP8 framing: valid payload descriptors and key frame headers with sizes, filler behind, a {@link
 * Marker} in each frame's first packet. One stream for each RID. On the load loop.
 */
final class SyntheticCamera {
    /** One simulcast stream. */
    record Layer(String rid, int width, int height, int bitrateBps) {}

    static final List<Layer> HD = List.of(
            new Layer("q", 320, 180, 160_000), new Layer("h", 640, 360, 450_000), new Layer("f", 1280, 720, 1_700_000));
    private static final int FRAMES_PER_SECOND = 30;
    private static final int PAYLOAD = 1_100;
    /** Of a key frame against a usual one. */
    private static final int KEYFRAME_FACTOR = 6;

    private final int id;
    private final List<Layer> layers;
    private final List<RtpSender> senders = new ArrayList<>();
    private final int[] pictureIds;
    private final long[] seqs;
    private final boolean[] keyframeWanted;
    private final boolean[] disabled;
    private final RtpHeader header = new RtpHeader();
    private final PacketPool pool;
    private final RandomGenerator random;
    private long timestamp;
    private long nextNanos;
    private int frame;

    SyntheticCamera(
            int id,
            List<Layer> layers,
            String mid,
            PacketPool pool,
            WebRtcTransport transport,
            RandomGenerator random) {
        this.id = id;
        this.layers = layers;
        this.pool = pool;
        this.random = random;
        this.pictureIds = new int[layers.size()];
        this.seqs = new long[layers.size()];
        this.keyframeWanted = new boolean[layers.size()];
        this.disabled = new boolean[layers.size()];
        this.timestamp = random.nextInt() & 0xffff_ffffL;
        for (int i = 0; i < layers.size(); i++) {
            RtpSender sender = new RtpSender(
                    MediaKind.VIDEO, mid, random.nextInt(), random.nextInt(), 90_000, "load" + id, 1, transport);
            sender.payloadTypes(Offer.VP8.payloadType(), Offer.VP8.rtxPayloadType());
            if (layers.size() > 1) {
                sender.rid(layers.get(i).rid());
            }
            senders.add(sender);
            seqs[i] = 0x10000L + random.nextInt(0x8000);
            pictureIds[i] = random.nextInt(0x8000);
            keyframeWanted[i] = true;
        }
    }

    List<RtpSender> senders() {
        return senders;
    }

    void onPictureLoss(RtpSender sender) {
        int index = senders.indexOf(sender);
        if (index >= 0) {
            keyframeWanted[index] = true;
        }
    }

    /** Dynacast: the server wants no more than this layer; -1 for none. */
    void maxLayer(int most) {
        for (int i = 0; i < disabled.length; i++) {
            boolean off = i > most;
            if (disabled[i] && !off) {
                keyframeWanted[i] = true;
            }
            disabled[i] = off;
        }
    }

    void tick(long nowNanos) {
        if (nextNanos == 0) {
            nextNanos = nowNanos;
        }
        while (nowNanos >= nextNanos) {
            nextNanos += 1_000_000_000L / FRAMES_PER_SECOND;
            timestamp += 90_000 / FRAMES_PER_SECOND;
            frame++;
            for (int i = 0; i < layers.size(); i++) {
                if (!disabled[i]) {
                    sendFrame(i, nowNanos);
                }
            }
        }
    }

    private void sendFrame(int index, long nowNanos) {
        Layer layer = layers.get(index);
        boolean keyframe = keyframeWanted[index];
        keyframeWanted[index] = false;
        int usual = layer.bitrateBps() / 8 / FRAMES_PER_SECOND;
        int size = keyframe ? usual * KEYFRAME_FACTOR : usual * (80 + random.nextInt(40)) / 100;
        pictureIds[index] = pictureIds[index] + 1 & 0x7fff;
        int sent = 0;
        boolean first = true;
        while (sent < size) {
            int part = Math.min(PAYLOAD, Math.max(size - sent, 60));
            sent += part;
            PacketBuffer packet = pool.lease();
            packet.length(RtpHeader.FIXED_LENGTH + 4 + part);
            packet.u8(0, 0x80);
            packet.u8(1, (sent >= size ? 0x80 : 0) | Offer.VP8.payloadType());
            packet.u16(2, (int) seqs[index]);
            packet.i32(4, (int) timestamp);
            int at = RtpHeader.FIXED_LENGTH;
            packet.u8(at, first ? 0x90 : 0x80); // X, and S for the first packet (RFC 7741 §4.2)
            packet.u8(at + 1, 0x80); // I
            packet.u16(at + 2, 0x8000 | pictureIds[index]);
            at += 4;
            if (first) {
                packet.u8(at, keyframe ? 0x10 : 0x11); // P bit inverse (RFC 7741 §4.3)
                if (keyframe) {
                    packet.u8(at + 3, 0x9d);
                    packet.u8(at + 4, 0x01);
                    packet.u8(at + 5, 0x2a);
                    packet.u16(at + 6, Short.reverseBytes((short) layer.width()) & 0xffff);
                    packet.u16(at + 8, Short.reverseBytes((short) layer.height()) & 0xffff);
                }
                Marker.write(packet, at + 10, id, frame, nowNanos);
            }
            if (header.parse(packet, ExtensionIds.NONE)) {
                senders.get(index).send(packet, header, seqs[index]++, timestamp, Vp8Patch.NONE, nowNanos);
            }
            packet.release();
            first = false;
        }
    }

    /** Timestamp of now, for sender reports. */
    long timestamp() {
        return timestamp;
    }
}
