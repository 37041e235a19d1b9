package vn.nharong.sfu.net;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import vn.nharong.media.packet.PacketBuffer;

/** Frames of a stream: two bytes of length, then so many bytes (RFC 4571 §2). Blocks; for the thread of its connection. */
final class FrameReader {
    /** What fits a slot; the length field would allow 64 KiB. */
    static final int MAX_FRAME = PacketBuffer.CAPACITY - PacketBuffer.HEADROOM;

    private final DataInputStream in;

    FrameReader(InputStream in) {
        this.in = new DataInputStream(in);
    }

    /**
     * The next frame, which may be empty.
     *
     * @return null when the stream ended, also inside of a frame, or a frame is too large: nothing behind it can be found
     * @throws IOException as the stream does
     */
    byte @Nullable [] read() throws IOException {
        int high = in.read();
        int low = in.read();
        int length = high << 8 | low;
        if (high < 0 || low < 0 || length > MAX_FRAME) {
            return null;
        }
        byte[] frame = in.readNBytes(length);
        return frame.length < length ? null : frame;
    }
}
