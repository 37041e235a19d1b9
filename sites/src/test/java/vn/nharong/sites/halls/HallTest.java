package vn.nharong.sites.halls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.nharong.sites.media.Layer;
import vn.nharong.sites.media.Pictures;

class HallTest {
    /** Four seconds at fifteen a second. */
    private static final int FRAMES = 60;

    private final byte[] into = new byte[Pictures.MAX_FRAME];

    private byte[] next(Pictures pictures, int layer, boolean keyframe) {
        return Arrays.copyOf(into, pictures.next(layer, keyframe, 0, into));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void aHallHasThreeSizesThatBeginWithAKeyFrameAndGoOnWithoutOne(int index) throws IOException {
        Pictures pictures = new Hall(index).pictures();
        assertEquals(15, pictures.framesPerSecond());
        List<Integer> heights = pictures.layers().stream().map(Layer::height).toList();
        assertEquals(List.of(180, 360, 720), heights);
        for (int layer = 0; layer < 3; layer++) {
            byte[] first = next(pictures, layer, true);
            assertTrue(Ivf.keyframe(first));
            // Width and height stand behind the start code (RFC 6386 §9.1).
            assertEquals(heights.get(layer), (first[8] & 0xff) | (first[9] & 0x3f) << 8);
            for (int i = 1; i < FRAMES; i++) {
                assertFalse(Ivf.keyframe(next(pictures, layer, false)), "frame " + i);
            }
            assertArrayEquals(first, next(pictures, layer, false), "its end is its beginning");
        }
    }

    @Test
    void aKeyFrameThatIsAskedForBeginsThatSizeAnewAndNoOther() throws IOException {
        Pictures pictures = new Hall(0).pictures();
        byte[] first = next(pictures, 0, true);
        byte[] second = next(pictures, 0, false);
        next(pictures, 1, true);
        byte[] other = next(pictures, 1, false);
        assertArrayEquals(first, next(pictures, 0, true));
        assertArrayEquals(second, next(pictures, 0, false));
        assertFalse(Arrays.equals(other, next(pictures, 1, false)), "goes on");
    }

    @Test
    void twoCamerasInOneHallDoNotDisturbEachOther() throws IOException {
        Hall hall = new Hall(3);
        Pictures one = hall.pictures();
        Pictures two = hall.pictures();
        next(one, 0, true);
        next(one, 0, false);
        assertTrue(Ivf.keyframe(next(two, 0, false)), "who begins, begins at the beginning");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void stillsAreSmallPicturesThatDiffer(int index) throws IOException {
        Hall hall = new Hall(index);
        for (int i = 0; i < 3; i++) {
            byte[] still = hall.still(i);
            assertTrue(still.length <= 12 << 10);
            BufferedImage picture = ImageIO.read(new ByteArrayInputStream(still));
            assertEquals(256, picture.getWidth());
            assertEquals(144, picture.getHeight());
            assertFalse(Arrays.equals(still, hall.still(i + 1)));
        }
        assertArrayEquals(hall.still(0), hall.still(-3));
    }

    @Test
    void aFileThatIsCutOffIsRefusedWhereverItIsCut() throws IOException {
        byte[] whole = Hall.resource("halls/0-q.ivf");
        assertEquals(FRAMES, Ivf.read(whole).frames.size());
        for (int length = 0; length < 200; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThrows(IOException.class, () -> Ivf.read(cut), "after " + length);
        }
        byte[] last = Arrays.copyOf(whole, whole.length - 1);
        assertThrows(IOException.class, () -> Ivf.read(last));
    }
}
