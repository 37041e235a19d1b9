package vn.nharong.bench.load;

import java.util.random.RandomGenerator;
import vn.nharong.media.codec.Vp8Patch;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.media.rtp.RtpHeader;
import vn.nharong.media.send.RtpSender;
import vn.nharong.media.transport.ExtensionIds;
import vn.nharong.media.transport.WebRtcTransport;

/** Generated sound: an Opus TOC byte, a {@link Marker}, filler; 50 packets a second with a level. On the load loop. */
final class SyntheticMicrophone {
    private static final int PAYLOAD = 80;
    private static final long PERIOD_NANOS = 20_000_000;

    private final int id;
    private final RtpSender sender;
    private final PacketPool pool;
    private final RtpHeader header = new RtpHeader();
    private long seq;
    private long timestamp;
    private long nextNanos;
    private int frame;

    SyntheticMicrophone(int id, String mid, PacketPool pool, WebRtcTransport transport, RandomGenerator random) {
        this.id = id;
        this.pool = pool;
        this.seq = 0x10000L + random.nextInt(0x8000);
        this.timestamp = random.nextInt() & 0xffff_ffffL;
        sender = new RtpSender(MediaKind.AUDIO, mid, random.nextInt(), 0, 48_000, "load" + id, 1, transport);
        sender.payloadTypes(Offer.OPUS.payloadType(), -1);
    }

    RtpSender sender() {
        return sender;
    }

    void tick(long nowNanos) {
        if (nextNanos == 0) {
            nextNanos = nowNanos;
        }
        while (nowNanos >= nextNanos) {
            nextNanos += PERIOD_NANOS;
            timestamp += 960;
            PacketBuffer packet = pool.lease();
            packet.length(RtpHeader.FIXED_LENGTH + PAYLOAD);
            packet.u8(0, 0x80);
            packet.u8(1, Offer.OPUS.payloadType());
            packet.u16(2, (int) seq);
            packet.i32(4, (int) timestamp);
            packet.u8(RtpHeader.FIXED_LENGTH, 0xfc); // 20 ms, stereo, CELT (RFC 6716 §3.1)
            Marker.write(packet, RtpHeader.FIXED_LENGTH + 1, id, frame++, nowNanos);
            if (header.parse(packet, ExtensionIds.NONE)) {
                header.audioLevel = 20;
                header.voiceActivity = true;
                sender.send(packet, header, seq++, timestamp, Vp8Patch.NONE, nowNanos);
            }
            packet.release();
        }
    }
}
