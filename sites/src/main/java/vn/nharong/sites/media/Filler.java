package vn.nharong.sites.media;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Media that costs nothing to make and cannot be decoded: valid headers of VP8 frames and Opus packets, a {@link Marker},
 * then nothing. On the load loop.
 */
public final class Filler implements Pictures {
    private static final int FRAMES_PER_SECOND = 30;
    /** Of a key frame against a usual one. */
    private static final int KEYFRAME_FACTOR = 6;
    /** Frame tag, start code and size (RFC 6386 §9.1), before the marker. */
    static final int HEADER = 10;

    private static final int OPUS_PACKET = 80;

    private final int sender;
    private final SplittableRandom random;
    private final boolean obeys;
    private int frame;

    /** @param sender what its markers say */
    public Filler(int sender) {
        this(sender, true);
    }

    /** @param obeys false for a camera that makes key frames every ten seconds and never when asked */
    public Filler(int sender, boolean obeys) {
        this.sender = sender;
        this.random = new SplittableRandom(sender * 104_729L + 5);
        this.obeys = obeys;
    }

    @Override
    public List<Layer> layers() {
        return Layer.HD;
    }

    @Override
    public int framesPerSecond() {
        return FRAMES_PER_SECOND;
    }

    @Override
    public int next(int index, boolean wanted, long nowNanos, byte[] into) {
        Layer layer = Layer.HD.get(index);
        frame++;
        boolean keyframe = obeys ? wanted : frame % (10 * FRAMES_PER_SECOND) == 1;
        int usual = layer.bitrateBps() / 8 / FRAMES_PER_SECOND;
        int size = keyframe ? usual * KEYFRAME_FACTOR : usual * (80 + random.nextInt(40)) / 100;
        into[0] = (byte) (keyframe ? 0x10 : 0x11); // P bit inverse
        if (keyframe) {
            into[3] = (byte) 0x9d;
            into[4] = 0x01;
            into[5] = 0x2a;
            into[6] = (byte) layer.width();
            into[7] = (byte) (layer.width() >> 8);
            into[8] = (byte) layer.height();
            into[9] = (byte) (layer.height() >> 8);
        }
        Marker.write(into, HEADER, sender, frame, nowNanos);
        return Math.max(size, HEADER + Marker.LENGTH);
    }

    /** Sound of the same sender. */
    public static Sound sound(int sender) {
        return new Sound() {
            private int packet;

            @Override
            public int next(long nowNanos, byte[] into) {
                into[0] = (byte) 0xfc; // 20 ms, stereo, CELT (RFC 6716 §3.1)
                Marker.write(into, 1, sender, packet++, nowNanos);
                return OPUS_PACKET;
            }
        };
    }
}
