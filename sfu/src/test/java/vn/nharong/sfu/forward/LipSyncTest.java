package vn.nharong.sfu.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.receive.RtpReceiver;
import vn.nharong.media.rtp.CodecParameters;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.media.rtp.RtpHeader;
import vn.nharong.media.send.PacketOut;
import vn.nharong.media.send.RtpSender;
import vn.nharong.media.send.SendClass;
import vn.nharong.media.transport.ExtensionIds;
import vn.nharong.sfu.loop.ForwarderProxy.Wanted;

/**
 * A subscriber brings sound and picture together by our sender reports alone (RFC 3550 §6.4.1): they must tell of every
 * packet the instant, in the publisher's clock, at which it was captured.
 */
class LipSyncTest {
    private static final CodecParameters OPUS =
            new CodecParameters(111, "opus", 48_000, 2, -1, Map.of(), true, true, false);
    private static final long MS = 1_000_000;
    private static final long SECOND = 1_000 * MS;
    private static final long START = SECOND;

    /** The publisher's clock at the start: of this century, so its sign is negative, and about to begin a second. */
    private static final long NTP_AT_START = 3_970_000_000L << 32 | 0xfff0_0000L;

    private static final long SOUND_OFFSET = 4_294_900_000L; // wraps after a second and a half

    /** A key frame is larger and takes longer to come: when it came says little of when it was. */
    private static final long KEYFRAME_LATER = 12 * MS;

    /** What left, and when it was captured. */
    private record Sent(long timestamp, long capturedNanos) {}

    private record Report(long ntp, long timestamp) {
        /** The instant, in the publisher's clock, that a receiver takes a packet to be of; nanoseconds after the start. */
        long nanosOf(long packetTimestamp, int clockRate) {
            long ticks = (int) (packetTimestamp - timestamp);
            return nanos(ntp) + ticks * SECOND / clockRate;
        }
    }

    private final Studio studio = new Studio();
    private final Studio.Listener viewer = studio.new Listener();
    private final RtpReceiver microphone = new RtpReceiver(MediaKind.AUDIO, 2000, 48_000, true);
    private final Fanout voice = new Fanout(MediaKind.AUDIO, 1, ExtensionIds.NONE, new Fanout.Owner() {
        @Override
        public void requestKeyframe(int encoding, long nowNanos) {}

        @Override
        public void onStarted(String codec) {}

        @Override
        public void onLive(boolean[] live) {}

        @Override
        public void onLevel(float level) {}
    });
    private final List<Sent> pictures = new ArrayList<>();
    private final List<Sent> sounds = new ArrayList<>();
    private final RtpSender ear = new RtpSender(MediaKind.AUDIO, "1", 79, 0, 48_000, "cname", 5, new PacketOut() {
        @Override
        public PacketBuffer lease() {
            return studio.pool.lease();
        }

        @Override
        public void send(PacketBuffer packet, SendClass kind, long nowNanos) {
            sounds.add(new Sent(packet.u32(4), nextSound));
            packet.release();
        }
    });
    private final Forwarder listener = new Forwarder(ear, 1000, 0xffff_0000L, new Forwarder.Owner() {
        @Override
        public void onLayer(int layer) {}

        @Override
        public @Nullable CodecParameters translate(CodecParameters published) {
            return OPUS;
        }
    });
    private final RtpHeader header = new RtpHeader();
    private long nextSound = START;
    private int soundSeq;

    /** Which encoding of a frame comes first; -1 for the one that the viewer is to get. */
    private int firstOfFrame = -1;

    LipSyncTest() {
        // Reports reach us at other times than they were written at, each after a way of its own.
        for (int encoding = 0; encoding < 3; encoding++) {
            report(encoding, START, 20 * MS * encoding);
        }
        microphone.onSenderReport(ntp(START), soundTimestamp(START), START + 80 * MS);
        listener.source(voice, studio.now);
        play(1, false); // all layers are known: the best is the first that is sent
        viewer.forwarder.ready(studio.now);
        listener.ready(studio.now);
    }

    private static long ntp(long atNanos) {
        long nanos = atNanos - START;
        return NTP_AT_START + (nanos / SECOND << 32) + (nanos % SECOND << 32) / SECOND;
    }

    /** The inverse. */
    private static long nanos(long ntp) {
        long since = ntp - NTP_AT_START;
        return START + (since >> 32) * SECOND + ((since & 0xffff_ffffL) * SECOND >> 32);
    }

    private static long soundTimestamp(long atNanos) {
        return SOUND_OFFSET + (atNanos - START) / 1000 * 48 / 1000 & 0xffff_ffffL;
    }

    /** The publisher's own report for one of its three encodings. */
    private void report(int encoding, long atNanos, long wayNanos) {
        studio.streams[encoding].onSenderReport(ntp(atNanos), studio.timestamp(encoding, atNanos), atNanos + wayNanos);
    }

    /** Sound each 20 ms, pictures 30 times a second. */
    private void play(int frames, boolean keyframe) {
        for (int i = 0; i < frames; i++) {
            studio.nextFrame();
            long captured = studio.now;
            for (; nextSound <= studio.now; nextSound += 20 * MS) {
                PacketBuffer packet = studio.pool.lease();
                packet.length(60);
                packet.u8(0, 0x80);
                packet.u8(1, 111);
                packet.u16(2, soundSeq++);
                packet.i32(4, (int) soundTimestamp(nextSound));
                packet.i32(8, 2000);
                assertTrue(header.parse(packet, ExtensionIds.NONE));
                long extSeq = microphone.onRtp(header.seq16, header.timestamp, 60, false, nextSound);
                voice.onRtp(0, microphone, OPUS, packet, header, extSeq, nextSound);
                packet.release();
            }
            int before = viewer.sent.size();
            int first = firstOfFrame >= 0 ? firstOfFrame : Math.max(0, viewer.forwarder.targetLayer());
            for (int k = 0; k < 3; k++) {
                int encoding = (first + k) % 3;
                boolean key = keyframe && i == 0;
                List<PacketBuffer> packets = studio.framePackets(encoding, key, 0);
                studio.now += key ? KEYFRAME_LATER : 0;
                packets.forEach(packet -> studio.deliver(encoding, packet, false));
                studio.now = captured;
            }
            viewer.sent.stream().skip(before).forEach(sent -> pictures.add(new Sent(sent.timestamp(), captured)));
        }
    }

    private @Nullable Report written(Forwarder forwarder, RtpSender sender, long nowNanos) {
        PacketBuffer rtcp = studio.pool.lease();
        rtcp.length(0);
        forwarder.writeReport(sender, rtcp, nowNanos);
        Report report = rtcp.length() == 0 ? null : new Report(rtcp.i64(8), rtcp.u32(16));
        rtcp.release();
        return report;
    }

    private static void assertTells(Report report, List<Sent> sent, int clockRate, String what) {
        assertTrue(sent.size() > 20, "some were sent");
        for (Sent one : sent) {
            long off = report.nanosOf(one.timestamp, clockRate) - one.capturedNanos;
            assertTrue(Math.abs(off) < MS, () -> what + " is told " + off / 1000 + " µs off");
        }
    }

    /** By reports written so long after the last packet, the packets sent from these on are told right. */
    private void assertInStep(long laterNanos, int fromPicture, int fromSound) {
        Report picture = written(viewer.forwarder, viewer.sender, studio.now + laterNanos);
        Report sound = written(listener, ear, studio.now + laterNanos);
        assertTrue(picture != null && sound != null, "both are written");
        assertTells(picture, pictures.subList(fromPicture, pictures.size()), 90_000, "a picture");
        assertTells(sound, sounds.subList(fromSound, sounds.size()), 48_000, "sound");
    }

    @Test
    void soundAndPictureAreToldTheInstantsOfTheirCapture() {
        play(30, true);
        assertInStep(0, 0, 0);
    }

    @Test
    void aReportWrittenLongAfterThePublishersTellsTheSame() {
        play(30, true);
        for (long later : new long[] {1, 7 * MS, 999 * MS, 4_321 * MS, 60 * SECOND}) {
            assertInStep(later, 0, 0);
        }
        Report picture = written(viewer.forwarder, viewer.sender, studio.now + 60 * SECOND);
        assertTrue(picture != null);
        // It is of now, less the way that the publisher's report took; not the publisher's said again.
        long of = nanos(picture.ntp) - (studio.now + 60 * SECOND - 40 * MS);
        assertTrue(Math.abs(of) < MS, () -> of / 1000 + " µs off");
    }

    @Test
    void theNextReportOfThePublisherChangesNothing() {
        play(30, true);
        for (int second = 0; second < 4; second++) {
            report(2, studio.now, 5 * MS * second);
            microphone.onSenderReport(ntp(studio.now), soundTimestamp(studio.now), studio.now + 3 * MS * second);
            play(30, false);
            assertInStep(500 * MS, 0, 0);
        }
    }

    @Test
    void afterAChangeOfLayerPicturesBeforeAndBehindItAreToldRight() {
        play(30, true);
        for (int layer : new int[] {0, 1, 2, 0}) {
            viewer.forwarder.want(new Wanted(true, layer, 0, 0, false), studio.now);
            play(10, false);
            // Each encoding reports when it pleases.
            report(layer, studio.now - 300 * MS, 15 * MS * layer);
            play(30, true);
            assertEquals(layer, viewer.forwarder.layer());
            assertInStep(100 * MS, 0, 0);
        }
    }

    @Test
    void alsoWhenTheKeyFrameIsOfAPictureSentAlready() {
        // Two frames of one instant: the second is moved on a little, and all that follows with it.
        firstOfFrame = 0;
        play(30, true);
        viewer.forwarder.want(new Wanted(true, 0, 0, 0, false), studio.now);
        play(30, true);
        viewer.forwarder.want(new Wanted(true, 1, 0, 0, false), studio.now);
        play(1, true);
        assertEquals(1, viewer.forwarder.layer());
        int behind = pictures.size();
        play(30, false);
        assertInStep(100 * MS, behind, 0);
    }

    @Test
    void aLayerWithoutAReportOfItsOwnIsToldNothingOf() {
        studio.streams[0] = new RtpReceiver(MediaKind.VIDEO, 1000, 90_000, true);
        play(30, true);
        viewer.forwarder.want(new Wanted(true, 0, 0, 0, false), studio.now);
        int changed = pictures.size();
        play(30, true);
        assertEquals(0, viewer.forwarder.layer());
        assertEquals(null, written(viewer.forwarder, viewer.sender, studio.now), "anything said would be a guess");
        report(0, studio.now, 30 * MS);
        play(1, false);
        assertInStep(0, changed, 0);
    }

    @Test
    void aStreamBegunAnewUnderAnotherSsrcIsToldByItsOwnReports() {
        play(30, true);
        microphone.onSenderReport(ntp(studio.now), soundTimestamp(studio.now), studio.now);
        studio.offsets[2] = 123_456_789;
        studio.streams[2] = new RtpReceiver(MediaKind.VIDEO, 1002, 90_000, true);
        report(2, studio.now, 10 * MS);
        play(30, true);
        assertInStep(200 * MS, 0, 0);
    }
}
