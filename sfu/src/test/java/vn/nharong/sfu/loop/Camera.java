package vn.nharong.sfu.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import vn.nharong.media.codec.Vp8Patch;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.media.rtp.RtpHeader;
import vn.nharong.media.send.RtpSender;
import vn.nharong.media.transport.ExtensionIds;
import vn.nharong.media.transport.WebRtcTransport;

/**
 * A simulcast camera and a microphone of a simulated client. Each packet says what it is, so that the far end can tell
 * what it got: for pictures layer, frame, its number in the frame and how many there are; for sound number and time; and
 * for both whose it is.
 */
final class Camera {
    static final List<String> RIDS = List.of("q", "h", "f");
    static final long[] LADDER = {150_000, 500_000, 1_500_000};

    /** Before the filler: descriptor 4, frame header 10, then ours. */
    static final int MARK = 14;

    static final int MARK_LENGTH = 10;
    private static final long FRAME_NANOS = 40_000_000;
    private static final long SOUND_NANOS = 20_000_000;
    private static final int SOUND_BYTES = 90;

    final List<RtpSender> layers = new ArrayList<>();
    final RtpSender microphone;

    /** Payload of a full packet; with header, extensions and tag some 80 more. */
    int payload = 1100;

    /** Whose it is. */
    int owner;

    int frames;
    int sounds;
    int keyframes;

    private final PacketPool pool;
    private final Random random;
    private final RtpHeader header = new RtpHeader();
    private final boolean[] keyframeWanted = {true, true, true};
    private final int[] pictures;
    private final long[] seqs;
    private final long soundSeq;
    private final long startNanos;
    private long nextFrameNanos;
    private long nextSoundNanos;

    Camera(WebRtcTransport transport, PacketPool pool, long seed, long nowNanos) {
        this.pool = pool;
        random = new Random(seed);
        startNanos = nowNanos;
        nextFrameNanos = nowNanos;
        nextSoundNanos = nowNanos;
        pictures = new int[RIDS.size()];
        seqs = new long[RIDS.size()];
        for (int i = 0; i < RIDS.size(); i++) {
            RtpSender sender = new RtpSender(
                    MediaKind.VIDEO, "v", 100 + i, 200 + i, 90_000, "site", random.nextInt(0x8000), transport);
            sender.payloadTypes(Scene.VP8.payloadType(), Scene.VP8.rtxPayloadType());
            sender.rid(RIDS.get(i));
            layers.add(sender);
            pictures[i] = random.nextInt(0x8000);
            seqs[i] = 0x10000L + random.nextInt(0x8000);
            transport.add(sender, (s, rtcp, now) -> report(s, rtcp, now), nowNanos);
        }
        microphone = new RtpSender(MediaKind.AUDIO, "a", 300, 0, 48_000, "site", 0, transport);
        microphone.payloadTypes(Scene.OPUS.payloadType(), -1);
        soundSeq = 0x10000L + random.nextInt(0x8000);
        transport.add(microphone, (s, rtcp, now) -> report(s, rtcp, now), nowNanos);
    }

    private void report(RtpSender sender, PacketBuffer rtcp, long now) {
        long ntp = (now / 1_000_000_000 << 32) + (now % 1_000_000_000 << 32) / 1_000_000_000;
        boolean unused = sender.writeReport(rtcp, ntp, timestamp(now, sender.clockRate()), now);
    }

    private long timestamp(long now, int clockRate) {
        return (now - startNanos) / 1000 * clockRate / 1_000_000 & 0xffff_ffffL;
    }

    void onPictureLoss(RtpSender sender) {
        int index = layers.indexOf(sender);
        if (index >= 0) {
            keyframeWanted[index] = true;
        }
    }

    void turn(long now) {
        while (now >= nextSoundNanos) {
            sound(nextSoundNanos);
            nextSoundNanos += SOUND_NANOS;
        }
        while (now >= nextFrameNanos) {
            frames++;
            for (int i = 0; i < layers.size(); i++) {
                frame(i, nextFrameNanos);
            }
            nextFrameNanos += FRAME_NANOS;
        }
    }

    private PacketBuffer packet(int type, boolean marker, long seq, long timestamp, int payloadBytes) {
        PacketBuffer packet = pool.lease();
        packet.length(RtpHeader.FIXED_LENGTH + payloadBytes);
        for (int i = 0; i < packet.length(); i++) {
            packet.u8(i, 0);
        }
        packet.u8(0, 0x80);
        packet.u8(1, (marker ? 0x80 : 0) | type);
        packet.u16(2, (int) seq);
        packet.i32(4, (int) timestamp);
        return packet;
    }

    private void sound(long now) {
        PacketBuffer packet = packet(Scene.OPUS.payloadType(), false, 0, timestamp(now, 48_000), SOUND_BYTES);
        packet.i32(RtpHeader.FIXED_LENGTH, sounds);
        packet.i64(RtpHeader.FIXED_LENGTH + 4, now);
        packet.u8(RtpHeader.FIXED_LENGTH + 12, owner);
        send(microphone, packet, soundSeq + sounds, timestamp(now, 48_000), now);
        sounds++;
    }

    private void frame(int layer, long now) {
        boolean keyframe = keyframeWanted[layer];
        keyframeWanted[layer] = false;
        keyframes += keyframe ? 1 : 0;
        pictures[layer] = pictures[layer] + 1 & 0x7fff;
        int usual = (int) (LADDER[layer] / 8 * FRAME_NANOS / 1_000_000_000);
        int size = (keyframe ? 4 : 1) * usual * (80 + random.nextInt(40)) / 100;
        int count = Math.max(1, (size + payload - 1) / payload);
        for (int i = 0; i < count; i++) {
            int bytes = Math.max(MARK + MARK_LENGTH, Math.min(payload, size - i * payload));
            long timestamp = timestamp(now, 90_000);
            PacketBuffer packet = packet(Scene.VP8.payloadType(), i == count - 1, 0, timestamp, bytes);
            int at = RtpHeader.FIXED_LENGTH;
            packet.u8(at, i == 0 ? 0x90 : 0x80);
            packet.u8(at + 1, 0x80);
            packet.u16(at + 2, 0x8000 | pictures[layer]);
            packet.u8(at + 4, keyframe && i == 0 ? 0 : 1);
            packet.i32(at + MARK, frames);
            packet.u8(at + MARK + 4, layer);
            packet.u8(at + MARK + 5, i);
            packet.u16(at + MARK + 6, count);
            packet.u8(at + MARK + 8, keyframe ? 1 : 0);
            packet.u8(at + MARK + 9, owner);
            send(layers.get(layer), packet, seqs[layer]++, timestamp, now);
        }
    }

    private void send(RtpSender sender, PacketBuffer packet, long seq, long timestamp, long now) {
        if (!header.parse(packet, ExtensionIds.NONE)) {
            throw new AssertionError("not RTP");
        }
        sender.send(packet, header, seq, timestamp, Vp8Patch.NONE, now);
        packet.release();
    }
}
