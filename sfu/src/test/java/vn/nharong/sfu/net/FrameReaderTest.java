package vn.nharong.sfu.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import vn.nharong.fuzz.FuzzBox;
import vn.nharong.fuzz.FuzzReport;
import vn.nharong.fuzz.FuzzRun;
import vn.nharong.fuzz.FuzzTarget;

class FrameReaderTest {
    private static byte[] framed(int... sizes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int size : sizes) {
            out.write(size >> 8);
            out.write(size);
            for (int i = 0; i < size; i++) {
                out.write(i);
            }
        }
        return out.toByteArray();
    }

    private static FrameReader over(byte[] bytes) {
        return new FrameReader(new ByteArrayInputStream(bytes));
    }

    @Test
    void framesComeInOrderAndTheEndIsNull() throws IOException {
        FrameReader frames = over(framed(3, 0, FrameReader.MAX_FRAME));
        assertArrayEquals(new byte[] {0, 1, 2}, frames.read());
        assertArrayEquals(new byte[0], frames.read());
        byte[] largest = frames.read();
        assertTrue(largest != null && largest.length == FrameReader.MAX_FRAME);
        assertNull(frames.read());
    }

    @Test
    void aFrameThatIsTooLargeOrCutEndsTheStream() throws IOException {
        assertNull(over(framed(FrameReader.MAX_FRAME + 1, 3)).read());
        byte[] whole = framed(5);
        for (int length = 0; length < whole.length; length++) {
            assertNull(over(java.util.Arrays.copyOf(whole, length)).read());
        }
    }

    /** What one connection may say, for as long as {@link FuzzBox#asked} says. */
    @Test
    void hostileStreamsEndWithoutAnException() {
        FuzzTarget target = FuzzTarget.of(
                        "ICE-TCP frames",
                        input -> {
                            FrameReader frames = over(input);
                            int read = 0;
                            for (byte[] frame = frames.read(); frame != null; frame = frames.read()) {
                                read += 2 + frame.length;
                                if (frame.length > FrameReader.MAX_FRAME || read > input.length) {
                                    throw new AssertionError("a frame of " + frame.length);
                                }
                            }
                            return read == input.length;
                        },
                        FrameReader.class)
                .corpus(framed(20), framed(1, 2, 3), framed(0, 0, 100), framed(FrameReader.MAX_FRAME))
                .bounds(8192, 256 << 10);
        FuzzReport report = FuzzRun.run(target, FuzzBox.asked()).save();
        System.out.println(report);
        assertTrue(report.clean(), report::toString);
    }
}
