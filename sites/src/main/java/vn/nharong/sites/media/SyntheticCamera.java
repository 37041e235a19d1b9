package vn.nharong.sites.media;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import vn.nharong.media.codec.Vp8Patch;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.media.rtp.RtpHeader;
import vn.nharong.media.send.RtpSender;
import vn.nharong.media.transport.ExtensionIds;
import vn.nharong.media.transport.WebRtcTransport;

/** Sends {@link Pictures} as RTP, one stream for each RID, the layers that are wanted only. On the load loop. */
final class SyntheticCamera {
    private static final int PAYLOAD = 1_100;
    /** X, I and a picture id of 15 bits (RFC 7741 §4.2). */
    private static final int DESCRIPTOR = 4;
    /** Of the rate: what libwebrtc's pacer lets go. */
    static final double PACE = 2.5;

    private final Pictures pictures;
    private final int layers;
    private final List<RtpSender> senders = new ArrayList<>();
    private final int[] pictureIds;
    private final long[] seqs;
    private final boolean[] keyframeWanted;
    private final boolean[] disabled;
    private final RtpHeader header = new RtpHeader();
    private final @Nullable Departures departures;
    private final Leaving[] leaving;
    private final PacketPool pool;
    private long timestamp;
    private long nextNanos;

    /** @param frame scratch of the loop, {@link Pictures#MAX_FRAME} long @param departures is told of every packet; null for none */
    SyntheticCamera(
            String name,
            Pictures pictures,
            String mid,
            PacketPool pool,
            byte[] frame,
            WebRtcTransport transport,
            RandomGenerator random,
            @Nullable Departures departures) {
        this.departures = departures;
        this.pictures = pictures;
        this.layers = pictures.layers().size();
        this.pool = pool;
        this.leaving = new Leaving[layers];
        this.pictureIds = new int[layers];
        this.seqs = new long[layers];
        this.keyframeWanted = new boolean[layers];
        this.disabled = new boolean[layers];
        this.timestamp = random.nextInt() & 0xffff_ffffL;
        for (int i = 0; i < layers; i++) {
            RtpSender sender =
                    new RtpSender(MediaKind.VIDEO, mid, random.nextInt(), random.nextInt(), 90_000, name, 1, transport);
            sender.payloadTypes(Offer.VP8.payloadType(), Offer.VP8.rtxPayloadType());
            if (layers > 1) {
                sender.rid(pictures.layers().get(i).rid());
            }
            senders.add(sender);
            seqs[i] = 0x10000L + random.nextInt(0x8000);
            pictureIds[i] = random.nextInt(0x8000);
            keyframeWanted[i] = true;
            if (pictures.stamped()) {
                sender.sourceExtensions(Offer.IDS);
            }
            leaving[i] = new Leaving(pictures.paced() ? new byte[Pictures.MAX_FRAME] : frame);
        }
    }

    /** One layer's frame on its way out. */
    private static final class Leaving {
        private final byte[] bytes;
        private int size;
        private int at;
        private long timestamp;
        private long sinceNanos;
        private double allowance;

        Leaving(byte[] bytes) {
            this.bytes = bytes;
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
        int rate = pictures.framesPerSecond();
        if (rate == 0) {
            nextNanos = 0;
            return;
        }
        if (nextNanos == 0) {
            nextNanos = nowNanos;
        }
        long period = 1_000_000_000L / rate;
        // Several pictures in one tick are all due; where one lasts longer than a tick, only the latest is.
        long late = period < LoadLoop.TICK_NANOS ? 2 * LoadLoop.TICK_NANOS : period;
        while (nowNanos >= nextNanos) {
            nextNanos += period;
            timestamp += 90_000 / rate;
            if (nowNanos - nextNanos >= late - period || pool.leased() > LoadLoop.PACKETS / 4 * 3) {
                // the machine stood still, and may not have sent yet what it has: pictures of meanwhile are gone
                continue;
            }
            for (int i = 0; i < layers; i++) {
                if (!disabled[i]) {
                    sendFrame(i, nowNanos);
                }
            }
        }
    }

    private void sendFrame(int index, long nowNanos) {
        Leaving frame = leaving[index];
        while (frame.at < frame.size) {
            sendPacket(index, frame, nowNanos); // its time is over
        }
        frame.size = pictures.next(index, keyframeWanted[index], nowNanos, frame.bytes);
        frame.at = 0;
        frame.timestamp = timestamp;
        keyframeWanted[index] = false;
        pictureIds[index] = pictureIds[index] + 1 & 0x7fff;
        if (pictures.paced()) {
            frame.sinceNanos = nowNanos;
            frame.allowance =
                    Math.max(PAYLOAD, PACE * pictures.layers().get(index).bitrateBps() / 8e3 * pictures.burstMillis());
            pace(nowNanos);
            return;
        }
        while (frame.at < frame.size) {
            sendPacket(index, frame, nowNanos);
        }
    }

    /** Sends what is due of frames that leave slowly. @return whether more is to come */
    boolean pace(long nowNanos) {
        boolean more = false;
        if (!pictures.paced()) {
            return false;
        }
        for (int i = 0; i < layers; i++) {
            Leaving frame = leaving[i];
            if (frame.at >= frame.size) {
                continue;
            }
            double bytesPerNano = PACE * pictures.layers().get(i).bitrateBps() / 8e9;
            frame.allowance += bytesPerNano * (nowNanos - frame.sinceNanos);
            frame.sinceNanos = nowNanos;
            while (frame.at < frame.size && frame.allowance >= PAYLOAD) {
                frame.allowance -= PAYLOAD;
                sendPacket(i, frame, nowNanos);
            }
            more |= frame.at < frame.size;
        }
        return more;
    }

    private void sendPacket(int index, Leaving frame, long nowNanos) {
        int part = Math.min(PAYLOAD, frame.size - frame.at);
        boolean first = frame.at == 0;
        boolean stamped = pictures.stamped();
        int begin = RtpHeader.FIXED_LENGTH + (stamped ? CaptureTime.EXTENSION : 0);
        PacketBuffer packet = pool.lease();
        packet.length(begin + DESCRIPTOR + part);
        packet.u8(0, stamped ? 0x90 : 0x80);
        packet.u8(1, (frame.at + part >= frame.size ? 0x80 : 0) | Offer.VP8.payloadType());
        packet.u16(2, (int) seqs[index]);
        packet.i32(4, (int) frame.timestamp);
        if (stamped) {
            CaptureTime.write(packet, RtpHeader.FIXED_LENGTH, System.nanoTime());
        }
        packet.u8(begin, first ? 0x90 : 0x80); // X, and S for the first packet
        packet.u8(begin + 1, 0x80); // I
        packet.u16(begin + 2, 0x8000 | pictureIds[index]);
        packet.put(begin + DESCRIPTOR, frame.bytes, frame.at, part);
        if (departures != null) {
            departures.left(packet, begin + DESCRIPTOR, part, System.nanoTime());
        }
        frame.at += part;
        if (header.parse(packet, stamped ? Offer.IDS : ExtensionIds.NONE)) {
            senders.get(index).send(packet, header, seqs[index]++, frame.timestamp, Vp8Patch.NONE, nowNanos);
        }
        packet.release();
    }

    /** Timestamp of now, for sender reports. */
    long timestamp() {
        return timestamp;
    }
}
