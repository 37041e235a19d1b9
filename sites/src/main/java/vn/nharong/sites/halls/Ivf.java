package vn.nharong.sites.halls;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Frames of a file in IVF, the simplest container of VP8: a header of 32 bytes, then length, time and content of each frame. */
final class Ivf {
    private static final int MAGIC = 0x46494b44; // "DKIF", little end first
    private static final int VP8 = 0x30385056; // "VP80"

    final int width;
    final int height;
    final int framesPerSecond;
    final List<byte[]> frames;

    private Ivf(int width, int height, int framesPerSecond, List<byte[]> frames) {
        this.width = width;
        this.height = height;
        this.framesPerSecond = framesPerSecond;
        this.frames = frames;
    }

    /** @throws IOException when it is no such file, is cut off, or does not begin with a key frame */
    static Ivf read(byte[] file) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        try {
            if (in.getInt() != MAGIC || in.getShort() != 0) {
                throw new IOException("not an IVF file");
            }
            int header = in.getShort();
            if (in.getInt() != VP8) {
                throw new IOException("not VP8");
            }
            int width = in.getShort();
            int height = in.getShort();
            int rate = in.getInt();
            int scale = in.getInt();
            in.position(header);
            List<byte[]> frames = new ArrayList<>();
            while (in.hasRemaining()) {
                int length = in.getInt();
                in.getLong(); // when: they are shown one after the other
                if (length <= 0 || length > in.remaining()) {
                    throw new IOException("cut off in frame " + frames.size());
                }
                byte[] frame = new byte[length];
                in.get(frame);
                frames.add(frame);
            }
            if (frames.isEmpty() || !keyframe(frames.getFirst()) || scale <= 0 || rate % scale != 0) {
                throw new IOException("does not begin with a key frame, at a whole number of frames a second");
            }
            return new Ivf(width, height, rate / scale, List.copyOf(frames));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new IOException("cut off", e);
        }
    }

    /** The P bit is inverse (RFC 6386 §9.1). */
    static boolean keyframe(byte[] frame) {
        return (frame[0] & 1) == 0;
    }
}
