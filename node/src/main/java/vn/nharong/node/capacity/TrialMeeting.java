package vn.nharong.node.capacity;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.nharong.media.bwe.BandwidthEstimator;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;
import vn.nharong.media.receive.RtpReceiver;
import vn.nharong.media.rtp.CodecParameters;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.media.rtp.RtpHeader;
import vn.nharong.media.send.Pacer;
import vn.nharong.media.send.PacketOut;
import vn.nharong.media.send.RtpSender;
import vn.nharong.media.send.SendClass;
import vn.nharong.media.srtp.SrtpBackend;
import vn.nharong.media.srtp.SrtpKeys;
import vn.nharong.media.srtp.SrtpProfile;
import vn.nharong.media.srtp.SrtpSender;
import vn.nharong.media.transport.ExtensionIds;
import vn.nharong.sfu.forward.Fanout;
import vn.nharong.sfu.forward.Forwarder;

/**
 * One speaker and so many who see and hear him, for measuring: the packets take the server's own way from the decrypted packet
 * (fanout, forwarder, rewriter, history, pacer, transport-wide number, estimator, SRTP), with nobody at the other end. What a
 * client answers (RTCP), signalling and the socket are not in it. Belongs to one thread; allocates nothing for a packet.
 */
public final class TrialMeeting implements AutoCloseable {
    /** Bytes of RTP header and extensions that {@link #picture} and {@link #sound} make. */
    public static final int HEADER_BYTES = 20;

    private static final CodecParameters VP8 =
            new CodecParameters(96, "VP8", 90_000, 1, 97, Map.of(), true, true, false);
    private static final CodecParameters OPUS =
            new CodecParameters(111, "opus", 48_000, 2, -1, Map.of(), true, true, false);
    /** Of both sides: MID, level and transport-wide number. */
    private static final ExtensionIds IDS = new ExtensionIds(1, 0, 0, 2, 3, 0, 0, 0, 0, 0);

    private static final int LINE_OVERHEAD = 16 + 28;
    /** A line that is never the reason to wait. */
    private static final long WIDE_BPS = BandwidthEstimator.MAX_BPS;

    /** Where a protected packet goes. */
    @FunctionalInterface
    public interface Leaving {
        /** Takes the packet over. @param receiver 0 to their number - 1 */
        void leave(int receiver, PacketBuffer packet);
    }

    private final PacketPool pool;
    private final Leaving leaving;
    private final Fanout pictures = new Fanout(MediaKind.VIDEO, 1, IDS, new Quiet());
    private final Fanout sounds = new Fanout(MediaKind.AUDIO, 1, IDS, new Quiet());
    private final RtpReceiver camera = new RtpReceiver(MediaKind.VIDEO, 1001, VP8.clockRate(), true);
    private final RtpReceiver microphone = new RtpReceiver(MediaKind.AUDIO, 1002, OPUS.clockRate(), true);
    private final RtpHeader header = new RtpHeader();
    private final Receiver[] receivers;
    private long pictureSeq = 1;
    private long soundSeq = 1;
    private int pictureId;

    /**
     * @param pool with native slabs for the back end of libcrypto
     * @param receivers each with a key and a history of its own, as in a meeting
     */
    public TrialMeeting(SrtpBackend backend, PacketPool pool, int receivers, Leaving leaving) {
        this.pool = pool;
        this.leaving = leaving;
        this.receivers = new Receiver[receivers];
        for (int i = 0; i < receivers; i++) {
            this.receivers[i] = new Receiver(i, backend);
        }
        picture(1, 200, 0);
        sound(80, 0);
    }

    /**
     * One picture to everybody, in one turn as the loop does it.
     *
     * @param packets it is made of; the first picture is a key frame
     * @param payloadBytes of each, from 10
     * @param nowNanos rises from call to call; as fast as the line would carry it
     */
    public void picture(int packets, int payloadBytes, long nowNanos) {
        boolean keyframe = pictureId == 0;
        pictureId = pictureId + 1 & 0x7fff;
        for (int i = 0; i < packets; i++) {
            PacketBuffer packet = packet(VP8, 1001, pictureSeq++, nowNanos, payloadBytes, i == packets - 1);
            int at = HEADER_BYTES;
            packet.u8(at, i == 0 ? 0x90 : 0x80); // RFC 7741 §4.2: X, S
            packet.u8(at + 1, 0xe0); // picture id, TL0PICIDX, TID
            packet.u16(at + 2, 0x8000 | pictureId);
            packet.u8(at + 4, pictureId);
            packet.u8(at + 5, 0);
            packet.u8(at + 6, keyframe && i == 0 ? 0 : 1);
            take(pictures, camera, VP8, packet, nowNanos);
        }
        pictures.flush();
    }

    /** One packet of sound to everybody. */
    public void sound(int payloadBytes, long nowNanos) {
        take(sounds, microphone, OPUS, packet(OPUS, 1002, soundSeq++, nowNanos, payloadBytes, false), nowNanos);
        sounds.flush();
    }

    private PacketBuffer packet(
            CodecParameters codec, int ssrc, long seq, long nowNanos, int payloadBytes, boolean marker) {
        PacketBuffer packet = pool.lease();
        packet.length(HEADER_BYTES + payloadBytes);
        packet.u8(0, 0x90);
        packet.u8(1, codec.payloadType() | (marker ? 0x80 : 0));
        packet.u16(2, (int) seq);
        packet.i32(4, (int) (nowNanos / 1000 * codec.clockRate() / 1_000_000));
        packet.i32(8, ssrc);
        packet.i32(12, 0xbede_0001);
        packet.u8(16, IDS.audioLevel() << 4);
        packet.u8(17, 0x9e);
        packet.u16(18, 0);
        return packet;
    }

    private void take(Fanout fanout, RtpReceiver stream, CodecParameters codec, PacketBuffer packet, long nowNanos) {
        if (header.parse(packet, IDS)) {
            long extSeq = stream.onRtp(header.seq16, header.timestamp, packet.length(), false, nowNanos);
            if (extSeq >= 0) {
                fanout.onRtp(0, stream, codec, packet, header, extSeq, nowNanos);
            }
        }
        packet.release();
    }

    /** Packets that have left, all receivers together. */
    public long sent() {
        long sum = 0;
        for (Receiver receiver : receivers) {
            sum += receiver.sent;
        }
        return sum;
    }

    /** Gives packets and keys back. */
    @Override
    public void close() {
        for (Receiver receiver : receivers) {
            receiver.close();
        }
        pictures.close();
        sounds.close();
    }

    private static final class Quiet implements Fanout.Owner {
        @Override
        public void requestKeyframe(int encoding, long nowNanos) {}

        @Override
        public void onStarted(String codec) {}

        @Override
        public void onLive(boolean[] live) {}

        @Override
        public void onLevel(float level) {}

        @Override
        public boolean later() {
            return true;
        }
    }

    /** One who sees and hears: what a transport does between the forwarder and the socket. */
    private final class Receiver implements PacketOut, Forwarder.Owner {
        private final int index;
        private final SrtpSender keys;
        private final Pacer pacer = new Pacer(LINE_OVERHEAD);
        private final BandwidthEstimator estimator = new BandwidthEstimator();
        private final Forwarder picture;
        private final Forwarder sound;
        private long transportSeq = 0x10000;
        private long sent;

        Receiver(int index, SrtpBackend backend) {
            this.index = index;
            SrtpProfile profile = SrtpProfile.AEAD_AES_128_GCM;
            byte[] exported = new byte[profile.exportedLength()];
            for (int i = 0; i < exported.length; i++) {
                exported[i] = (byte) (index * 31 + i);
            }
            keys = new SrtpSender(backend, SrtpKeys.fromExported(profile, exported), false);
            pacer.rates(WIDE_BPS, 0, Pacer.Line.UNTRIED);
            picture = forwarder(MediaKind.VIDEO, 2 * index + 1, VP8, pictures);
            sound = forwarder(MediaKind.AUDIO, 2 * index + 2, OPUS, sounds);
        }

        private Forwarder forwarder(MediaKind kind, int ssrc, CodecParameters codec, Fanout source) {
            // Sound has no stream for repairs, and so no transport-wide number: see RtpSender.
            int rtxSsrc = kind == MediaKind.VIDEO ? 1 << 20 | ssrc : 0;
            RtpSender sender = new RtpSender(kind, "0", ssrc, rtxSsrc, codec.clockRate(), "trial", 1, this);
            sender.extensions(IDS);
            Forwarder forwarder = new Forwarder(sender, 1, 1, this);
            forwarder.source(source, 0);
            forwarder.ready(0);
            return forwarder;
        }

        @Override
        public PacketBuffer lease() {
            return pool.lease();
        }

        @Override
        public void send(PacketBuffer packet, SendClass kind, long nowNanos) {
            if (!pacer.enqueue(packet, kind, nowNanos)) {
                packet.release();
                return;
            }
            for (PacketBuffer next = pacer.poll(nowNanos); next != null; next = pacer.poll(nowNanos)) {
                leave(next, nowNanos);
            }
        }

        private void leave(PacketBuffer packet, long nowNanos) {
            if (packet.tag > 0) {
                packet.u16(packet.tag, (int) transportSeq);
                estimator.onSent(transportSeq, packet.length() + LINE_OVERHEAD, pacer.polledCluster(), nowNanos);
                transportSeq++;
            }
            if (keys.protectRtp(packet)) {
                sent++;
                leaving.leave(index, packet);
            } else {
                packet.release();
            }
        }

        @Override
        public void onLayer(int layer) {}

        @Override
        public @Nullable CodecParameters translate(CodecParameters published) {
            return published;
        }

        void close() {
            pacer.clear();
            picture.close();
            sound.close();
            picture.sender().close();
            sound.sender().close();
            keys.close();
        }
    }
}
