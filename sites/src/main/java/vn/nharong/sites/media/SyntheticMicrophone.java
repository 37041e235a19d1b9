package vn.nharong.sites.media;

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

/** Sends {@link Sound} as RTP while it is open, and nothing at all while it is closed. On the load loop. */
final class SyntheticMicrophone {
    private static final long PERIOD_NANOS = 20_000_000;
    private static final int SAMPLES = 960;

    private final Sound sound;
    private final RtpSender sender;
    private final PacketPool pool;
    private final RtpHeader header = new RtpHeader();
    private final byte[] content;
    private final @Nullable Departures departures;
    private boolean open;
    private long seq;
    private long timestamp;
    private long nextNanos;

    /** @param content scratch of the loop, at least {@link Sound#MAX_PACKET} long @param departures as of a camera */
    SyntheticMicrophone(
            String name,
            Sound sound,
            String mid,
            PacketPool pool,
            byte[] content,
            WebRtcTransport transport,
            RandomGenerator random,
            @Nullable Departures departures) {
        this.departures = departures;
        this.sound = sound;
        this.pool = pool;
        this.content = content;
        this.seq = 0x10000L + random.nextInt(0x8000);
        this.timestamp = random.nextInt() & 0xffff_ffffL;
        sender = new RtpSender(MediaKind.AUDIO, mid, random.nextInt(), 0, 48_000, name, 1, transport);
        sender.payloadTypes(Offer.OPUS.payloadType(), -1);
        if (sound.stamped()) {
            sender.sourceExtensions(Offer.IDS);
        }
    }

    RtpSender sender() {
        return sender;
    }

    boolean open() {
        return open;
    }

    /** Timestamp of now, for sender reports. */
    long timestamp() {
        return timestamp;
    }

    void open(boolean open, long nowNanos) {
        if (open && !this.open && nextNanos != 0) {
            // The clock of what is recorded went on in the silence (RFC 3550 §5.1).
            timestamp += Math.max(0, (nowNanos - nextNanos) / PERIOD_NANOS) * SAMPLES;
        }
        if (open && !this.open) {
            nextNanos = nowNanos;
        }
        this.open = open;
    }

    void tick(long nowNanos) {
        while (open && nowNanos >= nextNanos) {
            nextNanos += PERIOD_NANOS;
            timestamp += SAMPLES;
            int size = sound.next(nowNanos, content);
            if (size == 0) {
                continue;
            }
            PacketBuffer packet = pool.lease();
            int begin = RtpHeader.FIXED_LENGTH + (sound.stamped() ? CaptureTime.EXTENSION : 0);
            packet.length(begin + size);
            packet.u8(0, sound.stamped() ? 0x90 : 0x80);
            packet.u8(1, Offer.OPUS.payloadType());
            packet.u16(2, (int) seq);
            packet.i32(4, (int) timestamp);
            if (sound.stamped()) {
                CaptureTime.write(packet, RtpHeader.FIXED_LENGTH, System.nanoTime());
            }
            packet.put(begin, content, 0, size);
            if (departures != null) {
                departures.left(packet, begin, size, System.nanoTime());
            }
            if (header.parse(packet, sound.stamped() ? Offer.IDS : ExtensionIds.NONE)) {
                header.audioLevel = 20;
                header.voiceActivity = true;
                sender.send(packet, header, seq++, timestamp, Vp8Patch.NONE, nowNanos);
            }
            packet.release();
        }
    }
}
