package vn.nharong.sfu.loop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import vn.nharong.media.codec.Vp8Descriptor;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.receive.ReceiveSection;
import vn.nharong.media.receive.RtpReceiver;
import vn.nharong.media.rtp.CodecParameters;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.media.rtp.RtpHeader;

/** What came out at the far end of one subscription: decrypted, repaired, once each. */
final class Track implements ReceiveSection.Sink {
    /** One packet of a picture. */
    record Piece(
            long seq,
            long timestamp,
            boolean marker,
            int picture,
            int frame,
            int layer,
            int index,
            int count,
            boolean keyframe,
            int owner,
            long atNanos) {}

    /** One packet of sound. */
    record Sound(long seq, int number, long sentNanos, int owner, long atNanos) {}

    /** How long Chromium waits for its first key frame, and for anything to decode later, before it asks for one. */
    private static final long FIRST_KEYFRAME_NANOS = 200_000_000;

    private static final long NEXT_FRAME_NANOS = 3_000_000_000L;

    final TreeMap<Long, Piece> pieces = new TreeMap<>();
    final TreeMap<Long, Sound> sounds = new TreeMap<>();
    int unrepairable;
    private final Vp8Descriptor vp8 = new Vp8Descriptor();
    private boolean needsKeyframe = true;
    private boolean anyKeyframe;
    private long waitsSinceNanos;

    @Override
    public void onRtp(
            int encoding,
            RtpReceiver stream,
            CodecParameters codec,
            PacketBuffer packet,
            RtpHeader header,
            long extSeq,
            long nowNanos) {
        if (header.payloadLength == 0) {
            return;
        }
        int at = header.headerLength;
        if (codec.name().equals("opus")) {
            assertTrue(
                    sounds.put(
                                    extSeq,
                                    new Sound(extSeq, packet.i32(at), packet.i64(at + 4), packet.u8(at + 12), nowNanos))
                            == null,
                    "sound twice");
            return;
        }
        assertTrue(vp8.parse(packet, at, header.payloadLength));
        int mark = at + Camera.MARK;
        Piece piece = new Piece(
                extSeq,
                header.timestamp,
                header.marker,
                vp8.pictureId,
                packet.i32(mark),
                packet.u8(mark + 4),
                packet.u8(mark + 5),
                packet.u16(mark + 6),
                packet.u8(mark + 8) != 0,
                packet.u8(mark + 9),
                nowNanos);
        assertTrue(pieces.put(extSeq, piece) == null, () -> "twice: " + piece);
        if (needsKeyframe && piece.keyframe && whole(piece)) {
            needsKeyframe = false;
            anyKeyframe = true;
        }
        if (waitsSinceNanos == 0) {
            waitsSinceNanos = nowNanos;
        }
    }

    private boolean whole(Piece piece) {
        long first = piece.seq - piece.index;
        for (long seq = first; seq < first + piece.count; seq++) {
            Piece part = pieces.get(seq);
            if (part == null || part.frame != piece.frame) {
                return false;
            }
        }
        return true;
    }

    /** Whether a decoder would ask for a key frame now: none came whole yet, or a packet was given up since. */
    boolean asksForKeyframe(long nowNanos) {
        long wait = anyKeyframe ? NEXT_FRAME_NANOS : FIRST_KEYFRAME_NANOS;
        if (!needsKeyframe || pieces.isEmpty() || nowNanos - waitsSinceNanos < wait) {
            return false;
        }
        waitsSinceNanos = nowNanos;
        return true;
    }

    @Override
    public void onUnrepairable(int encoding, long nowNanos) {
        unrepairable++;
        if (!needsKeyframe) {
            needsKeyframe = true;
            waitsSinceNanos = nowNanos;
        }
    }

    static ReceiveSection section(
            MediaKind kind, String mid, CodecParameters codec, SubscriptionSpec spec, Track sink) {
        return new ReceiveSection(kind, mid, List.of(codec), List.of(), spec.ssrc(), spec.rtxSsrc(), sink);
    }

    /** Pieces that arrived in this span of time. */
    List<Piece> between(long fromNanos, long toNanos) {
        return pieces.values().stream()
                .filter(piece -> piece.atNanos >= fromNanos && piece.atNanos < toNanos)
                .toList();
    }

    /** How long one layer was the one that arrived, of all pieces in this span: by frames. */
    double share(int layer, long fromNanos, long toNanos) {
        List<Piece> all = between(fromNanos, toNanos).stream()
                .filter(piece -> piece.index == 0)
                .toList();
        return all.isEmpty()
                ? 0
                : (double) all.stream().filter(piece -> piece.layer == layer).count() / all.size();
    }

    /**
     * What a decoder needs: numbers without a gap, each frame whole and ended by its marker, frames and pictures that
     * count up, and a key frame wherever the layer changes.
     *
     * @param untilNanos what arrived later may still miss something that is under way
     * @return frames
     */
    int assertUnbroken(long untilNanos) {
        return assertUnbroken(untilNanos, false);
    }

    /**
     * The same when the publisher's line loses too: a repair of a layer that came after the layer was left is not sent
     * on, so the last frames before a key frame of another layer may stay broken. Nowhere else.
     */
    int assertUnbrokenButAtChanges(long untilNanos) {
        return assertUnbroken(untilNanos, true);
    }

    private int assertUnbroken(long untilNanos, boolean butAtChanges) {
        List<Piece> all = new ArrayList<>(pieces.values());
        while (!all.isEmpty() && (all.getLast().atNanos >= untilNanos || !all.getLast().marker)) {
            all.removeLast();
        }
        if (butAtChanges) { // the very first packets may be lost, and nobody knows what to ask for
            while (!all.isEmpty() && !(all.getFirst().keyframe && all.getFirst().index == 0)) {
                all.removeFirst();
            }
        }
        assertTrue(!all.isEmpty(), "nothing came");
        assertTrue(all.getFirst().keyframe && all.getFirst().index == 0, () -> "begins with " + all.getFirst());
        int frames = 1;
        for (int i = 1; i < all.size(); i++) {
            Piece before = all.get(i - 1);
            Piece piece = all.get(i);
            if (butAtChanges && !follows(before, piece)) {
                int next = change(all, i, before);
                assertTrue(next >= 0, before + " then " + piece + ", and no other layer soon");
                i = next;
                piece = all.get(next);
            } else {
                assertTrue(follows(before, piece), before + " then " + piece);
            }
            frames += piece.index == 0 ? 1 : 0;
        }
        return frames;
    }

    /** Where, within half a second, another layer begins; or -1. */
    private static int change(List<Piece> all, int from, Piece before) {
        for (int i = from; i < all.size(); i++) {
            Piece piece = all.get(i);
            if ((int) (piece.timestamp - before.timestamp) > 45_000) {
                return -1;
            }
            if (piece.layer != before.layer && piece.keyframe && piece.index == 0) {
                return i;
            }
        }
        return -1;
    }

    private static boolean follows(Piece before, Piece piece) {
        if (piece.seq != before.seq + 1 || piece.marker != (piece.index == piece.count - 1)) {
            return false;
        }
        if (!before.marker) {
            return piece.index == before.index + 1
                    && piece.picture == before.picture
                    && piece.timestamp == before.timestamp
                    && piece.layer == before.layer;
        }
        return piece.index == 0
                && piece.picture == (before.picture + 1 & 0x7fff)
                && (int) (piece.timestamp - before.timestamp) > 0
                && (piece.layer == before.layer
                        ? piece.frame == before.frame + 1
                        : piece.keyframe && Math.abs(piece.frame - before.frame) <= 2);
    }

    /** Milliseconds from the microphone to here that this share of the sound does not exceed. */
    long soundMillis(double share) {
        long[] sorted = sounds.values().stream()
                .mapToLong(sound -> (sound.atNanos - sound.sentNanos) / 1_000_000)
                .sorted()
                .toArray();
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * sorted.length))];
    }
}
