package vn.nharong.sfu.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
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

/** What feeds a subscriber changes; to its decoder it is one stream. */
class SourceChangeTest {
    private static final CodecParameters VP8 = codec(96, "VP8", 97);
    private static final CodecParameters H264 = codec(108, "H264", 109);
    private static final CodecParameters OPUS =
            new CodecParameters(111, "opus", 48_000, 2, -1, Map.of(), true, true, false);
    private static final long MS = 1_000_000;

    private static CodecParameters codec(int type, String name, int rtx) {
        return new CodecParameters(type, name, 90_000, 1, rtx, Map.of(), true, true, false);
    }

    private final PacketPool pool = PacketPool.direct(1 << 14);
    private final List<Ear> ears = new ArrayList<>();
    private final List<Source> sources = new ArrayList<>();
    private long now = 5_000_000_000L;

    /** What left for a subscriber. @param picture -1 where the codec has none */
    private record Sent(int type, int seq, long timestamp, int picture, boolean keyframe, int from) {}

    /** One publication of somebody. */
    private final class Source implements Fanout.Owner {
        final CodecParameters codec;
        final int number;
        final Fanout fanout;
        final RtpReceiver stream;
        private final ExtensionIds ids;
        private final long offset;
        private final RtpHeader header = new RtpHeader();
        int asked;
        private int seq;
        private int picture;

        Source(CodecParameters codec, int number, ExtensionIds ids) {
            this.codec = codec;
            this.number = number;
            this.ids = ids;
            seq = 7919 * number & 0xffff;
            picture = 104_729 * number & 0x7fff;
            offset = 1_000_000_007L * number;
            MediaKind kind = codec == OPUS ? MediaKind.AUDIO : MediaKind.VIDEO;
            fanout = new Fanout(kind, 1, ids, this);
            stream = new RtpReceiver(kind, 1000 + number, codec.clockRate(), true);
            // Clocks of two publishers say nothing of one another: this one is years ahead of the last.
            stream.onSenderReport((long) number << 56, offset, now);
            sources.add(this);
        }

        /** A frame of two packets, or one of sound. */
        void frame(boolean keyframe) {
            picture = picture + 1 & 0x7fff;
            for (int i = 0; i < (codec == OPUS ? 1 : 2); i++) {
                packet(i == 0, keyframe);
            }
        }

        /** The first half of a frame: the rest is under way. */
        void half() {
            picture = picture + 1 & 0x7fff;
            packet(true, false);
        }

        private void packet(boolean first, boolean keyframe) {
            PacketBuffer packet = pool.lease();
            packet.length(40);
            for (int i = 0; i < 40; i++) {
                packet.u8(i, 0);
            }
            packet.u8(0, 0x80);
            packet.u8(1, (first ? 0 : 0x80) | codec.payloadType());
            packet.u16(2, seq);
            packet.i32(4, (int) (offset + now / 1000 * codec.clockRate() / 1_000_000));
            packet.i32(8, stream.ssrc());
            if (codec == VP8) {
                packet.u8(12, first ? 0x90 : 0x80);
                packet.u8(13, 0xf0);
                packet.u16(14, 0x8000 | picture);
                packet.u8(16, picture & 0xff);
                packet.u8(18, keyframe && first ? 0 : 1);
            } else if (codec == H264) {
                packet.u8(12, keyframe && first ? 0x67 : 0x61);
            }
            packet.u8(30, number);
            seq = seq + 1 & 0xffff;
            assertTrue(header.parse(packet, ids));
            long extSeq = stream.onRtp(header.seq16, header.timestamp, 40, false, now);
            fanout.onRtp(0, stream, codec, packet, header, extSeq, now);
            packet.release();
        }

        @Override
        public void requestKeyframe(int encoding, long nowNanos) {
            asked++;
        }

        @Override
        public void onStarted(String name) {}

        @Override
        public void onLive(boolean[] live) {}

        @Override
        public void onLevel(float level) {}
    }

    /** A subscriber. */
    private final class Ear implements PacketOut, Forwarder.Owner {
        final List<Sent> sent = new ArrayList<>();
        final RtpSender sender;
        final Forwarder forwarder;
        private final MediaKind kind;

        Ear(MediaKind kind) {
            this.kind = kind;
            sender = new RtpSender(
                    kind,
                    "0",
                    77,
                    kind == MediaKind.VIDEO ? 78 : 0,
                    kind == MediaKind.VIDEO ? 90_000 : 48_000,
                    "c",
                    5,
                    this);
            forwarder = new Forwarder(sender, 1000, 5000, this);
            forwarder.ready(now);
            ears.add(this);
        }

        @Override
        public PacketBuffer lease() {
            return pool.lease();
        }

        @Override
        public void send(PacketBuffer packet, SendClass how, long nowNanos) {
            RtpHeader header = new RtpHeader();
            assertTrue(header.parse(packet, ExtensionIds.NONE));
            int at = header.headerLength;
            boolean repair = header.ssrc == 78;
            Vp8Descriptor vp8 = new Vp8Descriptor();
            boolean isVp8 = header.payloadType == VP8.payloadType() && vp8.parse(packet, at, header.payloadLength);
            boolean keyframe =
                    isVp8 ? vp8.keyframe : kind == MediaKind.AUDIO || packet.u8(at + (repair ? 2 : 0)) == 0x67;
            sent.add(new Sent(
                    header.payloadType,
                    header.seq16,
                    header.timestamp,
                    isVp8 ? vp8.pictureId : -1,
                    keyframe,
                    packet.u8(at + (repair ? 2 : 0) + 18)));
            packet.release();
        }

        @Override
        public void onLayer(int layer) {}

        @Override
        public @Nullable CodecParameters translate(CodecParameters published) {
            return published;
        }

        Ear take(@Nullable Source source) {
            forwarder.source(source == null ? null : source.fanout, now);
            return this;
        }
    }

    /** Everybody sends for a while. */
    private void run(int frames, Source... publishing) {
        for (int i = 0; i < frames; i++) {
            now += 33 * MS;
            for (Source source : publishing) {
                source.frame(source.codec == OPUS);
            }
        }
    }

    /** Numbers without a gap, time that goes on as it does, pictures that count up, and a key frame at each change. */
    private static void assertOneStream(List<Sent> sent) {
        int picture = -1;
        for (int i = 0; i < sent.size(); i++) {
            Sent one = sent.get(i);
            Sent before = i == 0 ? null : sent.get(i - 1);
            if (before != null) {
                assertEquals(before.seq + 1 & 0xffff, one.seq, "number at " + i);
                long step = one.timestamp - before.timestamp & 0xffff_ffffL;
                assertTrue(step < 900_000, "time at " + i + " steps by " + step);
            }
            if (before == null || before.from != one.from) {
                assertTrue(one.keyframe, "begins with a key frame at " + i);
                assertTrue(before == null || before.timestamp != one.timestamp, "time stands at " + i);
            }
            if (one.picture >= 0 && picture >= 0) {
                int ahead = one.picture - picture & 0x7fff;
                assertTrue(ahead <= 1, "picture id at " + i + " steps by " + ahead);
            }
            picture = one.picture >= 0 ? one.picture : picture;
        }
    }

    @AfterEach
    void nothingIsKept() {
        ears.forEach(ear -> {
            ear.forwarder.close();
            ear.sender.close();
        });
        sources.forEach(source -> source.fanout.close());
        assertEquals(0, pool.leased());
    }

    @Test
    void picturesGoOnWithAKeyFrameOfTheNext() {
        Source an = new Source(VP8, 1, ExtensionIds.NONE);
        Source binh = new Source(VP8, 2, ExtensionIds.NONE);
        Ear ear = new Ear(MediaKind.VIDEO).take(an);
        run(1, an, binh);
        an.frame(true);
        run(30, an, binh);
        an.half(); // in the middle of a frame
        int before = ear.sent.size();
        ear.take(binh);
        run(3, an, binh);
        assertEquals(before, ear.sent.size(), "nothing of the old, nothing before a key frame of the new");
        assertEquals(1, binh.asked);
        now += 33 * MS;
        binh.frame(true);
        run(30, an, binh);
        assertEquals(before + 62, ear.sent.size());
        ear.take(null);
        run(60, an, binh);
        assertEquals(before + 62, ear.sent.size());
        ear.take(an);
        an.frame(true);
        run(10, an, binh);
        assertOneStream(ear.sent);
        Sent last = ear.sent.get(before + 61);
        Sent next = ear.sent.get(before + 62);
        assertEquals(60 * 33 * 90, next.timestamp - last.timestamp, 200, "time went on meanwhile, by our clock");
    }

    @Test
    void soundGoesOnAtOnce() {
        Source an = new Source(OPUS, 1, ExtensionIds.NONE);
        Source binh = new Source(OPUS, 2, ExtensionIds.NONE);
        Ear ear = new Ear(MediaKind.AUDIO).take(an);
        run(20, an, binh);
        ear.take(binh);
        run(20, an, binh);
        ear.take(an);
        run(20, an, binh);
        assertEquals(60, ear.sent.size());
        for (int i = 0; i < 60; i++) {
            assertEquals(i / 20 == 1 ? 2 : 1, ear.sent.get(i).from);
        }
        assertOneStream(ear.sent);
    }

    @Test
    void whatTheSourceSendsIsSaidByItsPayloadType() {
        Source vp8 = new Source(VP8, 1, ExtensionIds.NONE);
        Source h264 = new Source(H264, 2, ExtensionIds.NONE);
        Ear ear = new Ear(MediaKind.VIDEO).take(vp8);
        run(1, vp8, h264);
        for (int round = 0; round < 3; round++) {
            for (Source next : List.of(vp8, h264)) {
                now += 800 * MS; // the last key frame is too long ago to be sent again
                ear.take(next);
                next.frame(true);
                run(5, vp8, h264);
                assertEquals(next.codec.payloadType(), ear.sent.getLast().type);
            }
        }
        assertEquals(6 * 12, ear.sent.size());
        assertOneStream(ear.sent);
    }

    @Test
    void hundredsAskOnce() {
        Source an = new Source(VP8, 1, ExtensionIds.NONE);
        Source binh = new Source(VP8, 2, ExtensionIds.NONE);
        run(1, an, binh);
        List<Ear> all = new ArrayList<>();
        for (int i = 0; i < 240; i++) {
            all.add(new Ear(MediaKind.VIDEO).take(an));
        }
        an.frame(true);
        run(10, an, binh);
        all.forEach(ear -> ear.take(binh));
        assertEquals(1, binh.asked);
        now += 33 * MS;
        binh.frame(true);
        run(2, an, binh);
        for (Ear ear : all) {
            assertEquals(2, ear.sent.getLast().from);
            assertOneStream(ear.sent);
        }
        now += 600 * MS;
        binh.fanout.handleTimeout(now);
        assertEquals(1, binh.asked);
    }

    @Test
    void aKeyFrameThatJustPassedIsUsedUnlessTooMuchCameAfterIt() {
        Source an = new Source(VP8, 1, ExtensionIds.NONE);
        Source binh = new Source(VP8, 2, ExtensionIds.NONE);
        Ear ear = new Ear(MediaKind.VIDEO).take(an);
        run(1, an, binh);
        an.frame(true);
        binh.frame(true);
        run(5, an, binh);
        ear.take(binh);
        assertEquals(0, binh.asked);
        assertEquals(2, ear.sent.getLast().from);
        run(5, an, binh);
        assertOneStream(ear.sent);
        an.frame(true);
        for (int i = 0; i < Forwarder.MOST_REPLAYED_AT_CHANGE; i++) {
            an.frame(false);
        }
        int before = an.asked;
        ear.take(an);
        assertEquals(before + 1, an.asked, "hundreds of these would hold up everybody's sound");
        assertEquals(2, ear.sent.getLast().from);
    }

    @Test
    void whatWasSentBeforeIsRepeatedUntilTheNextBeginsAndAfterItIfItCanBeReadAlike() {
        for (boolean alike : List.of(true, false)) {
            Source an = new Source(VP8, 1, new ExtensionIds(4, 0, 0, 0, 3, 0, 0, 0, 0, 0));
            Source binh = new Source(VP8, 2, alike ? an.ids : new ExtensionIds(5, 0, 0, 0, 2, 0, 0, 0, 0, 0));
            Ear ear = new Ear(MediaKind.VIDEO).take(an);
            run(1, an, binh);
            an.frame(true);
            run(5, an, binh);
            int lost = ear.sent.get(4).seq;
            ear.take(binh);
            assertTrue(repeats(ear, lost, 1), "the next has not begun");
            now += 33 * MS;
            binh.frame(true);
            now += 100 * MS;
            assertEquals(alike, repeats(ear, lost, 1));
            assertTrue(repeats(
                    ear,
                    ear.sent.stream()
                            .filter(sent -> sent.from == 2 && sent.type == 96)
                            .findFirst()
                            .orElseThrow()
                            .seq,
                    2));
        }
    }

    /** Whether a request for it is answered, on the repair stream, with a packet of that source. */
    private boolean repeats(Ear ear, int seq, int from) {
        int before = ear.sent.size();
        ear.sender.onNack(seq, 0, now);
        if (ear.sent.size() == before) {
            return false;
        }
        assertEquals(VP8.rtxPayloadType(), ear.sent.getLast().type);
        assertEquals(from, ear.sent.getLast().from);
        return true;
    }

    @Test
    void aGateKeepsSoundFromAllButThoseLetThrough() {
        Source an = new Source(OPUS, 1, ExtensionIds.NONE);
        Ear everybody = new Ear(MediaKind.AUDIO).take(an);
        Ear one = new Ear(MediaKind.AUDIO).take(an);
        run(10, an);
        int open = everybody.sent.size();
        an.fanout.gate(true, now);
        one.forwarder.throughGate(true, now);
        run(10, an);
        assertEquals(open, everybody.sent.size());
        assertEquals(open + 10, one.sent.size());
        assertFalse(everybody.forwarder.active());
        one.forwarder.throughGate(false, now);
        run(10, an);
        assertEquals(open + 10, one.sent.size());
        an.fanout.gate(false, now);
        run(10, an);
        assertEquals(open + 10, everybody.sent.size());
        assertOneStream(everybody.sent);
        assertOneStream(one.sent);
    }
}
